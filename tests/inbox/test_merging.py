"""Two cases of one person become one, with both histories, and apart again."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral_forms.inbox import actions, contact_changes, merging, restricting, settling
from referral_forms.inbox import contact as inbox_contact
from referral_forms.inbox.merging import CannotMerge, stricter
from referral_forms.inbox.models import Case, ContactChange, Link, SafeContact
from referral_forms.inbox.permissions import cases_for
from tests.arrivals import CONTACT
from tests.inbox.arriving import came, contact, person
from vault import audit
from vault.models import Event

ZOFIA = person("Zofia Nowak", "1990-03-21")
JAN = person("Jan Nowak", "1988-01-30", role="alleged")


@pytest.fixture
def two(world):
    """Two cases of Zofia's, the earlier first, already known to be alike."""

    def make(first: dict | None = None, second: dict | None = None) -> tuple[Case, Case, Link]:
        cases = [came(ZOFIA, **(first or {})), came(ZOFIA, **(second or {}))]
        for case in cases:
            settling.settle(case.id)
        return cases[0], cases[1], Link.objects.get(kind="same_person")

    return make


def press(browser, case: Case, link: Link, answer: str):
    return browser.post(f"/admin/inbox/{case.reference}/link/{link.pk}/", {"answer": answer}, follow=True)


def page(browser, case: Case) -> str:
    return browser.get(f"/admin/inbox/{case.reference}/").content.decode()


def test_the_later_case_is_closed_and_stays_readable_from_the_earlier(cast, signed_in, two):
    first, later, link = two({}, {"answers": {"name": {"name": "Zosia of the second form"}}})
    maya = signed_in(cast.maya)
    actions.add_note(cast.maya, later.reference, "Note on the later one", uuid4())
    html = press(maya, later, link, "merge").content.decode()
    later.refresh_from_db()
    assert (later.state, later.closed, later.merged_into) == ("merged", True, first)
    assert f"Merged into this case: {later.reference}" in html
    assert "Zosia of the second form" in html
    assert "Note on the later one" in html
    assert "1990-03-21" in html
    assert f"Maya Example merged {later.reference} into it" in html
    queue = maya.get("/admin/inbox/").content.decode()
    assert first.reference in queue
    assert later.reference not in queue
    own = page(maya, later)
    assert "This case was merged into another." in own
    assert "Save the note" not in own
    assert list(audit.verify()) == []


def test_opening_the_one_is_an_event_of_both(cast, signed_in, two):
    first, later, link = two()
    merging.merge(cast.maya, first.reference, link.pk)
    page(signed_in(cast.maya), first)
    assert Event.objects.filter(subject=later.id, action="case.opened", detail__through=str(first.id)).count() == 1


def test_the_severer_part_of_each_standing_stands(cast, two):
    first, later, link = two(
        {"risk": "medium", "need": 1, "danger_signs": 4, "why": ["stalking"]},
        {"risk": "high", "need": 3, "danger_signs": 1, "act_now": True, "is_child": True, "why": ["weapon"]},
    )
    kept = merging.merge(cast.jo, later.reference, link.pk)
    assert kept.pk == first.pk
    kept.refresh_from_db()
    assert (kept.act_now, kept.risk, kept.need, kept.danger_signs) == ("unconfirmed", "high", 3, 4)
    assert (kept.is_child, kept.pathway) == (True, "idva")
    assert set(kept.why) == {"stalking", "weapon"}


def test_k_8_1_the_rank_of_what_goes_on_fits_its_flags(cast, two):
    first, _later, link = two({"risk": "standard"}, {"act_now": True})
    kept = merging.merge(cast.jo, first.reference, link.pk)
    plain = came(risk="standard")
    assert kept.rank < plain.rank
    assert first.tie == kept.tie


def test_h_5_the_stricter_contact_setting_stands_for_each_channel(cast, two):
    first, later, link = two(
        {"safe": contact(call="01632 960123", text="01632 960123")},
        {"safe": contact(call="01632 960999", email="new@example.com")},
    )
    kept = merging.merge(cast.jo, first.reference, link.pk)
    channels = kept.safe_contact.content["channels"]
    assert channels["call"] == {"safe": "yes", "to": "01632 960123"}
    assert channels["text"] == {"safe": "no", "to": ""}
    assert channels["email"]["safe"] == "no"
    assert Case.objects.get(pk=later.pk).safe_contact.content["channels"]["email"]["to"] == "new@example.com"


