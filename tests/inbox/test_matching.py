"""Probable earlier cases: found by sound, date and number, shown to whoever may see both."""

from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from places.models import MaracRules
from referral_forms.inbox import phonetics, settling
from referral_forms.inbox.models import Case, Link
from tests.inbox.arriving import came, contact, person
from vault import blind, keys, schedule
from vault.models import BlindEntry, Event

BORN = "1990-03-21"


def settled(*cases: Case) -> None:
    for case in cases:
        settling.settle(case.id)


def links(**kept) -> set[tuple[str, str, str]]:
    found = Link.objects.filter(**kept).select_related("case_a", "case_b")
    return {(link.case_a.reference, link.case_b.reference, link.kind) for link in found}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zofia Nowak", "Sofia Nowak"),
        ("Mohammed Ali", "Muhammad Aly"),
        ("محمد علي", "Mohamed Ali"),
        ("نور", "Nour"),
        ("فاطمة", "Fatima"),
        ("Fatimah", "Fatima"),
        ("Siân Ó Briain", "Sian O Briain"),
        ("O’Brien Mary", "mary OBRIEN"),
        ("Łukasz Wiśniewski", "Lukasz Wisniewski"),
        ("Catherine Smith", "Kathryn Smyth"),
        ("Anna-Maria Nowak-Kowalska", "Kowalska Nowak, Anna Maria"),
        ("Юлия Шевченко", "Yuliya Shevchenko"),
        ("Mrs. Jane Doe", "Jane Doe"),
        ("Thomas", "Tomas"),
        ("  ", ""),
    ],
)
def test_spellings_of_one_name_sound_the_same(one, other):
    assert phonetics.parts(one) == phonetics.parts(other)


@pytest.mark.parametrize(("one", "other"), [("Zofia", "Maria"), ("Ali Khan", "Sara Khan"), ("Anna", "Beth")])
def test_different_names_sound_different(one, other):
    assert phonetics.parts(one) != phonetics.parts(other)


@given(st.text(max_size=400))
def test_any_name_at_all_has_sounds_without_failing(name):
    assert all(part.isascii() and part for part in phonetics.parts(name))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Zofia Nowak", BORN), person("Sofia Nowak", BORN)),
        (person("Zofia Nowak", BORN), person("Zofia Kowalska", BORN)),
        (person("Zofia Nowak", "1990-03-04"), person("Sophia Nowak", "1990-04-03")),
        (person("Zofia Nowak"), person("nowak ZOFIA")),
        (person("", telephone="07700 900123"), person("Robin", telephone="+44 7700 900 123")),
    ],
)
def test_a_probable_earlier_case_is_suggested_once(world, one, other):
    first, second = came(one), came(other)
    settled(first, second)
    settled(first, second)
    assert links() == {(first.reference, second.reference, "same_person")}
    assert Event.objects.filter(action="link.found").count() == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Zofia"), person("Sofia")),
        (person("Zofia Nowak", BORN), person("Maria Nowak", "1985-01-01")),
        (person("", BORN), person("", BORN)),
        (person("Zofia", telephone="0770"), person("Maria", telephone="0770")),
        (person("Zofia Nowak", "not a date"), person("Maria", "not a date")),
    ],
)
def test_people_who_share_too_little_are_not_suggested(world, one, other):
    settled(came(one), came(other))
    assert links() == set()


def test_a_safe_number_or_address_is_enough(world):
    first, second = came(safe=contact(call="01632 960123")), came(safe=contact(text="+44 1632 960123"))
    third, fourth = came(safe=contact(email="Z@example.com")), came(safe=contact(email="z@example.com"))
    settled(first, second, third, fourth)
    assert links() == {
        (first.reference, second.reference, "same_person"),
        (third.reference, fourth.reference, "same_person"),
    }


def test_the_job_settles_what_came_and_so_does_opening(cast, signed_in, world):
    first, second = came(person("Zofia Nowak", BORN)), came(person("Sofia Nowak", BORN))
    schedule.run_due(timezone.now())
    assert links() == {(first.reference, second.reference, "same_person")}
    third = came(person("Zofia Nowak", BORN))
    html = signed_in(cast.maya).get(f"/admin/inbox/{third.reference}/").content.decode()
    assert first.reference in html
    assert second.reference in html


