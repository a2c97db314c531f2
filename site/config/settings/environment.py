"""Where every setting that an operator may change is read from."""

import os
from pathlib import Path

import environ

from ..refusal import refuse

ROOT = Path(__file__).resolve().parents[3]
SITE = ROOT / "site"

# Whatever we write (databases, anchors, mails) holds what people told us: no other account of the machine reads it.
os.umask(0o077)

env = environ.Env()

# pytest announces itself; everybody else says what they want, or gets production's strictness.
MODE = env.str("WAYMARK_MODE", default="test" if "PYTEST_VERSION" in os.environ else "production")
if MODE not in {"production", "demo", "test"}:
    refuse(f"WAYMARK_MODE is {MODE!r}; it must be production, demo or test.")

VAR = Path(env.str("WAYMARK_VAR", default=str(ROOT / "var")))
try:
    VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
except OSError as error:
    refuse(f"WAYMARK_VAR: the folder {VAR} cannot be made ({error.strerror}).")

if MODE == "demo":
    # Written once by `make run`: random, and named so that production refuses them.
    environ.Env.read_env(VAR / "demo.env")
if MODE == "test":
    os.environ.setdefault("SECRET_KEY", "test-" + "s" * 60)
    os.environ.setdefault("KEY_RING", "test2:" + "ab" * 32 + ",test1:" + "cd" * 32)


def required(name: str) -> str:
    """The value of a variable without which nothing may start."""
    value = env.str(name, default="")
    if not value:
        refuse(f"{name} is not set. Set it (see the table in README.md), or start the demo with `make run`.")
    return value
