"""Where there is nothing: areas × kinds of support × who it is for."""

import csv
import io

import pytest
from django.urls import reverse

from accounts import reference as roles
from accounts.models import User
from accounts.roles import Role
from places.models import Area, Town
from services import gaps
from services.models import AccessPoint, Facet, Service
from tests.cast import person


@pytest.fixture
def edie(demonstration) -> User:
    roles.load()
    return person("Edie", Role.COMMUNICATIONS_EDITOR)


@pytest.fixture
def point(demonstration) -> AccessPoint:
    """The only public entry: outreach for women, in Canterbury."""
    point = AccessPoint.objects.get(slug="the-orchard-room", locale__language_code="en")
    AccessPoint.objects.exclude(pk=point.pk).update(live=False)
    point.service.support.set([facet("support", "outreach")])
    point.service.people.set([facet("people", "women")])
    point.service.save()
    point.areas.set([area("canterbury")])
    point.save()
    return point


def facet(group: str, key: str) -> Facet:
    return Facet.objects.get(group=group, key=key, locale__language_code="en")


def area(slug: str) -> Area:
    return Area.objects.get(slug=slug)


def cell(where: str, support: str, people: str) -> tuple[int, int]:
    found = gaps.Gaps().cell(area(where), facet("support", support), facet("people", people))
    return found.own, found.anybody


def test_what_is_there_is_counted_where_and_for_whom_it_is(point):
    """K-6.1.5, K-11.1, K-11.4"""
    assert cell("canterbury", "outreach", "women") == (1, 0)
    assert cell("canterbury", "outreach", "men") == (0, 0)
    assert cell("canterbury", "drop-in", "women") == (0, 0)
    assert cell("thanet", "outreach", "women") == (0, 0)


@pytest.mark.parametrize("people", [[], ["everyone"]])
def test_what_is_for_everybody_counts_for_every_group(point, people):
    point.service.people.set([facet("people", key) for key in people])
    point.service.save()
    assert cell("canterbury", "outreach", "men") == (0, 1)
    assert cell("canterbury", "outreach", "everyone") == (0, 1)


def test_a_draft_and_a_service_taken_offline_fill_no_gap(point):
    Service.objects.filter(pk=point.service_id).update(live=False)
    assert cell("canterbury", "outreach", "women") == (0, 0)


def test_what_serves_a_network_serves_its_council(point):
    network = Area.objects.create(name="Test Network", kind=Area.Kind.NETWORK, parent=area("county-durham"))
    point.areas.set([network, area("county-durham")])
    point.save()
    assert cell("county-durham", "outreach", "women") == (1, 0)


def test_the_whole_matrix_takes_three_queries(point, django_assert_num_queries):
    with django_assert_num_queries(3):
        cells = list(gaps.Gaps().all())
    people, support = Facet.Group.PEOPLE, Facet.Group.SUPPORT
    english = Facet.objects.filter(locale__language_code="en")
    axes = english.filter(group=people).count(), english.filter(group=support).count()
    assert len(cells) == Area.objects.councils().count() * axes[0] * axes[1]


def test_the_page_says_nothing_in_words_and_lists_every_gap(point, edie, signed_in):
    page = signed_in(edie).get(reverse("directory_gaps") + "?people=men").content.decode()
    assert "For: Men" in page
    assert '<td class="sv-none">None</td>' in page
    assert "<b>Ashford</b>" in page
    women = signed_in(edie).get(reverse("directory_gaps") + "?people=women").content.decode()
    assert women.count('<td class="sv-none">') == page.count('<td class="sv-none">') - 1


def test_the_sheet_holds_every_cell(point, edie, signed_in):
    text = signed_in(edie).get(reverse("directory_gaps_sheet")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    ours = [row for row in rows if row[0] == "Women" and row[1] == "Canterbury" and row[3] == "K-6.1.4"]
    assert ours[0][4:] == ["1", "0", ""]
    assert next(row for row in rows if row[0] == "Men" and row[1] == "Canterbury")[6] == "Nothing"


def test_a_town_far_from_every_place_to_walk_in_is_outlying(point):
    AccessPoint.objects.filter(pk=point.pk).update(kind="drop_in", easting=615000, northing=158000)
    Town.objects.all().delete()
    Town.objects.create(name="Near", area=area("canterbury"), easting=615000, northing=165000)
    Town.objects.create(name="Far", area=area("canterbury"), easting=615000, northing=167000)
    assert [(each.town.name, each.miles) for each in gaps.outlying(5)] == [("Far", 5.6)]
    assert [each.town.name for each in gaps.outlying(4)] == ["Far", "Near"]


def test_without_any_place_to_walk_in_every_town_is_outlying(point):
    AccessPoint.objects.filter(pk=point.pk).update(kind="telephone")
    assert len(gaps.outlying(5)) == Town.objects.count()


@pytest.mark.parametrize("query", ["?miles=x", "?miles=-1", "?miles=999999", "?people='", "?p=zz"])
def test_nonsense_in_the_address_breaks_nothing(point, edie, signed_in, query):
    assert signed_in(edie).get(reverse("directory_gaps") + query).status_code == 200