def test_an_arrival_neither_waits_for_the_search_nor_fails_with_it(cast, signed_in, world, monkeypatch):
    came(person("Zofia Nowak", BORN))

    def broken(name: str) -> list[str]:
        raise RuntimeError(name)

    monkeypatch.setattr(phonetics, "parts", broken)
    case = came(person("Sofia Nowak", BORN))
    assert signed_in(cast.maya).get(f"/admin/inbox/{case.reference}/").status_code == 200
    with pytest.raises(settling.Unsettled):
        settling.settle_new(timezone.now())
    monkeypatch.undo()
    settling.settle_new(timezone.now())
    assert links()


def test_nothing_readable_is_kept_to_find_people_by(world):
    case = came(person("Zofia Nowak", BORN, email="zofia@example.com"))
    settled(case)
    rows = BlindEntry.objects.using("keys").filter(owner=case.id, purpose__startswith="match:")
    assert rows.count() >= 5
    stored = b"".join(bytes(row.digest) for row in rows) + " ".join(row.purpose for row in rows).encode()
    for word in (b"Zofia", b"SF", b"NWK", b"1990", b"zofia"):
        assert word not in stored
    keys.destroy(case.id)
    assert not rows.all().exists()
    assert set(connections) == {"default", "keys"}


def test_h_6_who_is_said_to_cause_harm_is_found_under_other_purposes(world):
    case = came(person("Zofia Nowak", BORN), person("Jan Nowak", "1988-01-30", role="alleged"))
    settled(case)
    purposes = set(BlindEntry.objects.using("keys").filter(owner=case.id).values_list("purpose", flat=True))
    assert "match:alleged:birth_pair" in purposes
    other = came(person("Jan Nowak", "1988-01-30"))
    settled(other)
    assert links() == {(case.reference, other.reference, "alleged")}
    assert not blind.find("match:birth_pair", "nothing")


def test_h_6_only_a_safeguarding_lead_sees_that_link_and_nobody_merges_it(cast, signed_in, world):
    case = came(person("Zofia Nowak", BORN), person("Jan Nowak", "1988-01-30", role="alleged"))
    other = came(person("Jan Nowak", "1988-01-30"))
    settled(case, other)
    link = Link.objects.get()
    for who in ("maya", "jo"):
        browser = signed_in(getattr(cast, who))
        for one, two in ((case, other), (other, case)):
            html = browser.get(f"/admin/inbox/{one.reference}/").content.decode()
            assert two.reference not in html
            assert "Other cases" not in html
            tried = browser.post(f"/admin/inbox/{one.reference}/link/{link.pk}/", {"answer": "link"})
            assert tried.status_code == 404
    sam = signed_in(cast.sam)
    html = sam.get(f"/admin/inbox/{case.reference}/").content.decode()
    assert other.reference in html
    assert "Merge the two" not in html
    sam.post(f"/admin/inbox/{case.reference}/link/{link.pk}/", {"answer": "merge"})
    assert not Case.objects.filter(state="merged").exists()
    sam.post(f"/admin/inbox/{case.reference}/link/{link.pk}/", {"answer": "link", "note": "Told the team leader."})
    assert Link.objects.get().state == "linked"
    for one in (case, other):
        assert not Event.objects.filter(subject=one.id, action="case.linked").exists()
    assert Event.objects.filter(subject=link.id, action="case.linked", actor=cast.sam.id).exists()


def test_h_6_an_abuser_who_sends_a_form_with_her_number_is_not_suggested_as_her(world):
    case = came(
        person("Zofia Nowak", BORN),
        person("Jan Nowak", "1988-01-30", role="alleged"),
        safe=contact(call="01632 960123"),
    )
    his = came(person("Jan Nowak", "1988-01-30"), safe=contact(call="01632 960123"))
    settled(case, his)
    assert links() == {(case.reference, his.reference, "alleged")}


def test_h_6_the_same_alleged_person_with_different_people_is_for_the_lead(world):
    first = came(person("Zofia Nowak", BORN), person("Jan Kowal", "1988-01-30", role="alleged"))
    second = came(person("Maria Lis", "1970-05-05"), person("Jan Kowal", "1988-01-30", role="alleged"))
    settled(first, second)
    assert links() == {(first.reference, second.reference, "alleged")}