ONE = st.fixed_dictionaries({"safe": st.sampled_from(["yes", "no", "unsure", ""]), "to": st.text(max_size=5)})
ANY_CONTACT = st.fixed_dictionaries(
    {
        "channels": st.fixed_dictionaries(dict.fromkeys(CONTACT["channels"], ONE)),
        "will_call": st.booleans(),
        "say_who": st.sampled_from(["yes", "no", ""]),
        "hide_number": st.sampled_from(["yes", "no", ""]),
        "who_sees": st.sampled_from(["", "a son", "a friend"]),
        "times": st.lists(st.sampled_from(["weekend", "weekday_morning"]), unique=True),
        "code_word": st.text(max_size=3),
    }
)


@given(ANY_CONTACT, ANY_CONTACT)
def test_h_5_no_merge_makes_any_channel_safe_that_was_not_safe_in_both(first, later):
    both = stricter(first, later)
    for key, channel in both["channels"].items():
        if channel["safe"] == "yes":
            assert first["channels"][key]["safe"] == later["channels"][key]["safe"] == "yes"
            assert channel["to"] == first["channels"][key]["to"]
        elif first["channels"][key]["safe"] == "yes":
            assert channel["to"] == ""
    assert both["will_call"] == (first["will_call"] or later["will_call"])
    assert (both["say_who"] == "yes") == (first["say_who"] == later["say_who"] == "yes")
    assert (both["hide_number"] == "yes") == (first["hide_number"] == later["hide_number"] == "yes")
    assert all(said in both["who_sees"] for said in (first["who_sees"], later["who_sees"]))
    assert both["code_word"] == first["code_word"]


def test_who_worked_on_either_still_does(cast, two):
    first, later, link = two()
    actions.assign_to_me(cast.maya, later.reference, "")
    kept = merging.merge(cast.jo, first.reference, link.pk)
    assert kept.assigned_to == cast.maya
    assert Case.objects.get(pk=later.pk).assigned_to == cast.maya


def test_a_merge_is_undone_and_both_are_as_they_were(cast, signed_in, two):
    first, later, link = two(
        {"risk": "medium", "safe": contact(call="01632 960123")}, {"risk": "high", "safe": contact()}
    )
    jo = signed_in(cast.jo)
    press(jo, first, link, "merge")
    html = press(jo, first, link, "split").content.decode()
    assert "They are two cases again." in html
    first, later = Case.objects.get(pk=first.pk), Case.objects.get(pk=later.pk)
    assert (first.risk, first.pathway, later.risk, later.state) == ("medium", "triage", "high", "new")
    assert (later.closed, later.merged_into) == (False, None)
    assert first.safe_contact.content["channels"]["call"]["to"] == "01632 960123"
    assert Event.objects.filter(action="case.split").count() == 2
    assert Link.objects.get(pk=link.pk).state == "linked"
    press(jo, first, link, "merge")
    assert Case.objects.get(pk=later.pk).merged_into == first


def test_what_somebody_changed_after_the_merge_is_not_undone_with_it(cast, two):
    first, _later, link = two({"risk": "medium"}, {"risk": "standard", "need": 2})
    kept = merging.merge(cast.jo, first.reference, link.pk)
    kept.risk = "high"
    kept.save()
    merging.split(cast.jo, first.reference, link.pk)
    first = Case.objects.get(pk=first.pk)
    assert (first.risk, first.need) == ("high", 0)


def test_what_was_merged_can_neither_be_worked_on_nor_merged_again(cast, two):
    first, later, link = two()
    merging.merge(cast.jo, first.reference, link.pk)
    with pytest.raises(CannotMerge):
        merging.merge(cast.jo, first.reference, link.pk)
    assert Event.objects.filter(action="link.refused", actor=cast.jo.id).exists()
    with pytest.raises(actions.PermissionDenied):
        actions.add_note(cast.jo, later.reference, "x", uuid4())


def test_a_closed_case_is_not_reopened_by_merging(cast, two):
    first, _later, link = two()
    Case.objects.filter(pk=first.pk).update(closed=True, state="closed")
    with pytest.raises(CannotMerge):
        merging.merge(cast.jo, first.reference, link.pk)


