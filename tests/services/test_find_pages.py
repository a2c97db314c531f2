"""The pages of finding: by need, by ticks, wider, elsewhere. Nothing of what is typed or ticked is left behind."""

import re
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from places.models import Area
from places.models.areas import KEPT_WORDS
from services import nearby, needs, search, ticks
from services.asking import Question
from services.models import Facet, Listing
from services.urls import urlpatterns

FIND = "/en/find-support/"
CANTERBURY = f"{FIND}canterbury/"


def asked(client: Client, path: str, **form: str | list[str]) -> str:
    """The address that a form leads to."""
    response = client.post(path, form)
    assert response.status_code == 303
    return response.headers["Location"]


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def count(page: str) -> int:
    found = re.search(r'id="results"[^>]*>([^<]*)<', page)[1]
    number = re.match(r"\d+", found)
    return int(number[0]) if number else 0


def chips(page: str) -> list[str]:
    return re.findall(r"Remove: </span>(?:<bdi[^>]*>)?([^<]+)", page)


def offered(page: str) -> dict[str, int]:
    """Every tick box by its value, with the number beside it."""
    return {
        value: int(number)
        for value, number in re.findall(
            r'name="tick" type="checkbox" value="([^"]+)".*?aria-hidden="true">(\d+)<', page
        )
    }


def test_a_need_typed_with_a_place_finds_what_helps_there(demonstration, client):
    page = text(client, asked(client, FIND, place="help for my children in Dover"))
    assert "Support in Dover" in page
    assert count(page)
    assert any("children" in chip for chip in chips(page))


def test_a_need_without_a_place_is_looked_for_everywhere_and_asks_where(demonstration, client):
    address = asked(client, FIND, place="counselling")
    page = text(client, address)
    assert "Support in all our areas" in page
    assert "Where do you live?" in page
    there = text(client, asked(client, address, place="Dover"))
    assert "Support in Dover" in there
    assert any("counselling" in chip for chip in chips(there))


def test_a_slip_in_a_need_is_put_right_and_says_so(demonstration, client):
    assert "We looked for “shelter”." in text(client, asked(client, FIND, place="sheltr"))


def test_words_that_nothing_resembles_are_answered_beside_the_field(demonstration, client):
    page = text(client, asked(client, FIND, place="xqzzvk wqqxjz"))
    assert 'value="xqzzvk wqqxjz"' in page
    assert "govuk-error-summary" in page
    assert "0808 2000 247" in page


def test_every_group_can_be_ticked_with_counts(demonstration, client):
    """K-6.1, K-3.1.12, K-11.3, D-2.1"""
    groups = {value.partition(":")[0] for value in offered(text(client, CANTERBURY))}
    assert groups >= {"support", "people", "need", "abuse", "access", "language", "how", "when", "ask"}
    assert all(offered(text(client, CANTERBURY)).values())


def test_ticks_lead_to_an_address_that_tells_none_of_them(demonstration, client):
    address = asked(client, CANTERBURY, only="ticked", tick=["people:women", "when:evenings"])
    assert address.startswith(f"{FIND}near/")
    assert address.endswith("/#results")
    for trace in ("women", "evenings", "tick"):
        assert trace not in unquote(address)
    page = text(client, address)
    assert chips(page) == ["Open in the evening", "Women"]
    assert 0 < count(page) < count(text(client, CANTERBURY))


def test_the_number_beside_a_tick_is_what_it_finds(demonstration, client):
    ticks_offered = offered(text(client, CANTERBURY))
    for value in ("people:women", "when:evenings", "how:drop_in", "access:step-free"):
        assert count(text(client, asked(client, CANTERBURY, add=value))) == ticks_offered[value], value


def test_a_tick_is_taken_away_by_its_button_and_all_of_them_by_another(demonstration, client):
    two = asked(client, CANTERBURY, only="ticked", tick=["people:women", "how:telephone"])
    assert chips(text(client, asked(client, two, drop="people:women"))) == ["By telephone"]
    cleared = text(client, asked(client, two, clear="all"))
    assert chips(cleared) == []
    assert "Support in Canterbury" in cleared


def test_the_words_are_taken_away_too_and_the_place_stays(demonstration, client):
    address = asked(client, FIND, place="counselling in Dover")
    page = text(client, asked(client, address, words="drop"))
    assert chips(page) == []
    assert "Support in Dover" in page


def test_a_second_page_keeps_the_question(demonstration, client):
    address = asked(client, FIND, place="CT1 2NN").split("#", maxsplit=1)[0]
    first, second = text(client, address), text(client, f"{address}?page=2")
    assert 'href="?page=2#results"' in first
    assert count(first) == count(second)
    assert "Page 2 of" in second


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "９", "1e3", "9" * 50])
def test_a_page_number_that_cannot_be_is_no_error(demonstration, client, page):
    assert client.get(CANTERBURY, {"page": page}).status_code == 200


def test_nothing_found_says_what_was_asked_and_how_to_look_wider(demonstration, client):
    address = asked(client, CANTERBURY, only="ticked", tick=["people:men", "language:ti", "when:bank-holidays"])
    page = text(client, address)
    assert "No service found" in page
    assert len(chips(page)) == 3
    assert "0808 2000 247" in page
    wider = re.findall(rf'href="({FIND}near/[^"#]+)#results"', page)
    assert wider
    assert all(count(text(client, each)) for each in wider)


def test_what_is_posted_that_is_no_choice_finds_nothing_and_breaks_nothing(demonstration, client):
    many = ["people:women", "people:nobody", "<script>", "x" * 500, *(f"people:{number}" for number in range(300))]
    address = asked(client, CANTERBURY, only="ticked", tick=many)
    assert len(address) < 4000
    page = text(client, address)
    assert "<script>" not in page.replace("<script src", "")
    assert client.post(CANTERBURY, {"place": "Dover"}).status_code == 303


