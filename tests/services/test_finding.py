"""Finding support: by browsing, or by typing a place that is neither stored nor readable afterwards."""

import base64
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from places.models import Area
from services import listing, nearby, search
from services.asking import Question
from services.models import AccessPoint

FIND = "/en/find-support/"


def typed(client: Client, place: str, path: str = FIND) -> str:
    """The address that typing `place` leads to."""
    response = client.post(path, {"place": place})
    assert response.status_code == 303
    return response.headers["Location"]


def heading(response) -> str:
    return re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.S)[1]


def names(response) -> list[str]:
    return re.findall(r'<li class="wm-place">.*?<bdi[^>]*>(.*?)</bdi>', response.content.decode(), re.S)


def test_a_town_leads_to_the_services_of_its_area(demonstration, client):
    response = client.get(typed(client, "Whitstable"))
    assert heading(response) == "Support in Canterbury"
    assert names(response)[0] == "The Orchard Room"


def test_a_postcode_typed_sloppily_works(demonstration, client):
    assert heading(client.get(typed(client, "ct12nn"))) == "Support in Canterbury"


def test_a_slip_is_put_right_and_says_so(demonstration, client):
    response = client.get(typed(client, "bishop aukland"))
    assert heading(response) == "Support in County Durham"
    assert "We were not sure what you meant." in response.content.decode()


def test_a_browser_with_a_strict_csrf_check_needs_no_token(demonstration):
    client = Client(enforce_csrf_checks=True)
    assert client.post(FIND, {"place": "Deal"}).status_code == 303


def test_what_was_typed_stands_neither_in_the_address_nor_in_the_database(demonstration, client):
    """domain B: no postcode or answers in URLs or logs"""
    for place in ("CT1 2NN", "zzyzx canary", "Whitstable"):
        address = typed(client, place)
        sealed = base64.urlsafe_b64decode(address.split("/")[-2] + "==")
        for trace in (place, place.lower(), place.replace(" ", "")):
            assert trace not in address
            assert trace.encode() not in sealed
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "zzyzx" not in str(cursor.fetchall())


def test_what_was_typed_is_not_logged(demonstration, client, capfd, caplog):
    client.get(typed(client, "zzyzx canary"))
    out = capfd.readouterr()
    assert "zzyzx" not in out.out + out.err + caplog.text


def test_every_address_is_as_long_as_the_others(demonstration, client):
    assert len(typed(client, "Deal")) == len(typed(client, "Folkestone and Hythe")) == len(typed(client, "Whitstable"))


def test_two_searches_for_the_same_place_have_different_addresses(demonstration, client):
    assert typed(client, "Deal") != typed(client, "Deal")


def test_the_position_is_rounded_to_a_kilometre(demonstration):
    held = nearby.remember(search.understand("CT1 2NN", "en"), "CT1 2NN")
    assert all(metres % 1000 == 0 for metres in held.question.point)
    assert held.text == held.question.words == ""


def test_after_twenty_minutes_only_the_question_is_left(demonstration):
    now = timezone.now()
    asked = nearby.Search(question=Question((1,), (2000, 3000), "a word", frozenset({"people:women"})))
    token = nearby.token(asked, now)
    assert nearby.read(token, now + timedelta(minutes=19)) == asked
    assert nearby.read(token, now + timedelta(minutes=20)) is None


def test_an_address_that_is_over_shows_a_neutral_page(demonstration, client):
    old = nearby.token(nearby.Search(question=Question(words="zzyzx")), timezone.now() - timedelta(hours=1))
    for response in (client.get(f"{FIND}near/{old}/"), client.post(f"{FIND}near/{old}/", {"add": "when:now"})):
        assert response.status_code == 410
        assert 'name="place"' in response.content.decode()
        assert "Canterbury" in response.content.decode()
        assert "zzyzx" not in response.content.decode()


@pytest.mark.parametrize("token", ["x", "Ag", "AAAA", "é", "AgV0ZXN0Mg"])
def test_an_address_that_is_not_ours_shows_the_same_page(demonstration, client, token):
    assert client.get(f"{FIND}near/{token}/").status_code == 410


def test_a_changed_address_does_not_open(demonstration, client):
    address = typed(client, "Deal")
    middle = len(address) // 2
    changed = address[:middle] + ("A" if address[middle] != "A" else "B") + address[middle + 1 :]
    assert client.get(changed).status_code == 410


def test_what_is_found_is_in_no_cache_and_no_search_engine(demonstration, client):
    response = client.get(typed(client, "Deal"))
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response.content.decode()
    assert "hreflang" not in response.content.decode().split("</head>")[0]
    assert not response.cookies


def test_outside_our_areas_leads_to_national_help(demonstration, client):
    response = client.get(typed(client, "Leeds"))
    assert heading(response) == "You can get help where you live"
    assert "0808 2000 247" in response.content.decode()


def test_something_unknown_is_said_clearly_and_stays_to_be_put_right(demonstration, client):
    response = client.get(typed(client, "qwxyz"))
    page = response.content.decode()
    assert 'value="qwxyz"' in page
    assert "We could not find this place." in page
    assert "0808 2000 247" in page


def test_an_empty_field_asks_for_a_place(demonstration, client):
    assert "Type a postcode, a town, or what you need." in client.get(typed(client, "  ")).content.decode()


def test_what_is_typed_is_shown_as_text_never_as_markup(demonstration, client):
    page = client.get(typed(client, '"><script>x</script>')).content.decode()
    assert "<script>x" not in page


def test_an_area_without_services_is_no_dead_end(demonstration, client):
    thanet = AccessPoint.objects.filter(areas__slug="thanet")
    listing.withdraw(thanet.values_list("pk", flat=True))
    page = client.get("/en/find-support/thanet/").content.decode()
    assert "We do not list a service here yet." in page
    assert "0808 2000 247" in page
    assert "0808 168 9111" in page


def test_every_council_can_be_browsed_and_has_services(demonstration, client):
    page = client.get(FIND).content.decode()
    for area in Area.objects.councils():
        assert f'href="/en/find-support/{area.slug}/"' in page
        assert names(client.get(f"/en/find-support/{area.slug}/"))


def test_the_nearest_place_comes_first_and_what_comes_to_you_last(demonstration, client):
    response = client.get(typed(client, "CT1 2NN"))
    shown = response.content.decode()
    own, further = shown.split('<ol class="wm-list">')[1:]
    for part in (own, further.split("</ol>", maxsplit=1)[0]):
        miles = [float(number) for number in re.findall(r"([\d.]+) miles? away", part)]
        assert len(miles) > 1
        assert miles == sorted(miles)
    # Browsing knows no position: by name.
    browsed = client.get("/en/find-support/canterbury/").content.decode()
    assert "miles away" not in browsed
    assert browsed.index("Places you can go to") < browsed.index("Help that comes to you, by telephone and online")


def test_a_page_number_that_does_not_exist_is_no_error(demonstration, client):
    assert client.get("/en/find-support/canterbury/?page=99").status_code == 200
    assert client.get("/en/find-support/canterbury/?page=x").status_code == 200


def test_an_area_that_is_not_ours_is_not_found(demonstration, client):
    assert client.get("/en/find-support/leeds/").status_code == 404
