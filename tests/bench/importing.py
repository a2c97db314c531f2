"""An import of ten thousand rows: how long it takes, and how long whoever else writes has to wait for it meanwhile."""

import csv
import io
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from uuid import UUID, uuid4

from django.db import connections, transaction
from django.utils import timezone

from places.models import Area
from services import reference
from services.exchange import runs
from services.exchange.plan import Options
from services.exchange.progress import Terminal
from services.models import Facet, Import, Keeper
from tests.services.scale import ABOUT, HOURS, KINDS, PLAIN
from vault import outbox

ROWS, POINTS_EACH, SERVICES_EACH = 10_000, 2, 10
PAUSE_SECONDS = 0.01


class Waiting(threading.Thread):
    """Somebody who writes again and again, as people who ask for help do. longest: seconds that one had to wait."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.longest, self.over = 0.0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(PAUSE_SECONDS):
            begun = time.perf_counter()
            with transaction.atomic():
                outbox.put(str(uuid4()), to="a@example.org", subject="s", body="b")
            self.longest = max(self.longest, time.perf_counter() - begun)
        connections.close_all()


@contextmanager
def somebody_writes() -> Iterator[Waiting]:
    waiting = Waiting()
    waiting.start()
    try:
        yield waiting
    finally:
        waiting.over.set()
        waiting.join()


def told(rows: int = ROWS) -> Iterator[str]:
    """A line for a file of new entries, and one for the same file with every telephone number changed."""
    reference.load()
    keeper = Keeper.objects.create(role="Bench", contact={"name": "A", "email": "a@waymark.example"})
    chosen = Options(as_live=True, keeper=keeper.pk)
    for name, content in (("new", table(rows, "960")), ("changed", table(rows, "961"))):
        begun, at_work = time.perf_counter(), time.thread_time()
        with somebody_writes() as waiting:
            run = runs.begin(Import.Source.CSV, content, chosen, user=None, now=timezone.now())
            bar = Terminal(sys.stderr)
            plan = runs.check(run, bar)
            assert plan is not None, run.words
            assert not plan.problems, plan.problems[:3]
            checked = time.perf_counter() - begun
            assert runs.agree(run)
            assert runs.write(run, user=None, now=timezone.now(), progress=bar), run.words
            bar.end()
        taken, used = time.perf_counter() - begun, time.thread_time() - at_work
        assert run.state == Import.State.DONE
        yield (
            f"import: {rows:,} {name} rows in {taken:.1f} s ({rows / taken:.0f} rows/s; {used:.1f} s of work), "
            f"checked after {checked:.1f} s; whoever else wrote waited {waiting.longest:.2f} s at most"
        )


def table(rows: int, exchange: str) -> bytes:
    """The same invented entries every time."""
    random = Random(5)
    areas = [*Area.objects.councils().order_by("pk").values_list("slug", flat=True)]
    keys: dict[str, list[str]] = {}
    for group, key in Facet.objects.filter(locale__language_code="en").order_by("pk").values_list("group", "key"):
        keys.setdefault(group, []).append(key)
    out = io.StringIO()
    writer: csv.DictWriter[str] | None = None
    services: dict[int, dict[str, str]] = {}
    for number in range(rows):
        service = number // POINTS_EACH
        if service not in services:
            services = {service: _service(service, random, keys)}
        cells = _point(number, random, areas, keys, exchange) | services[service]
        if writer is None:
            writer = csv.DictWriter(out, cells.keys())
            writer.writeheader()
        writer.writerow(cells)
    return out.getvalue().encode()


def _key(random: Random) -> str:
    return str(UUID(int=random.getrandbits(128), version=4))


def _service(number: int, random: Random, keys: dict[str, list[str]]) -> dict[str, str]:
    about = random.sample(ABOUT, 3)
    organisation = number // SERVICES_EACH
    return {
        "service_id": _key(random),
        "service": f"{about[0].title()} {number}",
        "service_summary": f"Help with {about[1]}, made up to see how fast it comes in.",
        "service_description": f"Invented for a measurement. Also {about[2]}, {' and '.join(random.sample(PLAIN, 4))}.",
        "for_whom": "Women and their children.",
        "support": ";".join(random.sample(keys["support"], 2)),
        "people": ";".join(random.sample(keys["people"], 2)),
        "service_is_demo": "yes",
        "organisation_id": str(UUID(int=organisation + 1)),
        "organisation": f"{PLAIN[organisation % len(PLAIN)].title()} Trust {organisation}",
        "organisation_description": "A small charity, invented for a measurement.",
        "organisation_is_demo": "yes",
    }


def _point(number: int, random: Random, areas: list[str], keys: dict[str, list[str]], exchange: str) -> dict[str, str]:
    kind = random.choice(KINDS)
    stands = kind in ("drop_in", "appointment")
    area = areas[number % len(areas)]
    return {
        "id": _key(random),
        "name": f"{random.choice(PLAIN).title()} {random.choice(PLAIN)} {number}",
        "address_on_this_site": f"bench-{number}",
        "kind": kind,
        "area": area,
        "areas": ";".join(sorted({area, random.choice(areas)})),
        "summary": "A quiet place to talk.",
        "what_happens": "You ring us.\nWe listen.\nYou decide.",
        "location_withheld": "yes" if kind == "safe_accommodation" else "no",
        "address": f"{number % 90 + 1} Invented Walk" if stands else "",
        "town": "Dover" if stands else "",
        "easting": str(600_000 + random.randint(0, 30_000)) if stands else "",
        "northing": str(140_000 + random.randint(0, 20_000)) if stands else "",
        "phone": f"01632 {exchange}{number % 1000:03}",
        "hours": "" if kind == "group" else random.choice(HOURS),
        "access": ";".join(random.sample(keys["access"], 2)),
        "languages": ";".join(random.sample(keys["language"], 2)),
        "is_demo": "yes",
    }
