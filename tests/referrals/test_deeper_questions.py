"""The deeper questions: in order, each skippable, all behind "Send now"; and how much a telephone has to fetch."""

import gzip
import re
from pathlib import Path

import brotli
import pytest

from places.models import Commission, StaffedHours
from referral_forms.inbox.models import ActNow, Case, Person
from referral_forms.referrals.self_referral import JOURNEY
from tests.referrals.conftest import ANSWERS

STATIC = Path(__file__).parents[2] / "site" / "static"
MOST = 30 * 1024
SLUGS = [step.slug for step in JOURNEY.steps]
AFTER_CONTACT = JOURNEY.steps[SLUGS.index("safe-contact") + 1 :]


def test_domain_h_8_safe_contact_stands_before_every_deeper_question():
    assert {step.slug for step in JOURNEY.steps[: SLUGS.index("safe-contact")]} == {
        "danger", "call-999", "place", "which-area", "elsewhere", "not-here-yet", "age", "under-18", "woman",
        "other-help", "what-is-happening", "name",
    }  # fmt: skip


@pytest.mark.parametrize("step", AFTER_CONTACT, ids=lambda step: step.slug)
def test_everything_after_safe_contact_can_be_skipped_and_says_why_it_is_asked(step):
    assert step.skippable
    assert JOURNEY.offers_send(step.slug)
    asks_anew = step.slug not in {"safe-times", "who-we-are", "code-word", "anything-else", "your-information"}
    if step.form and asks_anew:
        assert step.why


def test_skipping_every_page_still_sends(visitor, cast):
    skipped = {step.slug.replace("-", "_"): {"skip": "1"} for step in JOURNEY.steps if step.skippable}
    visitor.answer_all(**{**skipped, "which_area": {"area": "dover"}, "safe_contact": {}})
    visitor.send()
    case = Case.objects.get()
    assert (case.need, case.danger_signs, case.act_now) == (0, 0, ActNow.NONE)
    assert [person.role for person in case.people.all()] == [Person.Role.PERSON]


def test_a_sign_of_great_danger_shows_999_and_goes_on(visitor, cast):
    visitor.answer_all(until="danger-signs")
    response = visitor.answer("danger-signs", signs=["weapon"])
    assert response.request["PATH_INFO"].endswith("/call-now/")
    html = response.content.decode()
    assert "tel:999" in html
    assert "116 123" not in html
    assert visitor.answer("call-now").request["PATH_INFO"].endswith("/more-signs/")


def test_who_thinks_of_suicide_is_given_samaritans_there_and_after_sending(visitor, cast):
    visitor.answer_all(until="danger-signs")
    html = visitor.answer("danger-signs", signs=["suicidal"]).content.decode()
    assert "116 123" in html
    visitor.answer("call-now", send_now="1")
    page = visitor.send().content.decode()
    assert "116 123" in page
    assert "tel:999" in page
    assert "suicidal" in Case.objects.get().why


@pytest.mark.parametrize(
    ("danger", "signs", "alone"),
    [("no", ["suicidal"], True), ("no", ["suicidal", "weapon"], False), ("yes", ["suicidal"], False)],
)
def test_who_thinks_of_suicide_and_is_in_no_other_danger_reads_samaritans_first_and_nothing_of_the_police(
    visitor, cast, danger, signs, alone
):
    visitor.answer_all(until="danger-signs", danger={"danger": danger})
    html = visitor.answer("danger-signs", signs=signs).content.decode()
    html = html.split("<main")[1].split("</main>")[0]
    assert (html.index("116 123") < html.index("tel:999")) is alone
    assert ("ask for an ambulance" in html) is alone
    assert ("Ask for the police." in html) is not alone


def test_the_sign_of_forced_marriage_names_cutting_too(visitor, cast):
    html = visitor.answer_all(until="danger-signs").content.decode()
    assert "make me marry, cut me or a child (FGM), or take me to another country, soon" in html


@pytest.mark.parametrize(("stay", "told"), [("nowhere", True), ("safe", False)])
def test_who_has_nowhere_to_stay_tonight_is_told_whom_to_call(visitor, cast, stay, told):
    visitor.answer_all(tonight={"tonight": stay})
    assert ("Nowhere to stay tonight?" in visitor.send().content.decode()) is told


def test_send_now_is_not_held_up_by_a_sign_of_danger(visitor, cast):
    visitor.answer_all(until="danger-signs")
    response = visitor.answer("danger-signs", signs=["strangulation"], send_now="1")
    assert response.request["PATH_INFO"].endswith("/check/")
    assert "Do not wait for us." in visitor.send().content.decode()


def test_k_3_1_10_each_child_is_a_person_with_needs_of_their_own(visitor, cast):
    visitor.answer_all()
    visitor.send()
    hania, stas = Case.objects.get().people.filter(role=Person.Role.CHILD)
    assert (hania.content["name"], hania.content["age"]) == ("Hania", "5_10")
    assert (stas.content["birth_date"], stas.content["needs"]) == ("2023-04-03", "an inhaler")


def test_who_hurts_them_becomes_a_person_of_their_own_only_when_something_was_said(visitor, cast):
    visitor.answer_all()
    visitor.send()
    alleged = Case.objects.get().people.get(role=Person.Role.ALLEGED)
    assert alleged.content == {"name": "Konrad", "birth_date": "", "relation": "ex", "whereabouts": "nearby"}


