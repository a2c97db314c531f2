"""The sketch maps: what stands on them, where, and what never does."""

import json
import re
from math import hypot
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from places import postcode_file, reference
from places.models import Area, Town
from services.asking import Row
from services.models import AccessPoint
from services.reading import Entry
from services.sketch import AreaSketch, area_sketch, may_show, whole_sketch
from services.sketch.pins import APART, spread
from services.sketch.regions import FILE, Box, region_of, regions
from services.sketch.window import WIDTH

COUNCILS = [gss for gss, _name in (*reference.KENT, reference.MEDWAY, reference.DURHAM, reference.DARLINGTON)]
# How far a place may lie outside a line that is a sketch, in metres.
NEAR = 1000
SMALLEST_PHONE = 320 - 2 * 15


def row(point: AccessPoint, miles: float | None = None) -> Row:
    return Row(Entry(point, point, "en", None), miles, own_area=True)


def rows_of(area: Area) -> list[Row]:
    points = AccessPoint.objects.filter(live=True, areas=area, locale__language_code="en", kind__in=AccessPoint.PLACES)
    return [row(point) for point in points.select_related("area").order_by("name", "pk")]


def somewhere(name: str, easting: int | None, northing: int | None, **facts) -> AccessPoint:
    area = Area(name="Canterbury", slug="canterbury", gss="E07000106")
    facts = {"kind": AccessPoint.Kind.DROP_IN, "slug": "x", **facts}
    return AccessPoint(name=name, area=area, easting=easting, northing=northing, **facts)


def canterbury(*points: AccessPoint, first: int = 1) -> AreaSketch:
    sketch = area_sketch(Area(name="Canterbury", gss="E07000106"), [row(each) for each in points], first)
    assert sketch is not None
    return sketch


def drawn(sketch: AreaSketch) -> str:
    return render_to_string("services/map.html", {"sketch": sketch})


def svg(html: str) -> ElementTree.Element:
    return ElementTree.fromstring(re.search(r"<svg.*?</svg>", html, re.S)[0])


def is_near(gss: str, point: tuple[int, int]) -> bool:
    region = region_of(gss)
    around = [(point[0] + dx, point[1] + dy) for dx in (-NEAR, 0, NEAR) for dy in (-NEAR, 0, NEAR)]
    return any(region.holds(gss, each) for each in around)


def test_every_council_of_the_reference_data_has_an_outline():
    assert sorted(gss for region in regions() for gss in region.areas) == sorted(COUNCILS)


def test_every_line_of_an_outline_is_closed():
    for region in regions():
        for rings in (region.land, *region.areas.values()):
            for ring in rings:
                lines = list(region.walk(ring))
                for line, following in zip(lines, [*lines[1:], lines[0]], strict=True):
                    assert line[-1] == following[0]


def test_every_town_lies_in_the_outline_of_its_council(demonstration):
    for town in Town.objects.select_related("area"):
        assert is_near(town.area.gss, (town.easting, town.northing)), town.name


def test_no_council_lies_on_another():
    """A number far inside one stands in no other: borders are shared lines."""
    for region in regions():
        for gss, middle in region.middles.items():
            assert [code for code in region.areas if region.holds(code, middle)] == [gss]
            assert region.is_inside(region.land, middle)


def test_the_sea_is_no_land():
    kent = region_of("E07000106")
    assert not kent.is_inside(kent.land, (625_000, 175_000))  # off Margate's west
    assert kent.is_inside(kent.land, (540_000, 130_000))  # Sussex, of none of our councils


def test_the_outlines_are_small_and_say_whose_data_they_are():
    assert FILE.stat().st_size <= 60_000
    assert "Open Government Licence v3.0" in json.loads(FILE.read_text())["credit"]


def test_every_demo_place_stands_on_the_sketch_of_its_area_where_it_is(demonstration):
    numbered = 0
    for area in Area.objects.councils():
        rows = rows_of(area)
        sketch = area_sketch(area, rows)
        window = sketch.ground.window
        for pin in sketch.pins:
            original = pin.row.entry.original
            assert original is rows[pin.number - 1].entry.original
            assert is_near(original.area.gss, (original.easting, original.northing)), original
            x, y = window.spot((original.easting, original.northing))
            # A number in the way of others has a line to its place.
            assert hypot(x - pin.x, y - pin.y) < 8 or pin.line.startswith(f"M{round(x)} {round(y)}L")
        shown = [each for each in rows if may_show(each.entry.original)]
        assert len(sketch.pins) + len(sketch.beyond) == len(shown)
        numbered += len(sketch.pins)
    assert numbered


