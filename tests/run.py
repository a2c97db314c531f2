"""The whole suite on SQLite, then on PostgreSQL where one answers. Arguments go to pytest.

Where both run, PostgreSQL gets it whole, as production has it. On SQLite each test runs once then, with the first row
of its table, and only the tests marked `embedded` use a browser. Without PostgreSQL all of it runs on SQLite.
TEST_DATABASE_URL says where PostgreSQL is; in CI (CI=true) it must answer.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[1]
ADDRESS = os.environ.get("TEST_DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/waymark_test"
WORKERS = os.environ.get("WORKERS", "2")


def postgresql_answers() -> bool:
    server, _, _name = ADDRESS.rpartition("/")
    try:
        psycopg.connect(f"{server}/postgres", connect_timeout=3).close()
    except psycopg.Error as error:
        print(f"PostgreSQL does not answer ({type(error).__name__}).", flush=True)
        return False
    return True


def suite(name: str, variables: dict[str, str], *only: str) -> bool:
    print(f"\n== Tests on {name}", flush=True)
    start = time.monotonic()
    clean = {key: value for key, value in os.environ.items() if not key.endswith("DATABASE_URL")}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        WORKERS,
        "--dist",
        "worksteal",
        "-q",
        "--durations=8",
        *only,
        *sys.argv[1:],
    ]
    code = subprocess.run(command, cwd=ROOT, env={**clean, **variables}, check=False).returncode
    print(f"== {name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - start:.0f} s", flush=True)
    return code == 0


def postgresql() -> dict[str, str]:
    # No test pulls the plug of the machine, so none needs to wait for its disk.
    return {
        "DATABASE_URL": ADDRESS,
        "KEYS_DATABASE_URL": f"{ADDRESS}_keys",
        "PGOPTIONS": "-c synchronous_commit=off",
    }


def main() -> int:
    both = postgresql_answers()
    passed = [suite("SQLite", {}, *(("-m", "not browser or embedded", "--one-row") if both else ()))]
    if both:
        passed.append(suite("PostgreSQL", postgresql()))
    elif os.environ.get("CI") == "true":
        print("In CI the suite must run on PostgreSQL too.", flush=True)
        passed.append(False)
    else:
        print("Only SQLite was tested. TEST_DATABASE_URL names a PostgreSQL server.", flush=True)
    return 0 if all(passed) else 1


if __name__ == "__main__":
    raise SystemExit(main())