def test_a_merge_of_merged_cases_shows_all_of_them(cast, signed_in, two):
    first, second, link = two()
    third = came(ZOFIA)
    settling.settle(third.id)
    merging.merge(cast.jo, second.reference, Link.objects.get(case_a=second, case_b=third).pk)
    merging.merge(cast.jo, first.reference, link.pk)
    html = page(signed_in(cast.jo), first)
    assert f"Merged into this case: {second.reference}" in html
    assert f"Merged into this case: {third.reference}" in html
    assert len(set(_ids(html))) == len(_ids(html))


def _ids(html: str) -> list[str]:
    inside = html[html.index('class="wq wq-page"') :]
    return [part.split('"')[0] for part in inside.split(' id="')[1:]]


def test_h_6_who_may_be_the_other_side_is_never_merged(cast, two):
    first, later, link = two()
    Link.objects.create(case_a=first, case_b=later, kind="alleged", found_at=first.received_at)
    with pytest.raises(CannotMerge):
        merging.merge(cast.sam, first.reference, link.pk)


def test_across_a_restricted_case_only_who_sees_both_merges_and_the_one_becomes_restricted(cast, signed_in, two):
    first, later, link = two({}, {"restricted": True})
    for user in (cast.maya, cast.jo):
        assert press(signed_in(user), first, link, "merge").status_code == 404
    kept = merging.merge(cast.sam, first.reference, link.pk)
    assert kept.restricted
    assert first not in cases_for(cast.jo)
    merging.split(cast.sam, first.reference, link.pk)
    assert first in cases_for(cast.jo)
    assert later not in cases_for(cast.jo)


@pytest.mark.parametrize("who", ["tom", "edie", "ada", "olu", "dot"])
def test_who_may_not_see_them_can_neither_merge_nor_take_apart(cast, signed_in, two, who):
    first, _later, link = two()
    for answer in ("link", "merge", "split", "dismiss"):
        assert press(signed_in(getattr(cast, who)), first, link, answer).status_code == 404
    assert not Case.objects.filter(state="merged").exists()


def test_h_6_nor_is_a_case_into_which_the_other_side_was_merged(cast, two):
    first, second, link = two()
    third = came(ZOFIA)
    settling.settle(third.id)
    Link.objects.create(case_a=second, case_b=third, kind="alleged", found_at=first.received_at)
    merging.merge(cast.jo, first.reference, link.pk)
    with pytest.raises(CannotMerge):
        merging.merge(cast.jo, first.reference, Link.objects.get(case_a=first, case_b=third).pk)


def test_a_new_case_is_compared_with_the_case_that_goes_on(cast, two):
    first, _second, link = two()
    merging.merge(cast.jo, first.reference, link.pk)
    third = came(ZOFIA)
    settling.settle(third.id)
    assert set(Link.objects.filter(case_b=third).values_list("case_a", flat=True)) == {first.pk}


def test_whoever_may_not_see_what_became_restricted_does_not_hold_it_and_gets_it_back_with_the_split(cast, two):
    first, later, link = two({}, {"restricted": True})
    actions.assign_to_me(cast.maya, first.reference, "")
    kept = merging.merge(cast.sam, first.reference, link.pk)
    assert kept.assigned_to is None
    merging.split(cast.sam, first.reference, link.pk)
    assert Case.objects.get(pk=first.pk).assigned_to == cast.maya
    assert Case.objects.get(pk=later.pk).restricted


def test_h_5_of_two_merged_only_those_who_were_given_the_word_are_stopped_and_the_split_leaves_it_so(cast, two):
    first, later, link = two({"safe": contact(email="a@example.com")}, {"safe": contact(email="a@example.com")})
    merging.merge(cast.jo, first.reference, link.pk)
    assert contact_changes.ask(later.pk, "stop", {})
    first.refresh_from_db()
    assert (usable(first), usable(later), first.change_wanted) == ({}, {}, "stop")
    merging.split(cast.jo, first.reference, link.pk)
    later, first = Case.objects.get(pk=later.pk), Case.objects.get(pk=first.pk)
    assert (usable(first), usable(later)) == ({"email": "a@example.com"}, {})
    assert (first.change_wanted, later.change_wanted) == ("", "stop")


def test_h_5_what_they_asked_for_before_the_merge_still_stands_in_the_queue(cast, two):
    first, later, link = two({"safe": contact(email="a@example.com")}, {"safe": contact(email="a@example.com")})
    contact_changes.ask(later.pk, "stop", {})
    kept = merging.merge(cast.jo, first.reference, link.pk)
    assert (usable(kept), Case.objects.get(pk=kept.pk).change_wanted) == ({}, "stop")


