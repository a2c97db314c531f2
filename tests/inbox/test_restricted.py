"""A case that somebody of ours may know about is there for a few, and for nobody else in any place (domain H 15)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from referral_forms.inbox import actions, alerts, merging, restricting, settling
from referral_forms.inbox.models import Case, Link
from referral_forms.inbox.permissions import cases_for
from referral_forms.inbox.urls import urlpatterns
from tests.cast import person as somebody
from tests.inbox.arriving import came, person
from vault.models import Event, Message

ROLES = ["maya", "tom", "jo", "edie", "ada", "olu", "dot", "nobody"]


def address(case: Case, action: str = "") -> str:
    return f"/admin/inbox/{case.reference}/{action}"


def told() -> set[str]:
    return {message.content["to"] for message in Message.objects.all()}


def every_address(case: Case, link: Link) -> list[str]:
    given = {"reference": case.reference, "question": "under_age", "link_id": link.pk}
    found = []
    for pattern in urlpatterns:
        wanted = pattern.pattern.converters
        if "reference" in wanted:
            found.append(reverse(f"inbox:{pattern.name}", kwargs={key: given.get(key, uuid4()) for key in wanted}))
    return found


@pytest.fixture
def hidden(world) -> tuple[Case, Case, Link]:
    """A restricted case, an open one of the same person, and their link."""
    seen, case = came(person("Zofia Nowak", "1990-03-21")), came(person("Zofia Nowak", "1990-03-21"), restricted=True)
    settling.settle(case.id)
    settling.settle(seen.id)
    return case, seen, Link.objects.get()


@pytest.mark.parametrize("who", ROLES)
def test_no_address_of_the_inbox_tells_that_a_restricted_case_is_there(cast, signed_in, hidden, who):
    case, _seen, link = hidden
    browser = signed_in(getattr(cast, who))
    missing = Case(reference="ZZZ-ZZZ")
    for address, nothing in zip(every_address(case, link), every_address(missing, link), strict=True):
        for ask in (browser.get, browser.post):
            assert ask(address).status_code == ask(nothing).status_code, address
            assert ask(address).status_code in (302, 404, 405), address


@pytest.mark.parametrize("who", ["maya", "jo"])
def test_no_count_filter_search_or_other_page_leaks_it(cast, signed_in, hidden, who):
    case, seen, _link = hidden
    browser = signed_in(getattr(cast, who))
    for query in ("", "?show=unassessed", "?show=nobody", "?area=thanet", "?state=new", "?kind=self_referral"):
        html = browser.get(f"/admin/inbox/{query}").content.decode()
        assert case.reference not in html
        assert "1 case in your areas" in html
    found = browser.post("/admin/inbox/find/", {"reference": case.reference}, follow=True).content.decode()
    assert "There is no case with that reference" in found
    html = browser.get(address(seen)).content.decode()
    assert case.reference not in html
    assert "Other cases" not in html


def test_the_only_case_of_an_area_leaves_no_choice_in_the_filter(cast, signed_in, world):
    came(area="dover", restricted=True)
    html = signed_in(cast.maya).get("/admin/inbox/").content.decode()
    assert "Dover" not in html
    assert "0 cases in your areas" in html


def test_a_safeguarding_lead_of_the_area_sees_it_and_one_of_elsewhere_does_not(cast, signed_in, world):
    case = came(restricted=True)
    far = somebody("Far", "safeguarding_lead", ("medway",))
    assert case.reference in signed_in(cast.sam).get("/admin/inbox/").content.decode()
    assert signed_in(far).get(address(case)).status_code == 404


def test_its_arrival_is_told_to_leads_who_may_see_it_and_never_to_the_teams_mailbox(cast, world):
    far = somebody("Far", "safeguarding_lead", ("medway",))
    came(restricted=True, act_now=True)
    assert told() == {cast.sam.email}
    assert far.email not in told()


def test_its_alerts_go_to_those_who_may_see_it(cast, world):
    case = came(restricted=True, act_now=True)
    for minutes in (16, 32, 48):
        alerts.escalate(case.received_at + timedelta(minutes=minutes))
    assert told() == {cast.sam.email}


def test_a_restricted_case_that_nobody_may_see_is_a_fault_that_shows_until_somebody_has_the_role(cast, world):
    Membership.objects.filter(role="safeguarding_lead").update(ended_at=timezone.now())
    case = came(restricted=True)
    assert told() == set()
    with pytest.raises(alerts.NobodyToAlert):
        alerts.escalate(case.received_at + timedelta(minutes=1))
    lead = somebody("Lee", "safeguarding_lead")
    assert alerts.escalate(case.received_at + timedelta(minutes=2)) == 1
    assert told() == {lead.email}


def test_a_lead_closes_a_case_and_whoever_held_it_loses_it(cast, signed_in, world):
    case = came()
    actions.assign_to_me(cast.maya, case.reference, "")
    sam = signed_in(cast.sam)
    assert "Close it to all but a few" in sam.get(address(case)).content.decode()
    refused = sam.post(address(case, "restrict/"), {"reason": " ", "people": []})
    assert refused.status_code == 422
    assert "Write why." in refused.content.decode()
    sam.post(address(case, "restrict/"), {"reason": "A colleague knows her brother."})
    case.refresh_from_db()
    assert (case.restricted, case.assigned_to) == (True, None)
    assert signed_in(cast.maya).get(address(case)).status_code == 404
    html = sam.get(address(case)).content.decode()
    assert "A colleague knows her brother." in html
    assert "Closed to all but a few." in html
    assert "colleague" not in str(list(Event.objects.values_list("detail", flat=True)))


def test_a_lead_opens_it_to_named_people_and_takes_that_back(cast, signed_in, world):
    case, sam = came(restricted=True), signed_in(cast.sam)
    html = sam.get(address(case)).content.decode()
    assert "Maya Example" in html
    assert "Tom Example" not in html
    sam.post(address(case, "open-to/"), {"people": [str(cast.maya.pk)]})
    assert signed_in(cast.maya).get(address(case)).status_code == 200
    assert case not in cases_for(cast.jo)
    actions.assign_to_me(cast.maya, case.reference, "")
    sam.post(address(case, "open-to/"), {"people": []})
    case.refresh_from_db()
    assert case.assigned_to is None
    assert signed_in(cast.maya).get(address(case)).status_code == 404
    assert Event.objects.filter(action="case.opened_to", actor=cast.sam.id).count() == 2


def test_whom_it_cannot_be_opened_to_is_not_offered_and_not_taken(cast, signed_in, world):
    case = came(restricted=True)
    answer = signed_in(cast.sam).post(address(case, "open-to/"), {"people": [str(cast.tom.pk)]})
    assert answer.status_code == 422
    restricting.open_to(cast.sam, case.reference, [cast.tom])
    assert case not in cases_for(cast.tom)
    assert not case.opened_to.exists()


def test_a_lead_opens_it_again_to_all_who_work_there(cast, signed_in, world):
    case, sam = came(restricted=True), signed_in(cast.sam)
    sam.post(address(case, "unrestrict/"), {"reason": "It was another family."})
    assert case in cases_for(cast.maya)
    assert Event.objects.filter(action="case.unrestricted", subject=case.id).count() == 1


@pytest.mark.parametrize("who", ["maya", "jo", "tom"])
def test_nobody_but_a_lead_says_who_may_see_a_case(cast, signed_in, world, who):
    case = came()
    for action in ("restrict/", "open-to/", "unrestrict/"):
        answer = signed_in(getattr(cast, who)).post(address(case, action), {"reason": "x", "people": []})
        assert answer.status_code == 404
    case.refresh_from_db()
    assert not case.restricted
    assert Event.objects.filter(action="case.refused", subject=case.id).count() == 3


def test_a_worker_it_was_opened_to_cannot_close_it_further(cast, world):
    case = came(restricted=True)
    restricting.open_to(cast.sam, case.reference, [cast.maya])
    with pytest.raises(actions.PermissionDenied):
        restricting.open_to(cast.maya, case.reference, [cast.maya])


def test_when_it_is_placed_elsewhere_only_the_leads_there_are_told(cast, world):
    far = somebody("Far", "safeguarding_lead", ("thanet",))
    case = came(area=None, restricted=True)
    assert told() == {cast.sam.email}
    from places.models import Area

    actions.place(cast.sam, case.reference, Area.objects.get(slug="thanet"))
    assert told() == {cast.sam.email, far.email}


def test_h_15_what_was_merged_into_a_case_is_closed_and_opened_with_it_however_deep(cast, signed_in, world):
    head, part, deep = came(), came(), came()
    Case.objects.filter(pk=part.pk).update(merged_into=head, closed=True)
    Case.objects.filter(pk=deep.pk).update(merged_into=part, closed=True)
    maya = signed_in(cast.maya)

    def seen() -> list[int]:
        return [maya.get(address(case)).status_code for case in (head, part, deep)]

    assert seen() == [200, 200, 200]
    restricting.restrict(cast.sam, head.reference, "She knows one of us")
    assert seen() == [404, 404, 404]
    restricting.open_to(cast.sam, head.reference, [cast.maya])
    assert seen() == [200, 200, 200]
    restricting.open_to(cast.sam, head.reference, [])
    assert seen() == [404, 404, 404]
    restricting.unrestrict(cast.sam, head.reference, "It was somebody else")
    assert seen() == [200, 200, 200]
    assert Event.objects.filter(subject=deep.id, action="case.restricted", detail__through=str(head.id)).exists()


@pytest.mark.parametrize("closed", ["earlier", "later"])
def test_h_15_merging_closes_both_where_one_was_closed(cast, world, closed):
    cases = [came(person("Zofia Nowak", "1990-03-21"), restricted=closed == each) for each in ("earlier", "later")]
    for case in cases:
        settling.settle(case.id)
    merging.merge(cast.sam, cases[0].reference, Link.objects.get().pk)
    assert not set(cases) & set(cases_for(cast.maya))
