"""A virus scanner of the tests' own: clamd on the loopback with one signature, of the harmless file that all know."""

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from clamav_client.clamd import ClamdNetworkSocket, CommunicationError

# Put together only now, so that no scanner takes this file for the thing.
EICAR = b"".join([rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$", b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"])
PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Scanner:
    """Can be stopped and started again, like the real one."""

    def __init__(self, folder: Path):
        self.folder, self.port = folder, free_port()
        self.process: subprocess.Popen | None = None
        (folder / "test.ndb").write_text(f"Eicar.Test:0:*:{EICAR.hex()}\n")
        # A second one, which it does not know yet.
        self.later = b"harmful-from-tomorrow-on"
        (folder / "clamd.conf").write_text(
            f"DatabaseDirectory {folder}\nTCPSocket {self.port}\nTCPAddr 127.0.0.1\nForeground yes\n"
            "StreamMaxLength 25M\nMaxThreads 4\nFixStaleSocket yes\nOfficialDatabaseOnly no\n"
        )

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        with (self.folder / "clamd.out").open("ab") as out:
            self.process = subprocess.Popen(
                [binary() or "clamd", "--config-file", str(self.folder / "clamd.conf")], stdout=out, stderr=out
            )
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if ClamdNetworkSocket("127.0.0.1", self.port, timeout=2).ping() == "PONG":
                    return
            except CommunicationError:
                time.sleep(0.1)
        raise AssertionError((self.folder / "clamd.out").read_text())

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(PATIENCE)
            self.process = None

    def learn(self) -> None:
        """Tomorrow's signatures."""
        (self.folder / "more.ndb").write_text(f"Later.Test:0:*:{self.later.hex()}\n")
        self.forget_and_start()

    def unlearn(self) -> None:
        (self.folder / "more.ndb").unlink(missing_ok=True)
        self.forget_and_start()

    def forget_and_start(self) -> None:
        self.stop()
        self.start()


def binary() -> str | None:
    return shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")


@pytest.fixture(scope="session")
def one_scanner(tmp_path_factory) -> Iterator[Scanner]:
    if binary() is None:
        reason = "clamd is missing: apt-get install --no-install-recommends clamav-daemon"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    found = Scanner(tmp_path_factory.mktemp("clamd"))
    found.start()
    yield found
    found.stop()


@pytest.fixture
def scanner(one_scanner, settings) -> Iterator[Scanner]:
    """It answers, and knows one virus."""
    if one_scanner.process is None:
        one_scanner.start()
    settings.CLAMD = one_scanner.address
    yield one_scanner
    if (one_scanner.folder / "more.ndb").exists():
        one_scanner.unlearn()


@pytest.fixture
def no_scanner(settings) -> None:
    """It is set, and nobody answers there."""
    settings.CLAMD = f"127.0.0.1:{free_port()}"


@contextmanager
def talking(answer: str | None) -> Iterator[str]:
    """Something at an address that takes whatever it is sent and says this; None: it hangs up without a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_talk, args=[server, answer], daemon=True)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1]}"


def _talk(server: socket.socket, answer: str | None) -> None:
    with suppress(OSError):
        while True:
            line, _from = server.accept()
            with line, suppress(OSError):
                sent = b""
                while not sent.endswith(b"\x00\x00\x00\x00") and (piece := line.recv(65536)):
                    sent = (sent + piece)[-8:]
                if answer is not None:
                    line.sendall(f"{answer}\n".encode())
