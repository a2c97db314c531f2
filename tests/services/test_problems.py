"""A reader says that something is wrong: kept sealed, told to those who can put it right, gone when settled."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from services import problems
from services.keepers import contact
from services.models import AccessPoint, Keeper, Organisation, Problem
from services.problem_forms import LONGEST
from services.problem_pages import OF_ONE_ENTRY, OF_ONE_NETWORK
from tests.services import entries
from vault.models import Message

PROBLEM = entries.ROOM + "problem/"
CANARY = "kestrel meadow"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def room(world) -> AccessPoint:
    return entries.point()


@pytest.fixture
def keeper(world) -> Keeper:
    return Keeper.objects.create(role="Manager", contact={"name": "Kim", "email": "kim@waymark.example"})


def tell(client: Client, **typed: str):
    return client.post(PROBLEM, {"topic": "number", "words": "", **typed})


def mails() -> dict[str, dict]:
    return {message.content["to"]: message.content for message in Message.objects.all()}


def entries_of(keeper: Keeper, point: AccessPoint) -> AccessPoint:
    point.keeper = keeper
    return point


def test_it_is_kept_and_a_plain_page_follows(room, client):
    response = tell(client, words=f"It was {CANARY}.")
    assert (response.status_code, response.headers["Location"]) == (303, PROBLEM + "thanks/")
    told = Problem.objects.get()
    assert (told.point, told.topic, told.words, told.doubtful) == (room, "number", f"It was {CANARY}.", False)
    assert "Thank you" in client.get(PROBLEM + "thanks/").content.decode()


def test_it_needs_no_cookie_and_sets_none(room):
    browser = Client(enforce_csrf_checks=True)
    assert not browser.get(PROBLEM).cookies
    response = tell(browser)
    assert response.status_code == 303
    assert not response.cookies
    assert not browser.cookies


def test_what_was_written_is_readable_nowhere(room, keeper, cast, client, capfd, caplog):
    AccessPoint.objects.filter(pk=room.pk).update(keeper=keeper)
    tell(client, topic="unsafe", words=CANARY)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert CANARY not in str(cursor.fetchall()), table
    assert all(CANARY not in str(mail) for mail in mails().values())
    out = capfd.readouterr()
    assert CANARY not in out.out + out.err + caplog.text


def test_no_words_are_needed(room, client):
    assert tell(client).status_code == 303
    assert Problem.objects.get().words is None


def test_errors_stand_beside_the_field_and_what_was_typed_stays(room, client):
    response = client.post(PROBLEM, {"words": "It rings and rings."})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Choose what is wrong" in page
    assert "It rings and rings." in page
    assert "Error: " in page.split("</title>")[0]
    assert response["Cache-Control"] == "no-store"
    assert "Write no more than" in tell(client, words="x" * (LONGEST + 1)).content.decode()
    assert "Choose one of these answers" in tell(client, topic="made-up").content.decode()
    assert not Problem.objects.exists()


def test_signs_that_mislead_are_taken_out(room, client):
    tell(client, words="a\x00b\x1b[31mc\u202ed\u2066e\u200bf\r\ng\u200ch")
    assert Problem.objects.get().words == "ab[31mcdef\ng\u200ch"


def test_lines_end_in_one_sign_so_that_the_limit_is_what_is_seen(room, client):
    assert tell(client, words="\r\n".join("x" * (LONGEST // 2))).status_code == 303


@pytest.mark.parametrize("extra", [{"website": "https://x.example"}, {"sent_from": "cross-site"}])
def test_what_may_be_from_a_machine_is_kept_and_says_so(room, client, keeper, extra):
    """domain H 7"""
    AccessPoint.objects.filter(pk=room.pk).update(keeper=keeper)
    headers = {"Sec-Fetch-Site": extra.pop("sent_from")} if "sent_from" in extra else {}
    response = client.post(PROBLEM, {"topic": "gone", "words": "Buy this", **extra}, headers=headers)
    assert response.status_code == 303
    assert Problem.objects.get().doubtful
    # A machine cannot make us write to people outside.
    assert "kim@waymark.example" not in mails()


def test_whoever_keeps_the_entry_hears_of_it_without_the_words(room, keeper, cast):
    AccessPoint.objects.filter(pk=room.pk).update(keeper=keeper)
    room.refresh_from_db()
    problems.tell(room, "hours", CANARY, now=NOW)
    assert set(mails()) == {contact(keeper).email}
    mail = mails()[contact(keeper).email]
    assert "The opening hours are wrong" in mail["body"]
    assert CANARY not in mail["body"]
    assert "Hazel" not in mail["body"] + mail["subject"]


def test_the_keeper_of_the_organisation_stands_in(room, keeper, cast):
    Organisation.objects.filter(pk=room.service.organisation_id).update(keeper=keeper)
    problems.tell(AccessPoint.objects.get(pk=room.pk), "hours", "", now=NOW)
    assert set(mails()) == {contact(keeper).email}


def test_where_nobody_keeps_it_editors_hear_of_it(room, cast):
    problems.tell(room, "hours", CANARY, now=NOW)
    assert set(mails()) == {cast.edie.email}
    assert "/admin/problems/" in mails()[cast.edie.email]["body"]


def test_what_could_put_somebody_in_danger_goes_to_editors_at_once_too(room, keeper, cast):
    AccessPoint.objects.filter(pk=room.pk).update(keeper=keeper)
    room.refresh_from_db()
    problems.tell(room, "unsafe", CANARY, now=NOW)
    assert set(mails()) == {cast.edie.email, contact(keeper).email}
    assert all(Message.objects.values_list("urgent", flat=True))


def test_a_hundred_readers_make_one_mail_a_day(room, cast):
    for minute in range(5):
        problems.tell(room, "hours", "", now=NOW + timedelta(minutes=minute))
    assert Message.objects.count() == 1
    problems.tell(room, "hours", "", now=NOW + timedelta(days=1))
    assert Message.objects.count() == 2


def test_a_keeper_of_many_entries_gets_one_link_a_day_and_one_more_for_danger(room, keeper, cast):
    for topic in ("number", "hours", "gone", "unsafe", "unsafe"):
        problems.tell(entries_of(keeper, room), topic, "", now=NOW)
    assert Message.objects.filter(key__contains=str(keeper.pk)).count() == 2


def test_editors_hear_of_every_entry_that_could_put_somebody_in_danger(room, keeper, cast):
    """What was told of one entry in the morning keeps nobody from hearing of another."""
    other = entries.point(name="The Other Room", slug="the-other-room")
    for point in (room, other):
        problems.tell(point, "unsafe", "", now=NOW)
    editor = Message.objects.filter(key__endswith=f":{cast.edie.pk}:{NOW.date()}")
    assert editor.count() == 2


def test_a_flood_from_one_network_is_shown_numbers_to_call(room, client):
    for _number in range(OF_ONE_NETWORK):
        assert tell(client).status_code == 303
    assert tell(client).status_code == 429
    assert Problem.objects.count() == OF_ONE_NETWORK


def test_a_flood_from_everywhere_about_one_entry_ends_too(room):
    for number in range(OF_ONE_ENTRY):
        assert tell(Client(REMOTE_ADDR=f"10.0.{number // 200}.{number % 200}")).status_code == 303
    assert tell(Client(REMOTE_ADDR="10.1.1.1")).status_code == 429


def test_only_entries_that_can_be_read_can_be_told_of(room, client):
    room.unpublish()
    assert tell(client).status_code == 404
    assert client.get(PROBLEM).status_code == 404


def test_an_editor_reads_it_and_settles_it_and_the_words_go(room, cast, signed_in):
    problem = problems.tell(room, "unsafe", CANARY, doubtful=True, now=NOW)
    problems.tell(room, "hours", "", now=NOW - timedelta(days=1))
    edie = signed_in(cast.edie)
    page = edie.get("/admin/problems/").content.decode()
    assert CANARY in page
    assert "May be from a machine." in page
    # What could be dangerous comes first, whenever it was told.
    assert page.index("could put somebody in danger") < page.index("opening hours are wrong")
    assert edie.post(f"/admin/problems/{problem.pk}/settle/").status_code == 302
    problem = Problem.objects.get(pk=problem.pk)
    assert problem.words is None
    assert problem.settled_at
    assert CANARY not in edie.get("/admin/problems/").content.decode()
    assert edie.post(f"/admin/problems/{problem.pk}/settle/").status_code == 302


def test_nobody_else_reads_or_settles_it(room, cast, signed_in):
    problem = problems.tell(room, "hours", CANARY, now=NOW)
    for user in (cast.maya, cast.ada, cast.sam):
        browser = signed_in(user)
        assert browser.get("/admin/problems/").status_code == 404
        assert browser.post(f"/admin/problems/{problem.pk}/settle/").status_code == 404
    assert Problem.objects.get().words == CANARY


def test_a_markup_in_the_words_is_shown_as_text(room, cast, signed_in):
    problems.tell(room, "hours", "<script>x</script>", now=NOW)
    assert "<script>x" not in signed_in(cast.edie).get("/admin/problems/").content.decode()


def test_the_list_of_problems_needs_the_same_few_queries_however_long_it_is(
    room, cast, signed_in, django_assert_max_num_queries
):
    edie = signed_in(cast.edie)
    for number in range(30):
        problems.tell(room, "hours", str(number), now=NOW)
    edie.get("/admin/problems/")
    with django_assert_max_num_queries(25):
        page = edie.get("/admin/problems/").content.decode()
    assert page.count("<section") == 20
    assert "Page 1 of 2" in page
