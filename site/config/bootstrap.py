"""Fills the environment in .venv from a lock file, with hashes. Runs on a bare Python: standard library only.

    .venv/bin/python -P site/config/bootstrap.py requirements.lock [requirements-dev.lock]

The last file named is installed. It may hold more than the others (development), and then serves for them too.
"""

import hashlib
import os
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = Path(sys.prefix)
STAMP = VENV / "installed.txt"
UV = VENV / ("Scripts/uv.exe" if os.name == "nt" else "bin/uv")


def digest(lock: str) -> str:
    return f"{lock} {hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()}"


def call(*arguments: str) -> int:
    return subprocess.run(arguments, cwd=ROOT, check=False).returncode


def get_uv() -> bool:
    """uv from the registry, by pip; without it, pip does the work itself, slower."""
    if UV.exists():
        return True
    if find_spec("pip") is None and call(sys.executable, "-m", "ensurepip") != 0:
        raise SystemExit("Neither pip nor ensurepip is there. On Debian: apt-get install python3.11-venv")
    quiet = ["--quiet", "--disable-pip-version-check"]
    return call(sys.executable, "-m", "pip", "install", *quiet, "uv") == 0 and UV.exists()


def install(lock: str) -> None:
    if get_uv():
        options = ["--quiet", "--python", sys.executable, "--require-hashes"]
        if call(str(UV), "pip", "sync", *options, lock) == 0:
            return
        print("uv could not install it; trying pip …", flush=True)
    if call(sys.executable, "-m", "pip", "install", "--require-hashes", "-r", lock) != 0:
        raise SystemExit(f"{lock} could not be installed. Is a package registry reachable?")


def main(locks: list[str]) -> None:
    wanted = [digest(lock) for lock in locks]
    if STAMP.exists() and set(wanted) <= set(STAMP.read_text().splitlines()):
        return
    print(f"Installing {locks[-1]} …", flush=True)
    start = time.monotonic()
    install(locks[-1])
    STAMP.write_text("\n".join(wanted) + "\n")
    print(f"Installed in {time.monotonic() - start:.0f} s.", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