def test_the_numbers_are_those_of_the_list_on_its_second_page_too():
    here = somewhere("The Orchard Room", 614_900, 157_900, town="Canterbury")
    hidden = somewhere("The Quiet House", None, None)
    there = somewhere("Juniper Steps", 610_700, 166_500, town="Whitstable")
    sketch = canterbury(here, hidden, there, first=21)
    assert [pin.number for pin in sketch.pins] == [21, 23]
    assert sketch.numbers == {21, 23}
    assert "A place that does not tell everybody where it is has no number on the map." in drawn(sketch)
    assert "does not tell everybody" not in drawn(canterbury(here, there))


def test_every_number_is_a_link_with_a_name():
    there = somewhere("The Orchard Room", 610_700, 166_500, town="Whitstable", slug="the-orchard-room")
    sketch = area_sketch(
        Area(name="Canterbury", gss="E07000106"), [row(there, miles) for miles in (3.0, 0.6, 1.0, 0.2)]
    )
    links = svg(drawn(sketch)).findall("a")
    assert [link.get("aria-label") for link in links] == [
        "1. The Orchard Room, Whitstable, 3.0 miles away",
        "2. The Orchard Room, Whitstable, 0.6 miles away",
        "3. The Orchard Room, Whitstable, 1.0 mile away",
        "4. The Orchard Room, Whitstable, less than half a mile away",
    ]
    for link in links:
        assert link.get("href") == "/en/find-support/canterbury/the-orchard-room/"
        assert link.find("title").text == link.get("aria-label")


@pytest.mark.parametrize(
    "facts",
    [
        {"confidential": True},
        {"kind": AccessPoint.Kind.SAFE_ACCOMMODATION, "confidential": True},
        {"kind": AccessPoint.Kind.SAFE_ACCOMMODATION},
        {"kind": AccessPoint.Kind.GROUP},
        {"kind": AccessPoint.Kind.OUTREACH},
        {"kind": AccessPoint.Kind.TELEPHONE},
    ],
)
def test_a_place_that_does_not_tell_where_it_is_has_no_number_though_a_fault_gave_it_a_position(facts):
    """K-6.1.10. The database refuses such a row; the sketch does not rely on it."""
    sketch = canterbury(somewhere("Canary House", 614_900, 157_900, town="Canary Town", **facts))
    assert sketch.pins == ()
    assert sketch.beyond == ()
    assert "Canary" not in drawn(sketch)


def test_a_group_that_agreed_has_a_number():
    group = somewhere("Tuesday circle", 614_900, 157_900, kind=AccessPoint.Kind.GROUP, venue_public=True)
    assert [pin.number for pin in canterbury(group).pins] == [1]


def test_no_confidential_place_of_the_demonstration_is_on_any_sketch(demonstration):
    """K-6.1.10"""
    secret = set(AccessPoint.objects.filter(confidential=True).values_list("name", flat=True))
    assert secret
    for area in Area.objects.councils():
        points = AccessPoint.objects.filter(areas=area, locale__language_code="en").select_related("area")
        html = drawn(area_sketch(area, [row(point) for point in points]))
        assert not [name for name in secret if name in html]


def test_twenty_places_at_one_spot_keep_their_distance_from_each_other():
    for height, spot in ((230, (170.0, 100.0)), (380, (0.0, 0.0)), (230, (340.0, 230.0))):
        spots = spread([spot] * 20, height)
        assert all(hypot(a[0] - b[0], a[1] - b[1]) >= APART for at, a in enumerate(spots) for b in spots[at + 1 :])
        assert all(0 <= x <= WIDTH and 0 <= y <= height for x, y in spots)


def test_a_number_is_wide_enough_for_a_thumb_on_the_smallest_telephone():
    """WCAG 2.5.8: 24 pixels, and none lies on another."""
    circle = svg(drawn(canterbury(somewhere("A", 614_900, 157_900)))).find("a/circle")
    assert 2 * float(circle.get("r")) * SMALLEST_PHONE / WIDTH >= 24
    assert APART * SMALLEST_PHONE / WIDTH >= 24


def test_a_place_just_outside_widens_the_sketch_and_one_far_away_is_named_below_it():
    in_deal, in_dartford = somewhere("Deal", 637_500, 152_600), somewhere("Dartford", 554_000, 174_000)
    assert canterbury().ground.window.box.east < 637_500
    sketch = canterbury(in_deal, in_dartford)
    assert sketch.ground.window.box.holds((637_500, 152_600))
    assert sketch.beyond == (2,)
    assert "Too far away for this sketch: 2." in drawn(sketch)


def test_the_window_never_shows_the_edge_of_what_was_drawn():
    """Beyond the frame of the outlines there is neither land nor sea."""
    for region in regions():
        points = [point for arc in region.arcs for point in arc.points]
        frame = Box(*(pick(p[axis] for p in points) for pick, axis in ((min, 0), (min, 1), (max, 0), (max, 1))))
        for gss in region.areas:
            window = area_sketch(Area(name="x", gss=gss), []).ground.window
            assert frame.holds(window.box[:2]), gss
            assert frame.holds(window.box[2:]), gss