@pytest.mark.parametrize(("months_ago", "repeat"), [(1, True), (11, True), (14, False)])
def test_the_same_two_people_within_the_months_of_the_criteria_are_a_repeat(world, months_ago, repeat):
    """Domain C: any abuse, same victim and perpetrator."""
    now = timezone.now()
    people = (person("Zofia Nowak", BORN), person("Jan Nowak", "1988-01-30", role="alleged"))
    first, second = came(*people, now=now - timedelta(days=30 * months_ago)), came(*people, now=now)
    settled(first, second)
    pair = (first.reference, second.reference)
    assert links() == {(*pair, "same_person"), *({(*pair, "repeat")} if repeat else set())}


def test_the_months_of_a_repeat_are_the_commissions_own(world):
    MaracRules.objects.filter(commission__key="kent").update(repeat_months=3)
    now = timezone.now()
    people = (person("Zofia Nowak", BORN), person("Jan Nowak", "1988-01-30", role="alleged"))
    settled(came(*people, now=now - timedelta(days=150)), came(*people, now=now))
    assert {kind for _a, _b, kind in links()} == {"same_person"}


def test_only_who_may_see_both_cases_hears_of_the_other(cast, signed_in, world):
    mine, theirs = came(person("Zofia Nowak", BORN)), came(person("Zofia Nowak", BORN), area="medway")
    settled(mine, theirs)
    html = signed_in(cast.maya).get(f"/admin/inbox/{mine.reference}/").content.decode()
    assert theirs.reference not in html
    assert "Other cases" not in html
    assert theirs.reference in signed_in(cast.jo).get(f"/admin/inbox/{mine.reference}/").content.decode()
    link = Link.objects.get()
    tried = signed_in(cast.maya).post(f"/admin/inbox/{mine.reference}/link/{link.pk}/", {"answer": "merge"})
    assert tried.status_code == 404
    assert Event.objects.filter(action="case.refused", subject=mine.id, actor=cast.maya.id).exists()


def test_linking_stands_on_both_timelines_for_who_sees_both_and_on_neither_for_others(cast, signed_in, world):
    mine, theirs = came(person("Zofia Nowak", BORN)), came(person("Zofia Nowak", BORN), area="medway")
    settled(mine, theirs)
    jo = signed_in(cast.jo)
    link = Link.objects.get()
    jo.post(f"/admin/inbox/{mine.reference}/link/{link.pk}/", {"answer": "link", "note": "She told us."})
    html = jo.get(f"/admin/inbox/{theirs.reference}/").content.decode()
    assert f"said that it belongs together with {mine.reference}" in html
    assert "She told us." in html
    alone = signed_in(cast.maya).get(f"/admin/inbox/{mine.reference}/").content.decode()
    assert "belongs together" not in alone
    jo.post(f"/admin/inbox/{mine.reference}/link/{link.pk}/", {"answer": "dismiss"})
    settled(mine, theirs)
    assert Link.objects.get().state == "dismissed"


def test_no_public_page_knows_of_links(cast, client, world):
    """A referrer or the person never learns that there is another case."""
    first, second = came(person("Zofia Nowak", BORN)), came(person("Zofia Nowak", BORN))
    settled(first, second)
    for address in ("/en/get-help/", "/en/get-help/for-yourself/"):
        html = client.get(address).content.decode()
        assert first.reference not in html
        assert second.reference not in html


def test_h_6_a_lead_of_one_area_who_works_in_another_as_a_worker_sees_no_such_link(cast, signed_in, world):
    from accounts.models import Membership
    from places.models import Area
    from tests.cast import LONG_AGO
    from tests.cast import person as somebody

    both = somebody("Both", "triage_worker", ("thanet",))
    lead = Membership.objects.create(
        user=both, role="safeguarding_lead", kinds=[], proposed_at=LONG_AGO, approved_at=LONG_AGO
    )
    lead.areas.set(Area.objects.filter(slug="medway"))
    case = came(person("Zofia Nowak", BORN), person("Jan Nowak", "1988-01-30", role="alleged"))
    other = came(person("Jan Nowak", "1988-01-30"))
    settled(case, other)
    assert other.reference not in signed_in(both).get(f"/admin/inbox/{case.reference}/").content.decode()
