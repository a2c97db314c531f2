"""`make run`: everything from nothing, then site and worker, until Ctrl-C. Standard library only.

Each step leaves the digest of what it was made from; while that has not changed, it is not done again.
"""

import hashlib
import json
import os
import secrets
import subprocess
import sys
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import serve

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("WAYMARK_VAR", ROOT / "var"))
STAMPS = VAR / "stamps.json"
LOGS = VAR / "log"
# Where a room of ours may stand.
ROOMS = ("site/*", "*", "referral_forms/*")
SKIPPED_FOLDERS = {"node_modules", "__pycache__", ".venv", "var", "tests", "src"}


def in_rooms(*patterns: str) -> list[str]:
    return [f"{room}/{pattern}" for room in ROOMS for pattern in patterns]


@dataclass(frozen=True)
class Step:
    """Commands of manage.py, what they are made from (globs), and what must be there afterwards."""

    name: str
    says: str
    commands: list[str]
    inputs: list[str]
    product: str
    after: list[str] = field(default_factory=list)


DATABASE = Step(
    "database",
    "databases",
    # In the database of the keys only the vault has tables.
    ["migrate --noinput --verbosity 1", "migrate vault --database keys --noinput", "createcachetable"],
    ["requirements.lock", *in_rooms("migrations/*.py")],
    "waymark.sqlite3",
)
POSTCODES = Step(
    "postcodes",
    "2.7 million postcodes, sorted",
    ["build_postcodes"],
    ["requirements.lock", "site/places/postcode_file.py"],
    "postcodes.bin",
)
STATIC = Step(
    "static",
    "style sheets, scripts, pictures",
    ["collectstatic --noinput --ignore src --ignore node_modules"],
    ["requirements.lock", "site/static/**/*"],
    "static/staticfiles.json",
)
MESSAGES = Step("messages", "languages", ["compilemessages"], ["locale/**/*.po"], "")
DEMO = Step(
    "demo",
    "demo people, pages and places",
    ["load_reference", "load_demo"],
    in_rooms("demo.py", "demo/**/*", "reference.py", "reference/**/*", "data/**/*", "migrations/*.py"),
    "demo-credentials.json",
    ["database", "postcodes", "messages"],
)
# Two rows of steps side by side: the databases take longest, so they never wait for a core.
ROWS = [[DATABASE, DEMO], [POSTCODES, MESSAGES, STATIC]]


def digest(step: Step) -> str:
    """Of the contents of every input, and of which databases they went into."""
    total = hashlib.sha256("\n".join(step.commands).encode())
    for variable in ("DATABASE_URL", "KEYS_DATABASE_URL"):
        total.update(os.environ.get(variable, "").encode())
    for path in sorted({path for pattern in step.inputs for path in ROOT.glob(pattern) if path.is_file()}):
        if not SKIPPED_FOLDERS & set(path.relative_to(ROOT).parts):
            total.update(path.relative_to(ROOT).as_posix().encode())
            total.update(path.read_bytes())
    return total.hexdigest()


class Preparation:
    """Runs the steps that are due, each after those it stands on."""

    def __init__(self) -> None:
        self.done: dict[str, str] = json.loads(STAMPS.read_text()) if STAMPS.exists() else {}
        self.lock = threading.Lock()
        self.futures: dict[str, Future[bool]] = {}

    def run(self) -> None:
        with ExitStack() as rows:
            # The second row is handed out first: the first one asks for what it makes.
            for steps in reversed(ROWS):
                one_at_a_time = rows.enter_context(ThreadPoolExecutor(1))
                for step in steps:
                    self.futures[step.name] = one_at_a_time.submit(self.step, step)
        if not all(future.result() for future in self.futures.values()):
            raise SystemExit(1)

    def step(self, step: Step) -> bool:
        """True when it is done, or need not be done again."""
        if not all(self.futures[name].result() for name in step.after):
            return False
        now = digest(step)
        embedded = "DATABASE_URL" not in os.environ or not step.product.endswith("sqlite3")
        there = not step.product or not embedded or (VAR / step.product).exists()
        if there and self.done.get(step.name) == now:
            return True
        return self.work(step, now)

    def work(self, step: Step, now: str) -> bool:
        say(f"  {step.says} …")
        start = time.monotonic()
        log = LOGS / f"{step.name}.log"
        with log.open("w") as file:
            command = [sys.executable, "manage.py", "several", *step.commands]
            code = subprocess.run(command, cwd=ROOT, stdout=file, stderr=subprocess.STDOUT, check=False).returncode
        if code != 0:
            say(f"  {step.says}: FAILED. The end of {log}:\n" + "\n".join(log.read_text().splitlines()[-15:]))
            return False
        say(f"  {step.says}: done in {time.monotonic() - start:.0f} s")
        with self.lock:
            self.done[step.name] = now
            STAMPS.write_text(json.dumps(self.done, indent=1))
        return True


def say(line: str) -> None:
    print(line, flush=True)


def make_secrets() -> None:
    """Random, kept for the next run, and named so that production refuses them."""
    path = VAR / "demo.env"
    if path.exists():
        return
    lines = [f"SECRET_KEY=demo-{secrets.token_urlsafe(48)}", f"KEY_RING=demo1:{secrets.token_hex(32)}"]
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write("\n".join(lines) + "\n")


def choose_surroundings() -> None:
    """The demo's mode; links in its mails lead where it listens."""
    os.environ["WAYMARK_MODE"] = "demo"
    os.environ.setdefault("BASE_URL", serve.address().rstrip("/"))


def main() -> None:
    choose_surroundings()
    os.umask(0o077)
    serve.insist_on_free_port()
    for folder in (VAR, LOGS):
        folder.mkdir(parents=True, exist_ok=True)
    make_secrets()
    start = time.monotonic()
    say("Preparing the demo (once; the next start takes seconds)")
    Preparation().run()
    say(f"Prepared in {time.monotonic() - start:.0f} s. Starting …")
    person = json.loads((VAR / "demo-credentials.json").read_text())[0]["email"]
    raise SystemExit(serve.run(WELCOME.format(url=serve.address(), var=VAR, person=person)))


WELCOME = """
Waymark is at {url}
  Visitors   {url}en/   {url}pl/   {url}ar/
  Staff      {url}admin/   (people and passwords: {var}/demo-credentials.json)
  Sign in    make code                                    lists the people
             make code EMAIL={person}   prints a password and a one-time code
  Mail       {var}/mail/ holds what would have been sent
Everything in it is invented, except the helplines. Ctrl-C stops it.
"""

if __name__ == "__main__":
    main()
