"""What somebody saves is opened by its code together with who saved it, and by nothing else."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from journeys import drafts, saving
from journeys.models import Draft
from referral_forms.inbox.models import Case
from tests.referring import HERE, KEPT, Officer


@pytest.fixture
def begun(officer, journey) -> Officer:
    officer.client.post(journey)
    officer.client.post(f"{journey}danger/", {"danger": "no"})
    return officer


def save(officer: Officer) -> str:
    page = officer.client.post(f"{HERE}save/").content.decode()
    return re.search(r"[0-9A-Z]{3}(-[0-9A-Z]{3}){6}", page)[0]


def come_back(officer: Officer, code: str):
    return officer.client.post(f"{HERE}return/", {"code": code}, follow=True)


def test_on_another_device_the_code_and_the_proven_address_open_it_together(begun):
    code = save(begun)
    elsewhere = Officer(begun.email)
    elsewhere.come_in()
    response = come_back(elsewhere, code)
    assert response.request["PATH_INFO"] == f"{HERE}age/"
    token = elsewhere.client.cookies["visit"].value
    assert drafts.read(token, KEPT.key).answers["danger"] == {"danger": "no"}
    # The first device opens it no longer.
    assert drafts.read(begun.client.cookies["visit"].value, KEPT.key) is None


def test_the_code_is_long_and_kept_as_a_digest_only(begun):
    code = save(begun)
    row = Draft.objects.get()
    kept = b"".join(bytes(part) for part in (row.return_digest, row.return_token, row.owner_digest, row.content))
    for text in (code, code.replace("-", ""), begun.client.cookies["visit"].value, str(begun.professional.pk)):
        assert text.encode() not in kept
    assert len(code.replace("-", "")) * 4.7 >= 95


def test_the_code_of_another_opens_nothing(begun):
    code = save(begun)
    other = Officer("tom@kent.police.uk")
    other.come_in(name="Tom Other")
    page = come_back(other, code).content.decode()
    assert "This code opens nothing" in page
    assert "visit" not in other.client.cookies


def test_without_signing_in_there_is_only_the_way_in(begun):
    code = save(begun)
    response = Client().post(f"{HERE}return/", {"code": code})
    assert (response.status_code, response["Location"]) == (303, "/en/get-help/refer/")


@pytest.mark.parametrize("typed", ["", "K7M-4QD-2XV-K7M-4QD-2XV-K7M", "x" * 60, "\x00", "💥"])
def test_a_wrong_code_has_one_clear_message(begun, typed):
    save(begun)
    response = come_back(begun, typed)
    assert response.status_code == 422
    assert "Error: " in response.content.decode()


def test_a_code_ends_when_its_time_is_over_and_the_draft_is_deleted(begun):
    code = save(begun)
    later = timezone.now() + timedelta(days=7, seconds=1)
    owner = str(begun.professional.pk)
    assert saving.open_again(code, KEPT.key, owner, later) is None
    drafts.sweep(later - timedelta(minutes=1))
    assert Draft.objects.count() == 1
    drafts.sweep(later)
    assert not Draft.objects.exists()


def test_a_saved_draft_outlives_idle_time_but_its_cookie_does_not_open_it_then(begun):
    code = save(begun)
    Draft.objects.update(seen_at=timezone.now() - KEPT.idle)
    drafts.sweep()
    assert Draft.objects.count() == 1
    assert begun.client.get(f"{HERE}age/")["Location"].endswith("/ended/")
    assert come_back(begun, code).request["PATH_INFO"] == f"{HERE}age/"


def test_exit_leaves_what_was_saved_to_its_code_alone(begun):
    code, token = save(begun), begun.client.cookies["visit"].value
    begun.client.get("/leave/")
    assert drafts.read(token, KEPT.key) is None
    begun.come_in()
    assert come_back(begun, code).request["PATH_INFO"] == f"{HERE}age/"


def test_starting_another_one_keeps_the_saved_one(begun):
    code = save(begun)
    begun.client.post(HERE)
    assert Draft.objects.count() == 2
    assert come_back(begun, code).request["PATH_INFO"] == f"{HERE}age/"
    assert Draft.objects.count() == 1


def test_what_is_written_after_saving_is_there_too(begun):
    code = save(begun)
    begun.client.post(f"{HERE}place/", {"place": "Margate"})
    begun.client.get("/leave/")
    begun.come_in()
    come_back(begun, code)
    answers = drafts.read(begun.client.cookies["visit"].value, KEPT.key).answers
    assert answers["place"]["area"] == "thanet"


def test_saving_again_makes_the_code_before_void(begun):
    before, after = save(begun), save(begun)
    assert come_back(begun, before).status_code == 422
    assert come_back(begun, after).status_code == 200


def test_a_code_opens_it_again_and_again_until_it_is_sent(begun, cast):
    code = save(begun)
    for _time in range(2):
        assert come_back(begun, code).request["PATH_INFO"] == f"{HERE}age/"
    begun.client.post(f"{HERE}age/", {"age": "18"})
    begun.client.post(f"{HERE}place/", {"place": "Margate"})
    begun.client.post(f"{HERE}safe-contact/", {"call": "no"})
    begun.client.post(f"{HERE}check/")
    assert Case.objects.count() == 1
    assert come_back(begun, code).status_code == 422
    assert saving.unfinished(KEPT.key, str(begun.professional.pk)) == []


def test_what_is_typed_on_the_page_is_saved_with_the_rest(begun):
    response = begun.client.post(f"{HERE}age/", {"age": "18", "save": "1"})
    assert response["Location"] == f"{HERE}save/"
    token = begun.client.cookies["visit"].value
    assert drafts.read(token, KEPT.key).answers["age"] == {"age": "18"}


def test_an_empty_page_can_be_saved_without_being_told_off(begun):
    assert begun.client.post(f"{HERE}age/", {"save": "1"})["Location"] == f"{HERE}save/"
    assert "There is a problem" not in begun.client.get(f"{HERE}age/").content.decode()


def test_a_page_that_is_not_right_yet_is_saved_as_typed(begun):
    begun.client.post(f"{HERE}age/", {"age": "18"})
    response = begun.client.post(f"{HERE}safe-contact/", {"call": "yes", "call_to": "01632 9", "save": "1"})
    assert response["Location"] == f"{HERE}save/"
    code = save(begun)
    begun.client.get("/leave/")
    begun.come_in()
    come_back(begun, code)
    assert 'value="01632 9"' in begun.client.get(f"{HERE}safe-contact/").content.decode()


def test_only_so_many_codes_can_be_tried(begun, monkeypatch):
    monkeypatch.setattr(saving, "TRIES", 3)
    statuses = [come_back(begun, "K7M-4QD").status_code for _time in range(4)]
    assert statuses == [422, 422, 422, 429]


def test_unfinished_referrals_are_listed_by_their_dates_alone(begun):
    code = save(begun)
    page = begun.get("yours/").content.decode()
    assert "Kept until" in page
    assert code not in page


def test_every_page_of_such_a_journey_offers_to_save_and_the_code_is_on_a_neutral_page(begun):
    assert 'name="save"' in begun.client.get(f"{HERE}age/").content.decode()
    page = begun.client.post(f"{HERE}save/").content.decode()
    assert "<title>Code</title>" in page
    assert page.count("wm-noprint") >= 2


def test_journeys_of_the_public_cannot_be_saved(visitor):
    visitor.begin()
    page = visitor.client.get(visitor.page("danger")).content.decode()
    assert 'name="save"' not in page
    for name in ("save", "return"):
        assert visitor.client.get(visitor.page(name)).status_code == 404
    visitor.answer("danger", danger="no", save="1")
    assert Draft.objects.get().keep_until is None


def test_signing_out_leaves_nothing_of_what_was_written_in_the_browser(begun):
    token = begun.client.cookies["visit"].value
    begun.post("sign-out/")
    assert drafts.read(token, KEPT.key) is None
    assert not begun.client.cookies["visit"].value


def test_whoever_proves_who_they_are_finds_nothing_of_who_was_there_before(begun):
    token = begun.client.cookies["visit"].value
    # Whose session has ended by itself.
    del begun.client.cookies["refer"]
    Officer("tom@kent.police.uk", client=begun.client).come_in(name="Tom Other")
    assert drafts.read(token, KEPT.key) is None
    assert not begun.client.cookies["visit"].value


RECEIPT = {"reference": "K7M-4QD", "word": "amber kettle", "in_danger": False, "will_call": False, "area": ""}


@pytest.mark.parametrize("sent", [False, True])
def test_a_draft_and_its_receipt_are_there_for_who_began_it_only(begun, sent):
    token = begun.client.cookies["visit"].value
    if sent:
        drafts.send(token, KEPT.key, lambda draft_id, answers, close: close(RECEIPT))
    page = "sent/" if sent else "danger/"
    other = Officer("tom@kent.police.uk")
    other.come_in(name="Tom Other")
    other.client.cookies["visit"] = token
    assert other.client.post(f"{HERE}stay/").status_code == 410
    assert other.client.get(f"{HERE}{page}")["Location"] == f"{HERE}ended/"
    assert not other.client.cookies["visit"].value
    assert begun.client.get(f"{HERE}{page}").status_code == 200


def test_what_was_saved_and_opened_again_is_still_its_owners(begun):
    code = save(begun)
    begun.post("sign-out/")
    begun.come_in()
    assert come_back(begun, code).request["PATH_INFO"] == f"{HERE}age/"
    assert begun.client.get(f"{HERE}age/").status_code == 200
    assert begun.client.post(f"{HERE}stay/").status_code == 204