def test_h_5_an_accepted_stop_stays_on_both_after_the_split(cast, two):
    first, later, link = two({"safe": contact(email="a@example.com")}, {"safe": contact(email="a@example.com")})
    merging.merge(cast.jo, first.reference, link.pk)
    contact_changes.ask(later.pk, "stop", {})
    change = ContactChange.objects.get()
    contact_changes.confirm_contact_change(cast.jo, first.reference, change.pk, True)
    assert not Case.objects.get(pk=first.pk).change_wanted
    merging.split(cast.jo, first.reference, link.pk)
    assert (usable(first), usable(later)) == ({}, {})


def test_h_5_a_new_number_given_with_the_later_word_opens_no_way_that_the_earlier_case_had_closed(cast, two):
    first, later, link = two({"safe": contact(call="01632 960123")}, {"safe": contact(call="01632 960123")})
    merging.merge(cast.jo, first.reference, link.pk)
    asked = {**contact(call="01632 960777", text="01632 960777"), "will_call": False}
    contact_changes.ask(later.pk, "reach", asked)
    assert (usable(first), usable(later)) == ({}, {})
    contact_changes.confirm_contact_change(cast.jo, first.reference, ContactChange.objects.get().pk, True)
    assert usable(first) == {"call": "01632 960777"}
    assert usable(later) == {"call": "01632 960777"}


def test_h_5_however_deep_a_case_was_merged_its_word_stops_all_of_them(cast, signed_in, two):
    first, second, link = two({"safe": contact(email="a@example.com")}, {"safe": contact(email="a@example.com")})
    third = came(ZOFIA, safe=contact(email="a@example.com"))
    settling.settle(third.id)
    merging.merge(cast.jo, second.reference, Link.objects.get(case_a=second, case_b=third).pk)
    merging.merge(cast.jo, first.reference, link.pk)
    assert usable(first) == {"email": "a@example.com"}
    assert contact_changes.ask(third.pk, "stop", {})
    assert [usable(case) for case in (first, second, third)] == [{}, {}, {}]
    html = page(signed_in(cast.jo), first)
    assert f"They asked to stop: The person ({third.reference})" in html
    Case.objects.filter(pk=first.pk).update(closed=True)
    assert not contact_changes.ask(third.pk, "stop", {})


def test_h_5_who_told_us_in_the_later_case_changes_nothing_of_who_told_us_in_the_earlier(cast, two):
    first, later, link = two()
    for case, to in ((first, "true@example.com"), (later, "other@example.com")):
        Case.objects.filter(pk=case.pk).update(source="known")
        case.people.create(role="sender", content={"name": "", "contact": contact(email=to)})
    merging.merge(cast.jo, first.reference, link.pk)
    asked = {**contact(email="worse@example.com"), "will_call": False}
    contact_changes.ask(later.pk, "reach", asked)
    assert inbox_contact.usable_of_sender(first) == {"email": "true@example.com"}
    assert inbox_contact.usable_of_sender(later) == {}
    contact_changes.confirm_contact_change(cast.jo, first.reference, ContactChange.objects.get().pk, True)
    assert inbox_contact.usable_of_sender(first) == {"email": "true@example.com"}
    assert inbox_contact.usable_of_sender(later) == {"email": "worse@example.com"}


def usable(case: Case) -> dict[str, str]:
    return inbox_contact.usable(SafeContact.objects.get(case_id=case.pk))


def test_h_6_a_merge_that_would_be_refused_for_a_link_they_may_not_know_of_is_not_offered(cast, signed_in, two):
    first, later, _link = two()
    offered = 'value="merge"'
    jo = signed_in(cast.jo)
    assert offered in page(jo, first)
    Link.objects.create(case_a=first, case_b=later, kind="alleged", found_at=first.received_at)
    assert offered not in page(jo, first)


def test_h_15_what_is_taken_out_of_a_restricted_case_stays_closed(cast, two):
    first, later, link = two()
    merging.merge(cast.jo, first.reference, link.pk)
    restricting.restrict(cast.sam, first.reference, "She knows one of us", [cast.jo])
    merging.split(cast.sam, first.reference, link.pk)
    assert later not in cases_for(cast.maya)
    assert {case.pk for case in cases_for(cast.jo)} == {first.pk, later.pk}
