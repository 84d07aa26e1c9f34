"""`pytest -p tests.postgres`: the database tests on a real PostgreSQL, started for this run and thrown away after."""

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

_NAME = "oogcontact"


class Cluster:
    """A PostgreSQL cluster in a folder of its own, on a free port of this machine; run by a user that is not root."""

    def __init__(self) -> None:
        self._bin = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
        self._folder = Path(tempfile.mkdtemp(prefix="oogcontact-postgres-"))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        # PostgreSQL refuses root.
        self._as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.getuid() == 0 else []
        if self._as_user:
            shutil.chown(self._folder, "postgres")

    @property
    def url(self) -> str:
        """The address for DATABASE_URL."""
        return f"postgresql://{_NAME}@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        """Make the cluster and start it; returns when it takes connections."""
        self._run("initdb", "-D", self._data, "-U", _NAME, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        # Nothing in it has to survive: without fsync the tests take half the time.
        careless = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -k {self._folder} {careless}"
        self._run("pg_ctl", "-D", self._data, "-o", options, "-l", str(self._folder / "log"), "-w", "start")

    def stop(self) -> None:
        """Stop the cluster and remove its folder."""
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._as_user, str(self._bin / program), *arguments]
        # pg_ctl leaves a server behind that would hold a pipe open: its output goes to a file.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(command, stdout=output, stderr=output, cwd="/", check=False)
            if done.returncode:
                output.seek(0)
                raise RuntimeError(output.read().decode())


# This plugin is imported before Django's settings are, which read the address.
# Workers of pytest-xdist find the address in the environment that they inherit: they share one cluster.
_cluster = None if "PYTEST_XDIST_WORKER" in os.environ else Cluster()
if _cluster is not None:
    _cluster.start()
    os.environ["DATABASE_URL"] = _cluster.url


def pytest_unconfigure() -> None:
    """Throw the cluster away."""
    if _cluster is not None:
        _cluster.stop()