def test_of_two_areas_one_can_be_chosen(demonstration, client):
    address = asked(client, FIND, place="CT3")
    page = text(client, address)
    assert "This could be in more than one area." in page
    one = re.search(r'name="area" value="(\d+)"><bdi[^>]*>([^<]+)', page)
    assert f"Support in {one[2]}" in text(client, asked(client, address, area=one[1]))


def test_browsing_by_need_leads_from_the_need_to_an_area(demonstration, client):
    page = text(client, f"{FIND}needs/")
    assert f'href="{FIND}needs/for-women/"' in page
    areas = text(client, f"{FIND}needs/for-women/")
    assert f'href="{FIND}needs/for-women/canterbury/"' in areas
    number = int(re.search(r"for-women/canterbury/.*?<span>(\d+)", areas, re.S)[1])
    assert number == count(text(client, f"{FIND}needs/for-women/canterbury/"))


def test_a_need_names_the_national_lines_that_fit_it(demonstration, client):
    page = text(client, f"{FIND}needs/for-men/")
    assert "0808 801 0327" in page
    assert "0808 801 0327" not in re.sub(r"<footer.*", "", text(client, f"{FIND}needs/for-women/"), flags=re.S)
    # Never the line for people worried about their own behaviour (domain H 21).
    assert "0808 802 4040" not in page


def test_ticks_on_a_page_of_a_need_keep_the_need(demonstration, client):
    address = asked(client, f"{FIND}needs/for-women/canterbury/", add="how:telephone")
    assert chips(text(client, address)) == ["By telephone", "Women"]


@pytest.mark.parametrize("path", ["needs/for-nobody/", "needs/women/", "needs/x-women/", "needs/for-women/leeds/"])
def test_a_need_or_an_area_that_is_not_ours_is_not_found(demonstration, client, path):
    assert client.get(FIND + path).status_code == 404


def test_a_choice_that_an_editor_adds_can_be_browsed_by(demonstration, client):
    women = Facet.objects.get(group="people", key="women", locale__language_code="en")
    Facet.objects.create(group="people", key="carers", name="Carers", locale=women.locale)
    assert "Carers" in text(client, f"{FIND}needs/for-carers/")


def test_the_words_of_addresses_lead_back_to_their_choices(world):
    for group in needs.WORDS:
        assert needs.slug_of(f"{group}:some-key").endswith("-some-key")
    assert needs.slug_of("access:bsl") == ""


def test_pages_to_browse_may_be_kept_and_found_and_those_of_a_search_may_not(demonstration, client):
    for path in (FIND, CANTERBURY, f"{FIND}needs/", f"{FIND}needs/for-women/", f"{FIND}needs/for-women/canterbury/"):
        response = client.get(path)
        assert "public" in response["Cache-Control"], path
        assert 'content="index, follow"' in response.content.decode(), path
        assert "<title>Find support – Waymark</title>" in response.content.decode(), path
    response = client.get(asked(client, CANTERBURY, add="people:women"))
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response.content.decode()
    assert "<title>Find support – Waymark</title>" in response.content.decode()


def test_no_area_can_take_the_place_of_another_address(world):
    first_words = {str(each.pattern).split("/")[0] for each in urlpatterns if not str(each.pattern).startswith("<")}
    assert first_words - {""} <= KEPT_WORDS
    assert Area.objects.create(name="Near", kind="council").slug == "near-2"


def test_a_browser_with_a_strict_csrf_check_can_tick_without_a_cookie(demonstration):
    client = Client(enforce_csrf_checks=True)
    response = client.post(CANTERBURY, {"add": "people:women"})
    assert response.status_code == 303
    assert not response.cookies


def test_nothing_typed_or_ticked_stays_anywhere(demonstration, client, capfd, caplog):
    """domain B: no answers in URLs or logs"""
    address = asked(client, FIND, place="zzyzx counselling in Dover")
    address = asked(client, address, only="ticked", tick=["people:zzyzxtick"])
    response = client.get(address)
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert not response.cookies
    assert "zzyzx" not in unquote(address)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "zzyzx" not in str(cursor.fetchall()), table
    out = capfd.readouterr()
    assert "zzyzx" not in out.out + out.err + caplog.text


def test_every_usual_question_has_an_address_of_one_length(demonstration):
    now = timezone.now()
    few = nearby.Search(question=Question((1,)))
    many = nearby.Search(question=Question((1, 2), (1000, 2000), "counselling for my son", frozenset(["people:women"])))
    assert len(nearby.token(few, now)) == len(nearby.token(many, now))


def test_the_longest_question_still_fits_into_an_address():
    longest = nearby.Search(
        question=Question(
            tuple(range(100, 113)), (600000, 200000), "ਅ" * 120, ticks.ticked(f"people:{n}" for n in range(999))
        ),
        text="ਅ" * 120,
    )
    assert len(nearby.token(longest, timezone.now())) < 3500


def test_an_entry_in_a_list_says_what_one_must_know_before_going(demonstration, client):
    page = text(client, CANTERBURY)
    shown = search.answer(Question((Area.objects.get(slug="canterbury").pk,)), 1, "en", timezone.now())
    rows = [row.entry for row in (*shown.places, *shown.others)]
    assert rows
    if any(not entry.original.self_referral for entry in rows):
        assert "Someone who works with you asks for you" in page
    assert "Languages:" in page
    assert Listing.objects.exists()
