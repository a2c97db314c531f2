"""Another publisher's Open Referral feed, page by page, within bounds. Versions 3.0 and, as far as it goes, 1.0."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode, urlsplit, urlunsplit
from uuid import UUID, uuid5

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from . import fetching, json_text
from .fetching import Budget, NotFetched, Resolver
from .mapping import Mapper
from .plan import Remark, Row
from .planning import Progress, silent
from .shapes import number, several, text
from .standing import Directory
from .tables import FileRefused

FEEDS = UUID("3f6a1f1e-2c0d-5a86-8f39-2b8d5d1e7f90")
MOST_PAGES = 500
MOST_SERVICES = 10_000
PER_PAGE = 50
SERVICES = "services"
# A service that comes with one of these needs not be asked for by itself.
WHOLE = {"service_at_locations", "service_areas", "phones", "contacts", "schedules", "regular_schedules"}


class FeedRefused(ValueError):
    """`message` says why."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(str(message))
        self.message = str(message)


def read_feed(
    address: str,
    directory: Directory,
    notes: list[Remark],
    progress: Progress = silent,
    budget: Budget | None = None,
    resolver: Resolver = fetching.resolve,
) -> list[Row]:
    """The rows that a feed makes. What was left out is noted. Raises NotFetched, FeedRefused or FileRefused."""
    budget = budget or Budget()
    base = _base(address)
    mapper = Mapper(directory, uuid5(FEEDS, base), notes, keeps_ids=False)
    cells: dict[str, dict[str, str]] = {}
    for place, service in enumerate(_services(base, notes, progress, budget, resolver), start=1):
        for each in mapper.rows(service, place):
            cells.setdefault(each["id"], each)
    notes += mapper.words.remarks()
    if not cells:
        raise FeedRefused(_("There is no service for our areas in this feed."))
    return [Row(place, mapper.settled(each)) for place, each in enumerate(cells.values(), start=1)]


def _base(address: str) -> str:
    """The feed's own address, without `/services` and without what was asked of it."""
    parts = urlsplit(address.strip())
    path = parts.path.rstrip("/").removesuffix(f"/{SERVICES}")
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _services(
    base: str, notes: list[Remark], progress: Progress, budget: Budget, resolver: Resolver
) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for page in range(1, MOST_PAGES + 1):
        query = urlencode({"page": page, "per_page": PER_PAGE, "full": "true"})
        answer = json_text.load(fetching.fetch(f"{base}/{SERVICES}?{query}", budget, resolver))
        listed = [*several(answer, "contents", "content")]
        if page == 1 and not listed and not (isinstance(answer, dict) and "total_items" in answer):
            raise FeedRefused(_("This is not an Open Referral feed."))
        new = [each for each in listed if text(each, "id") not in seen]
        if not new:
            return
        for each in new:
            seen.add(text(each, "id"))
            yield _whole(base, each, notes, len(seen), budget, resolver)
            total = int(number(answer, "total_items") or number(answer, "totalElements") or len(seen))
            progress("fetching", len(seen), max(min(total, MOST_SERVICES), len(seen)))
            if len(seen) >= MOST_SERVICES:
                notes.append(Remark(0, "", _("Only the first %(most)s services were read.") % {"most": MOST_SERVICES}))
                return
        pages = number(answer, "total_pages") or number(answer, "totalPages")
        if (pages is not None and page >= pages) or answer.get("last_page") is True or answer.get("last") is True:
            return
    notes.append(Remark(0, "", _("Only the first %(most)s pages were read.") % {"most": MOST_PAGES}))


def _whole(
    base: str, listed: dict[str, Any], notes: list[Remark], place: int, budget: Budget, resolver: Resolver
) -> dict[str, Any]:
    """The list may hold names only; then each service is asked for."""
    if WHOLE & listed.keys() or not text(listed, "id"):
        return listed
    address = f"{base}/{SERVICES}/{quote(text(listed, 'id'), safe='')}"
    try:
        answer = json_text.load(fetching.fetch(address, budget, resolver))
    except (NotFetched, FileRefused) as problem:
        budget.seconds_left()
        notes.append(Remark(place, "service", str(problem)))
        return listed
    return answer if isinstance(answer, dict) and text(answer, "id") == text(listed, "id") else listed
