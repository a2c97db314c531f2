"""Rules as a manager changes them: from a day on, after seeing what would change."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from places.models import Commission, Eligibility, MaracRules, ResponseTarget, Routing, StaffedHours
from tests.cast import person
from tests.inbox.arriving import came
from vault.models import Event

SIXTEEN = {
    "age": {"age": "16_17"},
    "place": {"area": "thanet", "staffed": True, "women_only": False},
    "money": {"nrpf": "no"},
}


@pytest.fixture
def kent(world) -> Commission:
    return Commission.objects.get(key="kent")


def day(ahead: int) -> date:
    return timezone.localdate() + timedelta(days=ahead)


def eligibility(kent: Commission, **changed) -> dict:
    row = Eligibility.objects.filter(commission=kent).first()
    return {
        "minimum_age": 16,
        "younger_by_exception": "on",
        "areas": [area.pk for area in row.areas.all()],
        "moving_here": "on",
        "no_recourse": "individual",
        "from_day": day(10).isoformat(),
        "source": "A decision",
        "note": "",
        **changed,
    }


def address(kent: Commission, model: type, rule: str) -> str:
    return f"/admin/rules/{kent.key}/{rule}/{model.objects.filter(commission=kent).order_by('-valid_from').first().pk}/"


def test_a_manager_sees_what_holds_where_it_comes_from_and_that_it_is_provisional(cast, signed_in, kent):
    html = signed_in(cast.jo).get("/admin/rules/kent/").content.decode()
    assert "K-7.1, K-7.2, K-9.2" in html
    assert "Provisional" in html
    assert "K-6.1.6" in html
    for word in ("Eligibility", "Routing", "Response targets"[:15], "Staffed hours", "Conference criteria"):
        assert word in html


@pytest.mark.parametrize("who", ["maya", "sam", "edie", "olu", "dot"])
def test_who_may_change_no_policy_finds_no_such_page(cast, signed_in, kent, who):
    browser = signed_in(getattr(cast, who))
    for page in ("", "kent/", "kent/eligibility/new/"):
        assert browser.get(f"/admin/rules/{page}").status_code == 404


def test_a_manager_of_one_district_changes_nothing_for_all_of_kent(cast, signed_in, kent):
    browser = signed_in(person("Una", "triage_manager", ("thanet",)))
    assert "Kent Integrated" not in browser.get("/admin/rules/").content.decode()
    assert browser.get("/admin/rules/kent/").status_code == 404
    assert browser.post(address(kent, Eligibility, "eligibility"), eligibility(kent, put="1")).status_code == 404
    assert Event.objects.filter(action="policy.refused").exists()
    assert Eligibility.objects.filter(commission=kent).count() == 1


def test_before_it_is_put_in_force_it_says_how_many_cases_would_change_and_changes_nothing(cast, signed_in, kent):
    for _number in range(3):
        came(answers=SIXTEEN)
    came(answers={**SIXTEEN, "age": {"age": "18"}})
    page = signed_in(cast.jo).post(address(kent, Eligibility, "eligibility"), eligibility(kent, minimum_age=18))
    html = page.content.decode()
    assert "4 open cases were looked at" in html
    assert "3 would differ" in html
    assert "<b>From this age:</b> 16, then 18" in html
    assert "<td>3</td>" in html
    assert "Under the lowest age" in html
    assert Eligibility.objects.filter(commission=kent).count() == 1
    assert not Event.objects.filter(action="policy.changed").exists()


def test_putting_it_in_force_gives_the_old_row_its_last_day_and_rewrites_nothing(cast, signed_in, kent):
    old = Eligibility.objects.get(commission=kent)
    signed_in(cast.jo).post(address(kent, Eligibility, "eligibility"), eligibility(kent, minimum_age=18, put="1"))
    before, after = Eligibility.objects.filter(commission=kent).order_by("valid_from")
    assert (before.pk, before.minimum_age, before.valid_until) == (old.pk, 16, day(9))
    assert (after.minimum_age, after.valid_from, after.valid_until) == (18, day(10), None)
    assert {area.slug for area in after.areas.all()} == {area.slug for area in old.areas.all()}
    event = Event.objects.get(action="policy.changed")
    assert event.actor == cast.jo.id
    assert event.detail == {
        "model": "places.eligibility", "commission": "kent", "ended": old.pk, "began": after.pk,
        "day": day(10).isoformat(),
    }  # fmt: skip


def test_pressing_twice_puts_it_in_force_once(cast, signed_in, kent):
    browser, where = signed_in(cast.jo), address(kent, Eligibility, "eligibility")
    for _turn in range(2):
        browser.post(where, eligibility(kent, minimum_age=18, put="1"))
    assert Eligibility.objects.filter(commission=kent).count() == 2


def test_a_planned_rule_may_be_replaced_because_it_never_held(cast, signed_in, kent):
    browser = signed_in(cast.jo)
    for age in (18, 17):
        browser.post(address(kent, Eligibility, "eligibility"), eligibility(kent, minimum_age=age, put="1"))
    before, after = Eligibility.objects.filter(commission=kent).order_by("valid_from")
    assert (before.minimum_age, after.minimum_age) == (16, 17)


def test_what_is_planned_later_stays_planned(cast, signed_in, kent):
    browser, where = signed_in(cast.jo), address(kent, Eligibility, "eligibility")
    browser.post(where, eligibility(kent, minimum_age=18, from_day=day(30).isoformat(), put="1"))
    browser.post(where, eligibility(kent, minimum_age=17, put="1"))
    rows = Eligibility.objects.filter(commission=kent).order_by("valid_from")
    assert [(row.minimum_age, row.valid_until) for row in rows] == [(16, day(9)), (17, day(29)), (18, None)]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"from_day": "2020-01-01"}, "What held on days gone by stays as it was"),
        ({"from_day": ""}, "Write the first day."),
        ({"from_day": "soon"}, "Write the day as a date."),
        ({"minimum_age": "-1"}, "greater than or equal to 0"),
        ({"minimum_age": ""}, "This field is required"),
        ({"no_recourse": "never"}, "Select a valid choice"),
    ],
)
def test_bad_input_comes_back_beside_its_field_with_what_was_typed(cast, signed_in, kent, given, said):
    response = signed_in(cast.jo).post(
        address(kent, Eligibility, "eligibility"), eligibility(kent, source="kept as typed", **given)
    )
    assert response.status_code == 422
    assert said in response.content.decode()
    assert "kept as typed" in response.content.decode()
    assert Eligibility.objects.filter(commission=kent).count() == 1


def test_hours_that_cannot_be_read_are_refused_before_anything_is_shown(cast, signed_in, kent):
    response = signed_in(cast.jo).post(
        address(kent, StaffedHours, "staffedhours"), {"hours": "nine to five", "from_day": day(3).isoformat()}
    )
    assert "These hours cannot be read" in response.content.decode()
    assert response.status_code == 422


def test_other_hours_show_what_becomes_of_the_time_in_which_somebody_looks(cast, signed_in, kent):
    came(answers=SIXTEEN)
    html = (
        signed_in(cast.jo)
        .post(
            address(kent, StaffedHours, "staffedhours"), {"hours": "Mo-Su 12:00-20:00", "from_day": day(3).isoformat()}
        )
        .content.decode()
    )
    assert "1 would differ" in html
    assert "Not assessed yet:" in html


def test_a_response_time_is_changed_for_its_own_level_only(cast, signed_in, kent):
    high = ResponseTarget.objects.get(commission=kent, level="high")
    answers = {"staffed_minutes": 60, "alert_after_staffed_minutes": "", "from_day": day(3).isoformat(), "put": "1"}
    signed_in(cast.jo).post(f"/admin/rules/kent/responsetarget/{high.pk}/", answers)
    assert list(
        ResponseTarget.objects.filter(commission=kent, level="high").values_list("staffed_minutes", flat=True)
    ) == [60, 480]
    assert ResponseTarget.objects.filter(commission=kent).exclude(level="high").count() == 4


def test_k_6_1_6_who_goes_to_the_idva_list_is_a_rule_with_a_preview(cast, signed_in, kent):
    came(answers=SIXTEEN, risk="medium")
    answers = {"idva_risks": ["high", "medium"], "from_day": day(3).isoformat()}
    browser, where = signed_in(cast.jo), address(kent, Routing, "routing")
    html = browser.post(where, answers).content.decode()
    assert "<td>Triage</td><td>IDVA</td><td>1</td>" in html.replace("\n", "")
    browser.post(where, {**answers, "put": "1"})
    assert Routing.objects.filter(commission=kent).order_by("valid_from").last().idva_risks == ["high", "medium"]


def test_conference_criteria_can_be_changed(cast, signed_in, kent):
    answers = {
        "tools": ["dash"], "visible_high": 12, "escalation_events": 3, "escalation_months": 6, "repeat_months": 12,
        "self_harm": "on", "how_to_refer": "", "from_day": day(3).isoformat(), "put": "1",
    }  # fmt: skip
    signed_in(cast.jo).post(address(kent, MaracRules, "maracrules"), answers)
    last = MaracRules.objects.filter(commission=kent).order_by("valid_from").last()
    assert (last.tools, last.visible_high, last.provisional) == (["dash"], 12, False)


def test_the_first_staffed_hours_of_an_area_are_added(cast, signed_in, world):
    answers = {"area": "", "hours": "Mo-Fr 09:00-17:00; PH off", "from_day": day(3).isoformat(), "put": "1"}
    signed_in(cast.jo).post("/admin/rules/durham/staffedhours/new/", answers)
    assert StaffedHours.objects.filter(commission__key="durham").count() == 1


def test_an_administrator_reads_no_case_and_is_told_that_nothing_can_be_counted(cast, signed_in, kent):
    came(answers=SIXTEEN)
    html = signed_in(cast.ada).post(address(kent, Eligibility, "eligibility"), eligibility(kent, minimum_age=18))
    assert "You may see no cases" in html.content.decode()
    assert "would differ" not in html.content.decode()


def test_a_restricted_case_is_counted_only_for_who_may_see_it(cast, signed_in, kent):
    came(answers=SIXTEEN, restricted=True)
    html = signed_in(cast.jo).post(address(kent, Eligibility, "eligibility"), eligibility(kent, minimum_age=18))
    assert "0 open cases were looked at" in html.content.decode()


def test_a_preview_names_nobody(cast, signed_in, kent):
    case = came(answers={**SIXTEEN, "name": {"name": "Zofia"}})
    html = signed_in(cast.jo).post(address(kent, Eligibility, "eligibility"), eligibility(kent, minimum_age=18))
    assert case.reference not in html.content.decode()
    assert "Zofia" not in html.content.decode()


def test_a_new_rule_does_not_take_over_the_source_of_the_old_one(cast, signed_in, kent):
    html = signed_in(cast.jo).get(address(kent, Eligibility, "eligibility")).content.decode()
    assert 'value="K-7.1' not in html
    assert 'value="16"' in html


def test_who_has_no_memberships_there_cannot_put_a_rule_in_force_by_code_either(cast, kent):
    from django.core.exceptions import PermissionDenied

    from referral_forms.referrals.rules import actions
    from referral_forms.referrals.rules.actions import Change

    change = Change(kent, Routing, Routing.objects.get(commission=kent), {"idva_risks": []}, day(3))
    with pytest.raises(PermissionDenied):
        actions.put_in_force(cast.maya, change)
    assert Event.objects.get(action="policy.refused").actor == cast.maya.id


def test_more_than_five_hundred_open_cases_are_said_to_be_more(cast, signed_in, kent, monkeypatch):
    from referral_forms.referrals.rules import preview

    monkeypatch.setattr(preview, "MOST", 2)
    for _number in range(3):
        came(answers=SIXTEEN)
    html = signed_in(cast.jo).post(address(kent, Eligibility, "eligibility"), eligibility(kent)).content.decode()
    assert "2 open cases were looked at" in html
    assert "There are more than" in html


def test_a_rule_that_somebody_replaced_meanwhile_is_looked_at_again(cast, signed_in, kent):
    browser = signed_in(cast.jo)
    browser.post(address(kent, Eligibility, "eligibility"), eligibility(kent, minimum_age=18, put="1"))
    stale = address(kent, Eligibility, "eligibility")
    browser.post(stale, eligibility(kent, minimum_age=17, put="1"))
    assert browser.post(stale, eligibility(kent, minimum_age=14, put="1")).status_code == 404
    assert 14 not in Eligibility.objects.filter(commission=kent).values_list("minimum_age", flat=True)
