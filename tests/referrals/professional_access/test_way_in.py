"""A professional proves a work e-mail, once says who they are, and stays no longer than they are there."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from referral_forms.referrals.models import EmailCode, Professional, ReferrerSession
from referral_forms.referrals.professional import codes, sessions
from referral_forms.referrals.professional.tasks import sweep
from tests.referring import DETAILS, Officer, mailed_code, permit
from vault import schedule
from vault.models import Event, Message


def codes_mailed() -> int:
    return Message.objects.filter(key__startswith="refer-code:").count()


def earlier(**passed: int) -> None:
    """Let time pass for every session."""
    ago = timezone.now() - timedelta(**passed)
    ReferrerSession.objects.update(seen_at=ago)


def test_the_start_page_says_what_it_is_and_sets_no_cookie(world):
    response = Officer().get()
    page = response.content.decode()
    assert not response.cookies
    for words in ("999", "not a MARAC referral", "Police or criminal justice", "Housing", "Health", "Voluntary"):
        assert words in page
    assert "0808 2000 247" in page


def test_only_start_sets_one_opaque_session_cookie(world):
    response = Officer().post(follow=False)
    assert list(response.cookies) == ["refer"]
    cookie = response.cookies["refer"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
    assert not cookie["max-age"]
    assert cookie.value.encode() not in bytes(ReferrerSession.objects.get().token_digest)


def test_k_4_1_an_officer_comes_in_with_a_code_and_says_once_who_they_are(world):
    permit()
    officer = Officer()
    assert "Priya Constable" in officer.come_in().content.decode()
    assert officer.professional.content["source"] == "police"
    assert officer.professional.is_checked
    officer.post("sign-out/")
    # The next time nothing is asked again.
    officer.ask_for_a_code()
    response = officer.post("code/", code=mailed_code())
    assert response.request["PATH_INFO"] == "/en/get-help/refer/"
    assert "Priya Constable" in response.content.decode()
    assert Professional.objects.count() == 1


def test_the_mail_holds_the_code_and_nothing_that_tells_what_it_is_for(world):
    Officer().ask_for_a_code()
    content = Message.objects.get(key__startswith="refer-code:").content
    assert content["subject"] == "Your code"
    lines = content["body"].splitlines()
    assert lines == [mailed_code(), "", "It works for 15 minutes."]


def test_the_organisation_of_a_known_domain_need_not_be_typed(world):
    permit()
    officer = Officer()
    officer.ask_for_a_code()
    page = officer.post("code/", code=mailed_code()).content.decode()
    assert 'value="Kent Police"' in page


@pytest.mark.parametrize("typed", ["k7m4qdxp", "00000000", "", "' or 1=1", "\x00", "🦊" * 8, "A" * 4000])
def test_a_wrong_code_is_refused_in_one_way(world, typed):
    officer = Officer()
    officer.ask_for_a_code()
    response = officer.post("code/", code=typed)
    assert response.request["PATH_INFO"].endswith("/code/")
    assert "error" in response.content.decode().lower()
    assert ReferrerSession.objects.get().content["email"] == ""


def test_a_code_may_be_typed_small_and_without_its_sign(world):
    officer = Officer()
    officer.ask_for_a_code()
    response = officer.post("code/", code=f" {mailed_code().lower().replace('-', ' ')} ")
    assert response.request["PATH_INFO"].endswith("/about-you/")


def test_a_code_works_once(world):
    officer = Officer()
    officer.ask_for_a_code()
    code = mailed_code()
    officer.post("code/", code=code)
    officer.post("code/", code=code)
    assert Event.objects.filter(action="referrer.code_refused").count() == 1
    assert not EmailCode.objects.exists()


def test_a_code_works_for_fifteen_minutes(world):
    officer = Officer()
    officer.ask_for_a_code()
    code, session = mailed_code(), ReferrerSession.objects.get()
    late = timezone.now() + codes.LASTS + timedelta(seconds=1)
    assert codes.prove(session, "sign_in", code, late) is None
    assert codes.prove(session, "sign_in", code) is not None


def test_after_five_tries_the_right_code_works_no_more(world):
    officer = Officer()
    officer.ask_for_a_code()
    for _try in range(codes.TRIES):
        officer.post("code/", code="22222222")
    response = officer.post("code/", code=mailed_code())
    assert response.request["PATH_INFO"].endswith("/code/")


def test_a_new_code_makes_the_one_before_void(world):
    officer = Officer()
    officer.ask_for_a_code()
    before = mailed_code()
    officer.post("email/", email=officer.email)
    assert officer.post("code/", code=before).request["PATH_INFO"].endswith("/code/")


def test_a_code_works_only_in_the_browser_that_asked_for_it(world):
    officer = Officer()
    officer.ask_for_a_code()
    thief = Officer()
    thief.post()
    response = thief.post("code/", code=mailed_code())
    assert response.request["PATH_INFO"].endswith(("/code/", "/email/"))
    assert not ReferrerSession.objects.exclude(professional=None).exists()


def test_a_code_is_kept_as_a_digest_only(world):
    officer = Officer()
    officer.ask_for_a_code()
    row, code = EmailCode.objects.get(), mailed_code()
    for text in (code, code.replace("-", "")):
        assert text.encode() not in bytes(row.digest)
        assert text not in str(row.content)


def test_an_address_that_is_known_and_one_that_is_not_get_the_same_answer(officer):
    answers = []
    for email in (officer.email, "nobody.knows@kent.police.uk"):
        someone = Officer(email)
        response = someone.ask_for_a_code()
        page = response.content.decode().replace(email, "—")
        answers.append((response.status_code, response.redirect_chain, page.split("<main")[1].split("</main>")[0]))
    tokens = [answer[2].split('name="csrfmiddlewaretoken"')[0] for answer in answers]
    assert answers[0][:2] == answers[1][:2]
    assert tokens[0] == tokens[1]


def test_an_address_gets_at_most_five_codes_an_hour_and_the_page_says_the_same(world):
    officer = Officer()
    pages = [officer.ask_for_a_code() for _time in range(codes.MAILS + 2)]
    assert codes_mailed() == codes.MAILS
    assert {page.request["PATH_INFO"] for page in pages} == {"/en/get-help/refer/code/"}


def test_somebody_elsewhere_who_asks_for_codes_does_not_keep_the_owner_out(world):
    for _time in range(codes.MAILS + 1):
        Officer(client=Client(REMOTE_ADDR="203.0.113.9")).ask_for_a_code()
    Officer().ask_for_a_code()
    assert codes_mailed() == codes.MAILS + 1


def test_a_flood_from_one_place_is_answered_with_numbers_to_call(world, monkeypatch):
    monkeypatch.setattr(codes, "ASKED_FROM_ONE_PLACE", 3)
    for _time in range(2):
        Officer().ask_for_a_code()
    assert Officer().post().status_code == 429
    assert Officer(client=Client(REMOTE_ADDR="203.0.113.9")).post().status_code == 200


@pytest.mark.parametrize(
    "email", ["nobody", "a@b", "ö@kent.police.uk", "a@kеnt.police.uk", "a@b.uk\r\nBcc: x@y.uk", "x" * 300 + "@b.uk", ""]
)
def test_what_is_no_work_address_is_asked_for_again_and_kept(world, email):
    officer = Officer(email)
    response = officer.ask_for_a_code()
    html = response.content.decode()
    assert "Type your whole work email address" in html or "Use 254 letters or fewer" in html
    assert response.request["PATH_INFO"].endswith("/email/")
    assert codes_mailed() == 0


def test_two_addresses_that_differ_in_a_dot_are_two_people(officer):
    other = Officer("pri.ya@kent.police.uk")
    other.come_in(name="Somebody Else")
    assert officer.professional.pk != other.professional.pk


def test_capitals_make_no_second_person(officer):
    again = Officer("Priya@Kent.Police.UK")
    again.ask_for_a_code()
    response = again.post("code/", code=mailed_code())
    assert "Priya Constable" in response.content.decode()
    assert Professional.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"name": ""}, "Type your name"),
        ({"source": "self"}, "Choose one of these answers"),
        ({"source": ""}, "Choose what kind of organisation it is"),
        ({"telephone": "12"}, "Type the whole telephone number"),
        ({"organisation": "x" * 200}, "Use 120 letters or fewer"),
        ({"job": "a\x00b"}, "There is a sign in it that nobody can read"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_typed_is_lost(world, changed, message):
    officer = Officer()
    officer.ask_for_a_code()
    officer.post("code/", code=mailed_code())
    page = officer.post("about-you/", **{**DETAILS, "job": "Sergeant", **changed}).content.decode()
    assert message in page
    if "job" not in changed:
        assert 'value="Sergeant"' in page
    assert not Professional.objects.exists()


def test_nobody_comes_further_without_a_session(world):
    officer = Officer()
    officer.client.cookies["refer"] = "made-up"
    for page in ("email/", "code/", "about-you/", "yours/", "yours/K7M-4QD/", "yours/K7M-4QD/copy/", "signed-in/"):
        response = officer.get(page)
        assert (response.status_code, response["Location"]) == (303, "/en/get-help/refer/"), page
        assert not response.cookies


def test_a_browser_that_keeps_no_cookie_is_told_so(world):
    assert "does not keep our cookie" in Officer().get("email/").content.decode()


def test_a_proven_address_alone_is_not_enough_for_the_pages(world):
    officer = Officer()
    officer.ask_for_a_code()
    officer.post("code/", code=mailed_code())
    assert officer.get("yours/")["Location"] == "/en/get-help/refer/"


def test_the_session_has_another_token_once_somebody_has_proven_themselves(world):
    officer = Officer()
    officer.ask_for_a_code()
    before = officer.client.cookies["refer"].value
    officer.post("code/", code=mailed_code())
    after = officer.client.cookies["refer"].value
    assert before != after
    thief = Officer()
    thief.client.cookies["refer"] = before
    assert thief.get("about-you/")["Location"] == "/en/get-help/refer/"


def test_an_hour_without_anybody_ends_the_session(officer):
    earlier(minutes=59)
    assert officer.get("yours/").status_code == 200
    earlier(minutes=61)
    assert officer.get("yours/").status_code == 303
    sweep(timezone.now())
    assert not ReferrerSession.objects.exists()


def test_twelve_hours_end_the_session_however_busy_somebody_is(officer):
    ReferrerSession.objects.update(begun_at=timezone.now() - sessions.LONGEST)
    assert officer.get("yours/").status_code == 303


def test_signing_out_ends_it_on_the_server(officer):
    token = officer.client.cookies["refer"].value
    officer.post("sign-out/")
    assert not ReferrerSession.objects.exists()
    officer.client.cookies["refer"] = token
    assert officer.get("yours/").status_code == 303


def test_exit_signs_out_and_expires_the_cookie(officer):
    response = officer.client.get("/leave/")
    assert response["Location"] == settings.NEUTRAL_SITE
    assert response.cookies["refer"]["max-age"] == 0
    assert not ReferrerSession.objects.exists()


def test_every_page_of_a_professional_is_never_stored(officer, refer):
    reference = refer(officer).reference
    for page in ("", "email/", "about-you/", "yours/", f"yours/{reference}/", f"yours/{reference}/add/"):
        assert "no-store" in officer.get(page)["Cache-Control"]


def test_coming_in_is_written_down_without_a_word_about_anybody(officer):
    actions = list(Event.objects.values_list("action", flat=True))
    assert {"referrer.signed_in", "referrer.registered"} <= set(actions)
    assert all("@" not in str(event.detail) for event in Event.objects.all())


def test_whoever_sent_nothing_and_does_not_come_back_is_forgotten(officer, stranger, refer):
    refer(officer)
    Professional.objects.update(seen_at=timezone.now() - timedelta(days=91))
    schedule.run_due()
    assert [each.content["name"] for each in Professional.objects.all()] == ["Priya Constable"]


def test_there_is_no_staff_session_in_it(officer):
    assert set(officer.client.cookies) <= {"refer", "form"}
    response = officer.client.get("/admin/")
    assert response.status_code == 302
    assert "/admin/login/" in response["Location"]


def test_a_place_that_asks_in_vain_uses_up_nothing_of_what_others_may_ask_for(world):
    officer = Officer()
    officer.ask_for_a_code()
    session, before = ReferrerSession.objects.get(), codes_mailed()
    for _time in range(codes.MAILS_FROM_EVERYWHERE + 5):
        codes.send(session, "sign_in", "tom@kent.police.uk", "203.0.113.9")
    assert codes_mailed() == before + codes.MAILS
    codes.send(session, "sign_in", "tom@kent.police.uk", "198.51.100.7")
    assert codes_mailed() == before + codes.MAILS + 1


def test_a_page_of_another_site_presses_no_start(world):
    response = Client().post("/en/get-help/refer/", headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 200
    assert not response.cookies
    assert not ReferrerSession.objects.exists()