def test_names_lie_on_no_number_and_on_no_other_name(demonstration):
    for area in Area.objects.councils():
        sketch = area_sketch(area, rows_of(area))
        labels = [*sketch.names, *(town.label for town in sketch.towns)]
        assert labels
        for pin in sketch.pins:
            assert not [each for each in labels if each.x == pin.x and abs(each.y - pin.y) < 12]
        assert len({(each.x, each.y) for each in labels}) == len(labels)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_sketch_is_sound_xml_small_and_without_a_style_of_its_own(demonstration, language):
    for area in Area.objects.councils():
        full = (rows_of(area) * 20)[:20] or [row(somewhere("A", 614_900, 157_900))]
        with translation.override(language):
            html = drawn(area_sketch(area, full))
        assert len(html.encode()) <= 15_000, area
        assert svg(html).get("direction") == "ltr"
        assert "style=" not in html


def test_a_sketch_asks_the_database_nothing(demonstration, django_assert_num_queries):
    area = Area.objects.get(slug="canterbury")
    rows = rows_of(area)
    with django_assert_num_queries(0):
        area_sketch(area, rows)


def test_an_area_without_an_outline_has_no_sketch_and_the_page_stands():
    assert area_sketch(Area(name="Somewhere new"), []) is None
    assert area_sketch(Area(name="Somewhere new", gss="E07000999"), []) is None
    assert render_to_string("services/map.html", {"sketch": None}).strip() == ""


def test_the_whole_shows_every_council_once_in_one_run_of_numbers(demonstration):
    areas = list(Area.objects.councils().order_by("name"))
    sketches = whole_sketch(areas, {areas[0].pk: 7})
    listed = [each for sketch in sketches for each in sketch.areas]
    assert [each.number for each in listed] == list(range(1, len(areas) + 1))
    assert {each.area for each in listed} == set(areas)
    assert {each.area: each.entries for each in listed}[areas[0]] == 7


def test_a_new_council_stands_in_the_list_of_the_whole_though_it_has_no_outline(demonstration, client):
    Area.objects.create(name="Newshire", gss="E06000999")
    page = client.get("/en/find-support/map/").content.decode()
    assert "Other areas" in page
    assert page.count("/en/find-support/newshire/") == 1


def test_the_page_of_the_whole_links_each_area_from_its_sketch_and_from_its_list(demonstration, client):
    page = client.get("/en/find-support/map/").content.decode()
    for area in Area.objects.councils():
        assert page.count(f'href="/en/find-support/{area.slug}/"') == 2
    labels = re.findall(r'<a href="/en/find-support/[^"]+" aria-label="([^"]+)"', page)
    assert len(labels) == len(COUNCILS)
    assert all(re.fullmatch(r"\d+\. .+, \d+ services?", label) for label in labels)


def test_the_numbers_of_services_are_those_that_the_areas_pages_find(demonstration, client):
    page = client.get("/en/find-support/map/").content.decode()
    for slug in ("canterbury", "darlington"):
        found = re.search(r"(\d+) services? found", client.get(f"/en/find-support/{slug}/").content.decode())[1]
        assert re.search(rf'href="/en/find-support/{slug}/" aria-label="\d+\. [^"]+, {found} service', page)


def test_where_the_data_is_from_is_said_as_its_licences_ask(demonstration, client):
    page = client.get("/en/about-the-data/").content.decode()
    for words in (
        "Source: Office for National Statistics licensed under the",
        "Open Government Licence v3.0",
        "Contains OS data © Crown copyright and database right",
        "Contains Royal Mail data © Royal Mail copyright and database right",
        "Creative Commons Attribution 4.0 Licence",
        "GeoNames",
        "Bank holidays",
        "hpft.nhs.uk",
    ):
        assert words in page


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_both_pages_open_in_every_language(demonstration, client, language):
    for address in ("find-support/map/", "about-the-data/"):
        response = client.get(f"/{language}/{address}")
        assert response.status_code == 200
        assert not response.cookies


@pytest.mark.parametrize("place", ["Whitstable", "Deal", "Darlington", "Chatham"])
def test_near_a_place_the_numbers_of_the_sketch_are_those_of_the_list(demonstration, client, place):
    postcode_file.build()
    page = client.post("/en/find-support/", {"place": place}, follow=True).content.decode()
    numbered = dict(
        re.findall(r'<span class="wm-pin"[^>]*>(\d+)</span>.*?<a class="govuk-link" href="([^"]+)"', page, re.S)
    )
    links = svg(page[page.index('<svg class="wm-map"') :]).findall("a")
    assert links
    for link in links:
        assert numbered[link.find("text").text] == link.get("href")
    assert "miles away" in links[-1].get("aria-label")
