"""Web processes of our own, as production runs them, on a test's databases."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def address_of(alias: str) -> str:
    """Where a database of this test is, as a URL. PostgreSQL only."""
    settings = connections[alias].settings_dict
    password = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
    return f"postgres://{settings['USER']}{password}@{settings['HOST']}:{settings['PORT'] or 5432}/{settings['NAME']}"


class Web:
    """One gunicorn with one process of eight threads."""

    def __init__(self, databases: dict[str, str], log: Path) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        environment = {
            **os.environ,
            **databases,
            "WAYMARK_MODE": "test",
            # The tests at large may do without it (see run.py); here somebody pulls the plug.
            "PGOPTIONS": "-c synchronous_commit=on",
            "PORT": str(self.port),
            "HOST": "127.0.0.1",
            "WEB_WORKERS": "1",
        }
        command = [sys.executable, "-m", "gunicorn", "--config", "site/config/gunicorn_settings.py", "config.wsgi"]
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, start_new_session=True, stdout=output, stderr=output
            )

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/health/live/", timeout=5) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            assert self.process.poll() is None, "the server ended by itself"
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.2)

    def kill(self) -> None:
        """As a machine that loses its power: the master and its worker, at once."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)


@contextmanager
def serving(number: int, databases: dict[str, str], folder: Path) -> Iterator[list[Web]]:
    """So many web processes on these databases (`DATABASE_URL`, `KEYS_DATABASE_URL`), ready to answer."""
    servers = [Web(databases, folder / f"web-{place}.log") for place in range(number)]
    try:
        for server in servers:
            server.wait()
        yield servers
    finally:
        for server in servers:
            server.kill()
