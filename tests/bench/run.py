"""`make bench`: how long the things take that a visitor or a worker waits for, in one table.

Runs on a database of its own, made and dropped here; DATABASE_URL chooses SQLite or PostgreSQL.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("WAYMARK_MODE", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

from django.db import connection, connections  # noqa: E402
from django.test.runner import DiscoverRunner  # noqa: E402

from tests.bench import importing  # noqa: E402
from tests.bench.measures import measures  # noqa: E402

SHORTEST_RUN = 0.5
FEWEST_ROUNDS, MOST_ROUNDS = 30, 2000


def measured(action: Callable[[], object], most: int = MOST_ROUNDS) -> list[float]:
    """Seconds of each round, after one to warm up; not where it is done once only."""
    if most > 1:
        action()
    rounds: list[float] = []
    while (sum(rounds) < SHORTEST_RUN or len(rounds) < FEWEST_ROUNDS) and len(rounds) < most:
        start = time.perf_counter()
        action()
        rounds.append(time.perf_counter() - start)
    return rounds


def told(seconds: float) -> str:
    return f"{seconds * 1e6:9.1f} µs" if seconds < 1e-3 else f"{seconds * 1e3:9.2f} ms"


def on_disk(folder: str) -> None:
    """SQLite as it is used: in memory nobody waits for anybody, and nothing is written through."""
    for alias in connections:
        if connections[alias].vendor == "sqlite":
            connections[alias].settings_dict["TEST"]["NAME"] = f"{folder}/{alias}.sqlite3"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        on_disk(folder)
        table(DiscoverRunner(verbosity=0, interactive=False))


def table(runner: DiscoverRunner) -> None:
    databases = runner.setup_databases()
    try:
        print(f"{'on ' + connection.vendor:<52} {'median':>12} {'95 %':>12} {'rounds':>7}")
        for name, action, *most in measures():
            rounds = sorted(measured(action, *most))
            high = rounds[min(len(rounds) - 1, int(len(rounds) * 0.95))]
            print(f"{name:<52} {told(statistics.median(rounds)):>12} {told(high):>12} {len(rounds):>7}", flush=True)
        for line in importing.told():
            print(line, flush=True)
    finally:
        runner.teardown_databases(databases)


if __name__ == "__main__":
    main()
