"""Making two cases of one person one, with both histories, and apart again.

The earlier case goes on; the later one is closed, points to it and stays readable from it. Nothing of either is
copied or lost, the stricter contact setting stands (domain H 5), and the severer part of each standing.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from vault import audit

from . import alerts, contact_changes, restricting
from .actions import refuse
from .kinds import MERGED
from .linking import apart, links_for, locked
from .models import ActNow, Case, Link, Pathway, SafeContact
from .permissions import cases_for
from .ranking import RISK_ORDER

ACT_NOW_ORDER = {ActNow.CONFIRMED.value: 0, ActNow.UNCONFIRMED.value: 1, ActNow.NONE.value: 2}
# What of the case that goes on a merge may change.
PARTS = ("act_now", "risk", "need", "danger_signs", "contact_overdue", "is_child", "pathway", "restricted", "why")


class CannotMerge(Exception):
    """One of them is closed, merged already, or may be the other side of the same matter."""


def merge(user: User, reference: str, link_id: UUID, *, now: datetime | None = None) -> Case:
    """Merge the two cases of a link; returns the one that goes on. Raises CannotMerge, which is an Event too."""
    try:
        return _merge(user, reference, link_id, now or timezone.now())
    except CannotMerge:
        audit.record("link.refused", actor=user.id, subject=link_id, detail={"wanted": "case.merge"})
        raise


def _merge(user: User, reference: str, link_id: UUID, now: datetime) -> Case:
    with transaction.atomic():
        link = locked(user, reference, link_id)
        if link is not None:
            kept, ended = _held(link)
            _check(link, kept, ended)
            link.kept = _memory(kept, ended)
            _take_over(kept, ended, now)
            link.kept["after"] = {
                "parts": _parts(kept),
                "contact": kept.safe_contact.content,
                "assigned_to": str(kept.assigned_to_id or ""),
            }
            link.state, link.decided_by, link.decided_at = Link.State.MERGED, user, now
            link.save()
            _record("case.merged", user, link, kept, ended, now)
            return kept
    return refuse(user, "case.merge", reference)


def _held(link: Link) -> tuple[Case, Case]:
    """Both cases, locked in one order whoever asks; the earlier one first."""
    cases = Case.objects.select_for_update().filter(pk__in=(link.case_a_id, link.case_b_id)).order_by("pk")
    held = {case.pk: case for case in cases}
    return held[link.case_a_id], held[link.case_b_id]


def _check(link: Link, kept: Case, ended: Case) -> None:
    # H 6: also where the very link asked for is such a one.
    merged = kept.merged_into_id or ended.merged_into_id
    done = merged or kept.closed or ended.closed or link.state == Link.State.DISMISSED
    if done or apart(kept, ended):
        raise CannotMerge(link.id)


def _parts(case: Case) -> dict[str, Any]:
    return {name: getattr(case, name) for name in PARTS}


def _memory(kept: Case, ended: Case) -> dict[str, Any]:
    return {
        "parts": _parts(kept),
        "assigned_to": str(kept.assigned_to_id or ""),
        "opened_to": [str(pk) for pk in kept.opened_to.values_list("pk", flat=True)],
        "contact": kept.safe_contact.content,
        "confirmed": kept.safe_contact.confirmed_with_person,
        "ended": {"state": ended.state, "next_alert_at": ended.next_alert_at and ended.next_alert_at.isoformat()},
    }


def _take_over(kept: Case, ended: Case, now: datetime) -> None:
    _close_further(kept, ended)
    kept.act_now = min(kept.act_now, ended.act_now, key=ACT_NOW_ORDER.__getitem__)
    kept.risk = min(kept.risk, ended.risk, key=RISK_ORDER.__getitem__)
    kept.need = max(kept.need, ended.need)
    kept.danger_signs = max(kept.danger_signs, ended.danger_signs)
    kept.contact_overdue = kept.contact_overdue or ended.contact_overdue
    kept.is_child = kept.is_child or ended.is_child
    kept.pathway = Pathway.IDVA if Pathway.IDVA in (kept.pathway, ended.pathway) else kept.pathway
    kept.restricted = kept.restricted or ended.restricted
    kept.why = list(dict.fromkeys([*(kept.why or []), *(ended.why or [])]))
    kept.updated_at = now
    kept.assigned_to = next((worker for worker in (kept.assigned_to, ended.assigned_to) if _sees(worker, kept)), None)
    if kept.opened_at is None and kept.next_alert_at is None:
        alerts.plan(kept, now)
    kept.save()
    contact = kept.safe_contact
    contact.content = stricter(contact.content, ended.safe_contact.content)
    contact.confirmed_with_person = contact.confirmed_with_person and ended.safe_contact.confirmed_with_person
    contact.save()
    ended.state, ended.closed, ended.merged_into, ended.updated_at = MERGED.key, True, kept, now
    ended.next_alert_at = None
    ended.save()
    if kept.restricted:
        restricting.carry(kept)
    contact_changes.mark(kept, now)


def _sees(worker: User | None, kept: Case) -> bool:
    """Whether somebody can go on working on it, also once it is closed to others."""
    if worker is None or (kept.restricted and worker not in alerts.chain(kept)):
        return False
    return cases_for(worker, "case.work").filter(pk=kept.pk).exists()


def _close_further(kept: Case, ended: Case) -> None:
    """Where one was closed to all but a few, both now are, to those few; where both were, to whom both were open."""
    mine, theirs = set(kept.opened_to.all()), set(ended.opened_to.all())
    if kept.restricted and ended.restricted:
        kept.opened_to.set(mine & theirs)
    elif ended.restricted:
        kept.opened_to.set(theirs)


def stricter(first: dict[str, Any], later: dict[str, Any]) -> dict[str, Any]:
    """The contact settings of two cases in one: a channel is safe only where both said so (domain H 5).

    Where both did, the earlier number or address stands: a later form may have been filled in by anybody.
    """
    channels = {}
    for key, mine in first["channels"].items():
        theirs = later["channels"].get(key) or {"safe": "", "to": ""}
        safe = mine["safe"] == theirs["safe"] == "yes"
        channels[key] = mine if safe or mine["safe"] != "yes" else {"safe": theirs["safe"], "to": ""}
    mine_times, their_times = first.get("times") or [], later.get("times") or []
    common = [time for time in mine_times if time in their_times]
    return {
        **later,
        **{name: value for name, value in first.items() if value},
        "channels": channels,
        "will_call": bool(first.get("will_call") or later.get("will_call")),
        "times": common or mine_times or their_times,
        "say_who": "yes" if first.get("say_who") == later.get("say_who") == "yes" else "no",
        "hide_number": "yes" if first.get("hide_number") == later.get("hide_number") == "yes" else "no",
        "who_sees": "; ".join(dict.fromkeys(filter(None, (first.get("who_sees"), later.get("who_sees"))))),
        "interpreter": bool(first.get("interpreter") or later.get("interpreter")),
        # Said of the telephone by whoever wrote them: never one for the other's.
        "cover": first.get("cover", ""),
        "code_word": first.get("code_word", ""),
    }


def split(user: User, reference: str, link_id: UUID, *, now: datetime | None = None) -> Case:
    """Undo a merge: the later case goes on by itself again; returns it.

    What somebody has changed since stays as they left it; all else is as it was before.
    """
    now = now or timezone.now()
    with transaction.atomic():
        link = locked(user, reference, link_id)
        if link is not None:
            kept, ended = _held(link)
            if link.state != Link.State.MERGED or ended.merged_into_id != kept.pk or not link.kept:
                raise CannotMerge(link.id)
            _give_back(kept, link.kept, now)
            before = link.kept["ended"]
            ended.state, ended.closed, ended.merged_into, ended.updated_at = before["state"], False, None, now
            ended.next_alert_at = before["next_alert_at"] and datetime.fromisoformat(before["next_alert_at"])
            ended.save()
            _keep_closed(kept, ended)
            for case in (kept, ended):
                contact_changes.mark(case, now)
            link.state, link.kept, link.decided_by, link.decided_at = Link.State.LINKED, None, user, now
            link.save()
            _record("case.split", user, link, kept, ended, now)
            return ended
    return refuse(user, "case.split", reference)


def _give_back(kept: Case, memory: dict[str, Any], now: datetime) -> None:
    after = memory["after"]
    for name, value in memory["parts"].items():
        if getattr(kept, name) == after["parts"][name]:
            setattr(kept, name, value)
    if str(kept.assigned_to_id or "") == after["assigned_to"]:
        kept.assigned_to = User.objects.filter(pk__in=[memory["assigned_to"]] if memory["assigned_to"] else []).first()
    kept.updated_at = now
    kept.save()
    if not kept.restricted:
        kept.opened_to.set(User.objects.filter(pk__in=memory["opened_to"]))
    contact: SafeContact = kept.safe_contact
    if contact.content == after["contact"]:
        contact.content, contact.confirmed_with_person = memory["contact"], memory["confirmed"]
        contact.save()


def _keep_closed(kept: Case, ended: Case) -> None:
    """What is taken out of a restricted case stays closed, with all that was merged into it, until a lead opens it."""
    if kept.restricted and not ended.restricted:
        ended.opened_to.set(kept.opened_to.all())
    ended.restricted = ended.restricted or kept.restricted
    if ended.restricted and ended.assigned_to not in alerts.chain(ended):
        ended.assigned_to = None
    ended.save()
    for case in (kept, ended):
        restricting.carry(case)


def _record(action: str, user: User, link: Link, kept: Case, ended: Case, now: datetime) -> None:
    for case, other, part in ((ended, kept, "ended"), (kept, ended, "kept")):
        detail = {"link": str(link.id), "other": str(other.pk), "part": part}
        audit.record(action, actor=user.id, subject=case.pk, detail=detail, now=now)


def link_of(user: User, kept: Case, ended: Case) -> Link | None:
    """The link by which `ended` was merged into `kept`, if `user` may undo it."""
    links = links_for(user, kept, "case.work").filter(case_b=ended, case_a=kept)
    return links.filter(state=Link.State.MERGED).first()
