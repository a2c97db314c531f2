"""Site and worker side by side: Ctrl-C stops both, and neither runs on without the other. Standard library only.

For the demo and for one machine; elsewhere a service manager runs the two commands below itself.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[2]
HOST = os.environ.get("HOST", "127.0.0.1")
PORT = int(os.environ.get("PORT", "8000"))
START_PATIENCE = 90.0
STOP_PATIENCE = 40.0

COMMANDS = {
    "site": ["-m", "gunicorn", "--config", "site/config/gunicorn_settings.py", "config.wsgi"],
    "worker": ["manage.py", "work"],
}


def insist_on_free_port() -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, PORT))
        except OSError as error:
            raise SystemExit(
                f"Cannot listen on {HOST}:{PORT} ({error.strerror}). "
                f"Stop what uses it, or take another port: make run PORT={PORT + 1}"
            ) from None


def address() -> str:
    return f"http://{'127.0.0.1' if HOST in {'0.0.0.0', '::'} else HOST}:{PORT}/"  # noqa: S104 (compared, not bound)


def answers() -> bool:
    try:
        with urllib.request.urlopen(f"{address()}health/ready/", timeout=5) as response:  # noqa: S310 (our own)
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


class Pair:
    def __init__(self) -> None:
        self.stopping = False
        # Their own sessions: a Ctrl-C reaches them through us, once, and in order.
        self.processes = {
            name: subprocess.Popen([sys.executable, *command], cwd=ROOT, start_new_session=True)
            for name, command in COMMANDS.items()
        }
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.ask_to_stop)

    def ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def ended(self) -> str | None:
        return next((name for name, process in self.processes.items() if process.poll() is not None), None)

    def watch(self, welcome: str) -> int:
        """Until told to stop (0), or until one of the two has ended by itself (1)."""
        deadline: float | None = time.monotonic() + START_PATIENCE
        while not self.stopping:
            if name := self.ended():
                print(f"The {name} ended by itself (code {self.processes[name].returncode}); stopping.", flush=True)
                return 1
            if deadline and answers():
                print(welcome, flush=True)
                deadline = None
            if deadline and time.monotonic() > deadline:
                print(f"The site does not answer after {START_PATIENCE:.0f} s; stopping.", flush=True)
                return 1
            time.sleep(0.3)
        return 0

    def stop(self) -> None:
        print("\nStopping …", flush=True)
        for process in self.processes.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + STOP_PATIENCE
        for process in self.processes.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
        print("Stopped.", flush=True)


def run(welcome: str) -> int:
    pair = Pair()
    try:
        return pair.watch(welcome)
    finally:
        pair.stop()


if __name__ == "__main__":
    insist_on_free_port()
    raise SystemExit(run(f"Waymark is at {address()}"))
