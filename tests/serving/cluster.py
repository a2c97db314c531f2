"""A PostgreSQL server of a test's own, which can be stopped and started without harm to anybody else's."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.serving.processes import address_of, free_port

OWNER = "postgres"


class Cluster:
    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder, self.programs, self.port = folder, programs, free_port()
        self.data = folder / "data"

    def run(self, program: str, *words: str) -> None:
        """As a user who is not root: PostgreSQL refuses to run as root."""
        command = [str(self.programs / program), *words]
        if os.geteuid() == 0:
            command = ["runuser", "-u", OWNER, "--", *command]
        # To a file: a server that goes on keeps a pipe open, and nobody would ever read its end.
        with (self.folder / "log").open("ab") as log:
            done = subprocess.run(command, cwd=self.folder, stdout=log, stderr=log, check=False)
        assert done.returncode == 0, (self.folder / "log").read_text()[-2000:]

    def make(self) -> None:
        self.run("initdb", "-D", str(self.data), "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-sync")

    def start(self) -> None:
        settings = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        self.run("pg_ctl", "-D", str(self.data), "-w", "-o", settings, "start")

    def stop(self) -> None:
        """At once, as when a machine is restarted: whoever is connected is cut off."""
        self.run("pg_ctl", "-D", str(self.data), "-w", "-m", "immediate", "stop")

    def address(self, name: str) -> str:
        return f"postgres://{OWNER}@127.0.0.1:{self.port}/{name}"

    def copy(self, alias: str) -> str:
        """A copy of a database of this test, tables and rows; returns where it is."""
        self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", OWNER, alias)
        dump = subprocess.Popen([self.programs / "pg_dump", "--no-owner", address_of(alias)], stdout=subprocess.PIPE)
        with (self.folder / "log").open("ab") as log:
            subprocess.run(
                [self.programs / "psql", "--quiet", "--set", "ON_ERROR_STOP=1", self.address(alias)],
                stdin=dump.stdout,
                stdout=log,
                stderr=log,
                check=True,
            )
        assert dump.wait(60) == 0
        return self.address(alias)


def programs() -> Path | None:
    """Where the server's own programs are: Debian keeps them off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def cluster(where: Path) -> Iterator[Cluster]:
    # Not in pytest's folder, which only its owner may enter.
    folder = Path(tempfile.mkdtemp(prefix="waymark-cluster-"))
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER)
    own = Cluster(folder, where)
    try:
        own.make()
        own.start()
        yield own
    finally:
        subprocess.run(
            [*(["runuser", "-u", OWNER, "--"] if os.geteuid() == 0 else []), where / "pg_ctl", "-D", own.data, "stop"],
            cwd=folder,
            capture_output=True,
            check=False,
        )
        shutil.rmtree(folder, ignore_errors=True)


def may_run() -> bool:
    """Whether this machine can have one."""
    if programs() is None:
        return False
    return os.geteuid() != 0 or (shutil.which("runuser") is not None and _known(OWNER))


def _known(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