def test_a_change_that_opens_a_question_asks_it_before_the_check_page(visitor, cast):
    visitor.answer_all(children={"children": "no"})
    changed = visitor.client.post(visitor.page("children") + "?change=1", {"children": "yes"}, follow=True)
    assert changed.request["PATH_INFO"].endswith("/child-1/")
    address = visitor.page("child-1") + "?change=1"
    assert visitor.client.post(address, {"age": "1_4"}, follow=True).request["PATH_INFO"].endswith("/check/")


def test_what_was_said_of_children_does_not_count_after_saying_there_are_none(visitor, cast):
    visitor.answer_all()
    visitor.answer("children", children="no")
    visitor.send()
    case = Case.objects.get()
    assert "child-1" not in case.referral.answers
    assert not case.people.filter(role=Person.Role.CHILD).exists()


def test_d_3_4a_where_everybody_is_included_money_for_food_is_asked_about_and_public_funds_are_not(visitor, cast):
    StaffedHours.objects.create(
        commission=Commission.objects.get(areas__slug="darlington"), hours="24/7", valid_from="2026-01-05"
    )
    html = visitor.answer_all(place={"place": "Darlington"}, woman={"woman": "yes"}, until="money").content.decode()
    assert "enough money for food" in html
    assert "public funds" not in html
    check = visitor.go_on(visitor.answer("money", enough="no", nrpf="yes")).content.decode()
    assert "enough money for food" in check
    assert "public funds" not in check
    visitor.send()
    case = Case.objects.get()
    assert "no_money" in case.why
    assert case.referral.answers["money"] == {"enough": "no"}


def test_k_9_2_where_it_is_decided_one_by_one_it_is_asked_with_a_reason(visitor, cast):
    html = visitor.answer_all(until="money").content.decode()
    assert "no recourse to public funds" in html
    assert "We use it to find a way." in html


def test_k_12_access_and_interpreter_stand_in_the_banner_above_every_contact(visitor, cast, signed_in):
    visitor.answer_all()
    visitor.send()
    page = signed_in(cast.maya).get(f"/admin/inbox/{Case.objects.get().reference}/").content.decode()
    banner = page.split('class="wq-safe')[1].split("</section>")[0]
    for words in (
        "a woman",
        "nobody from their community",
        "on the phone",
        "Finds reading or writing hard",
        "short words",
    ):
        assert words in banner


@pytest.mark.parametrize(
    ("said", "banner"), [("yes", "yes"), ("no", "no"), ("unsure", "no (they are not sure)"), ("", "no (not answered)")]
)
def test_domain_b_whether_to_hide_our_number_and_who_else_sees_the_phone_stand_in_the_banner(
    visitor, cast, signed_in, said, banner
):
    visitor.answer_all(who_we_are={"say_who": "no", "hide_number": said, "who_sees": "my sister"})
    visitor.send()
    page = signed_in(cast.maya).get(f"/admin/inbox/{Case.objects.get().reference}/").content.decode()
    told = page.split('class="wq-safe')[1].split("</section>")[0]
    assert f"<b>May our number be hidden:</b> {banner}</li>" in told
    assert "<b>Who else can see phone, email or post:</b> <bdi>my sister</bdi>" in told


def test_the_check_page_and_the_workers_page_are_grouped_by_parts(visitor, cast, signed_in):
    check = visitor.answer_all().content.decode()
    headings = re.findall(r'<h2 class="govuk-heading-m">(.+?)</h2>', check)
    assert headings[:5] == ["Right now", "About you", "Reaching you", "How safe you are", "Home and children"]
    assert "Child 2: Is there anything this child needs?" in check
    visitor.send()
    page = signed_in(cast.maya).get(f"/admin/inbox/{Case.objects.get().reference}/").content.decode()
    assert "<h3>Home and children</h3>" in page


def linked(html: str) -> set[str]:
    """Files of our own that a page names, without the digest in their names."""
    names = re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"', html)
    return {re.sub(r"\.[0-9a-f]{8,}(?=\.\w+$)", "", name) for name in names}


def weight(html: str) -> int:
    """Over the wire: the page as any server compresses it, and what it links (see tests/design/test_budget.py)."""
    files = sum(len(brotli.compress((STATIC / name).read_bytes(), quality=11)) for name in linked(html))
    return len(gzip.compress(html.encode(), 6)) + files


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_no_page_of_the_form_is_heavier_than_30_kilobytes(visitor_in, cast, language):
    visitor = visitor_in(language)
    response = visitor.begin()
    heavy, seen = {}, 0
    for _page in range(60):
        address = response.request["PATH_INFO"]
        slug = address.rstrip("/").rsplit("/", 1)[-1]
        pages = {slug: response.content.decode()}
        assert len(linked(pages[slug])) >= 3
        if (step := JOURNEY.step(slug)) and step.form:
            wrong = dict.fromkeys(step.form.base_fields, "=1+1" * 30)
            pages[f"{slug}, wrong"] = visitor.client.post(address, wrong, follow=True).content.decode()
        heavy |= {name: weight(html) for name, html in pages.items() if weight(html) > MOST}
        seen += len(pages)
        if slug == "sent":
            break
        response = visitor.client.post(address, ANSWERS.get(slug, {}), follow=True)
    equality = visitor.client.get(f"{visitor.start}about-you/").content.decode()
    assert weight(equality) <= MOST
    assert heavy == {}
    assert seen > 50
