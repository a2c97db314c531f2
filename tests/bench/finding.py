"""Finding support in a directory of two hundred and of twenty thousand access points, beside a bare Django view.

The ratio to the bare view of the same size, in the same run, says more than the milliseconds of a machine.
"""

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import path
from django.utils import timezone

from config.urls import urlpatterns as of_the_site
from places import postcode_file
from services import listing
from services.models import Listing
from tests.services.scale import Scale

FIND = "/en/find-support/"
# Services, with two access points each.
SIZES = {"200": 100, "20,000": 9_900}
Measure = tuple[str, Callable[[], object]] | tuple[str, Callable[[], object], int]


def bare(request: HttpRequest, size: int) -> HttpResponse:
    """What Django itself needs to answer with so many bytes."""
    return HttpResponse(b"x" * size)


urlpatterns = [path("bare/<int:size>/", bare), *of_the_site]


def measures() -> Iterator[Measure]:
    """The smaller directory first; the larger grows out of it."""
    postcode_file.build()
    with override_settings(ROOT_URLCONF=__name__):
        for seed, (size, services) in enumerate(SIZES.items(), 1):
            Scale(services, seed=seed).make(timezone.now())
            yield from of_pages(size)
            # Once: it takes its time, and is no page.
            yield f"finding, {size}: make every row", _made_again, 1


def _made_again() -> None:
    Listing.objects.update(digest="")
    listing.rebuild()


def of_pages(size: str) -> Iterator[Measure]:
    client = Client()
    postcode = client.post(FIND, {"place": "CT16 1AA"})["Location"]
    ticks = {"only": "1", "tick": ["support:drop-in", "people:women"]}
    ticked = client.post(f"{FIND}dover/", ticks)["Location"].partition("#")[0]
    bytes_sent = {}
    for name, address in (("area page", f"{FIND}dover/"), ("facet page", ticked), ("postcode search", postcode)):
        response = client.get(address)
        assert response.status_code == 200, (name, response.status_code)
        bytes_sent[name] = len(response.content)
        yield f"finding, {size}: {name}", _got(client, address)
    largest = max(bytes_sent.values())
    yield f"finding, {size}: a bare view of {largest // 1024} KB", _got(client, f"/bare/{largest}/")


def _got(client: Client, address: str) -> Callable[[], object]:
    return lambda: client.get(address)
