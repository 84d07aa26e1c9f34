"""Settings of the Python tests: a folder of their own, and SQLite or the PostgreSQL that DATABASE_URL names."""

import os
import tempfile

os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="oogcontact-tests-"))
os.environ.setdefault("SECRET_KEY", "a-key-that-only-the-tests-use")

from oogcontact.project.settings import *  # noqa: F403
