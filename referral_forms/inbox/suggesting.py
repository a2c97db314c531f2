"""Cases that may belong together, found by what their people share. Nobody is told; people judge (`linking`)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from places import policy
from vault import audit

from . import matching
from .joined import head
from .matching import Sides
from .models import Case, Link

# Somebody wrong is worse than somebody missed: more hits than this are a switchboard, not a person.
MOST = 20
REPEAT_MONTHS = 12


def suggest(case: Case, mine: Sides, now: datetime) -> list[Link]:
    """Write down the earlier and later cases that may belong to this one; nobody is told."""
    same = matching.find(mine.people, matching.PREFIX, case.id)
    theirs_harmed = matching.find(_names(mine.people), matching.ALLEGED, case.id)
    mine_harmed = matching.find(mine.alleged, matching.PREFIX, case.id)
    both = matching.find(mine.alleged, matching.ALLEGED, case.id)
    others = Case.objects.in_bulk(_few({*same, *theirs_harmed, *mine_harmed, *both}))
    # First whoever may be the other side: where one part of a merged case is, the whole is.
    harmed = {head(others[key]).pk for key in others if key in theirs_harmed or key in mine_harmed}
    made = []
    for key, found in others.items():
        other = head(found)
        if other.pk == case.pk:
            continue
        if other.pk in harmed:
            # H 6: whoever may be the other side of this case is never suggested as the same person.
            made.append(_link(case, other, Link.Kind.ALLEGED, ["person_alleged"], now))
        elif key in same:
            made.append(_link(case, other, Link.Kind.SAME_PERSON, sorted(same[key]), now))
            if key in both and _within_repeat(case, other):
                made.append(_link(case, other, Link.Kind.REPEAT, [*sorted(same[key]), "alleged_name"], now))
        else:
            made.append(_link(case, other, Link.Kind.ALLEGED, ["alleged_both"], now))
    return [link for link in made if link]


def _names(entries: Iterable[matching.Entry]) -> set[matching.Entry]:
    return {entry for entry in entries if entry[0] in ("birth_pair", "name")}


def _few(found: set[UUID]) -> set[UUID]:
    return set(sorted(found)[:MOST])


def _within_repeat(case: Case, other: Case) -> bool:
    """Domain C: any abuse between the same two people counts; the months are the Commission's."""
    first, last = sorted((case, other), key=_age)
    rules = policy.marac_rules(last.commission, timezone.localdate(last.received_at)) if last.commission else None
    months = rules.repeat_months if rules else REPEAT_MONTHS
    return last.received_at - first.received_at <= timedelta(days=31 * months)


def _age(case: Case) -> tuple[datetime, UUID]:
    return case.received_at, case.id


def _link(case: Case, other: Case, kind: str, reasons: list[str], now: datetime) -> Link | None:
    """A new link, or None where there is one: what a person decided about it stands."""
    first, last = sorted((case, other), key=_age)
    link, made = Link.objects.get_or_create(
        case_a=first, case_b=last, kind=kind, defaults={"reasons": reasons, "found_at": now}
    )
    if not made:
        return None
    # Its own subject: on a case's timeline it would tell those who may see only one of the two.
    audit.record("link.found", actor=None, subject=link.id, detail={"kind": kind}, now=now)
    return link
