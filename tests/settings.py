"""Settings of the Python tests: a folder of their own, and SQLite or the PostgreSQL that DATABASE_URL names."""

import atexit
import os
import shutil
import tempfile

if "DATA_DIR" not in os.environ:
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="oogcontact-tests-")
    atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)
os.environ.setdefault("SECRET_KEY", "a-key-that-only-the-tests-use")

from oogcontact.project.settings import *  # noqa: F403

if "sqlite3" in str(DATABASES["default"]["ENGINE"]):  # noqa: F405
    # A file, as in production: threads that write to SQLite in memory lock each other out.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}  # noqa: F405

PASSWORD_HASHERS = ["tests.hashers.CheapArgon2"]
