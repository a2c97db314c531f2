"""Who is told of a case, and who is alerted when an act-now case stays unopened (domain H 3).

Mails are neutral: no name, no answer, no reference; they say only that there is something to look at.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Team, User
from accounts.teams import alert_chain, managers_for, team_for
from places import policy, staffing
from vault import audit, outbox

from .models import ActNow, Case
from .permissions import cases_for, leads_for

# Many at once are told of in one mail.
TOLD_EVERY = timedelta(minutes=10)


class NobodyToAlert(Exception):
    """An act-now case that nobody can be told of: no team, no manager. An administrator must give somebody a role."""


def chain(case: Case) -> list[User]:
    """Those who are alerted in turn: the team's named people, then managers.

    Of a restricted case those it was opened to, then safeguarding leads, and nobody else.
    """
    if case.restricted:
        return _few(case)
    team = team_for(case.area) if case.area else None
    return alert_chain(team) if team else managers_for(case.area)


def _few(case: Case) -> list[User]:
    """Who may see a restricted case, also one that is not stored yet."""
    leads = leads_for(case)
    if case._state.adding:
        return leads
    opened = [user for user in case.opened_to.order_by("name", "pk") if cases_for(user).filter(pk=case.pk).exists()]
    return list(dict.fromkeys([*opened, *leads]))


def plan(case: Case, now: datetime) -> None:
    """Set when the first person of the chain is alerted, if nobody has opened the case by then.

    A restricted case that nobody may see is a fault at once: `escalate` shows it until somebody has the role.
    """
    if case.restricted and not chain(case):
        case.next_alert_at = now
        return
    case.next_alert_at = _next_alert(case, now) if case.act_now != ActNow.NONE else None


def _next_alert(case: Case, after: datetime) -> datetime:
    minutes = policy.alert_minutes(case.commission, timezone.localdate(after))
    return staffing.alert_at(case.area, after, minutes)


def tell_of_arrival(case: Case, now: datetime) -> None:
    """Queue the mail to the team; out of hours an act-now case goes to the person on call at once."""
    _tell(f"arrival:{case.id}", f"on-call:{case.id}", case, now, urgent=case.act_now != ActNow.NONE)


def tell_of_news(case: Case, what: str, now: datetime, *, urgent: bool = False) -> None:
    """The same for what was added later, and to whoever has taken the case on.

    `what` happened: of one case the same again is one mail in ten minutes, urgent or not urgent.
    """
    what = f"{what}-{_ten_minutes(now)}-{urgent:d}:{case.id}"
    _tell(what, f"{what}:on-call", case, now, urgent=urgent)
    if case.assigned_to and cases_for(case.assigned_to).filter(pk=case.pk).exists():
        _mail(f"{what}:worker", case.assigned_to.email, case, urgent)


def _tell(what: str, on_call_key: str, case: Case, now: datetime, *, urgent: bool) -> None:
    team = team_for(case.area) if case.area else None
    _tell_team(what, case, team, urgent)
    on_call = team.on_call if team and not case.restricted else None
    if urgent and on_call and case.area and not staffing.is_open(case.area, now):
        _mail(on_call_key, on_call.email, case, urgent)


def tell_of_change(case: Case, change_id: UUID) -> None:
    """Queue the mail to the team that somebody asked to be reached in another way, or to stop."""
    _tell_team(f"change:{change_id}:{case.id}", case, team_for(case.area) if case.area else None, urgent=True)


def _tell_team(what: str, case: Case, team: Team | None, urgent: bool) -> None:
    if case.restricted:
        # Never the team's mailbox, nor who is on call: one of them may be whom it is closed to.
        for person in _few(case):
            _mail(f"{what}:{person.id}", person.email, case, urgent)
        return
    if team and team.mailbox:
        _mail(f"{what}:team:{team.pk}", team.mailbox, case, urgent)
        return
    for manager in managers_for(case.area):
        _mail(f"{what}:{manager.id}", manager.email, case, urgent)


def escalate(now: datetime) -> int:
    """Alert the next person for every act-now case whose time has come; returns how many. Safe to run twice."""
    due = Case.objects.filter(next_alert_at__lte=now, opened_at=None, closed=False)
    alerted, forgotten = 0, 0
    for case_id in due.values_list("id", flat=True)[:500]:
        try:
            alerted += _escalate_one(case_id, now)
        except NobodyToAlert:
            forgotten += 1
    if forgotten:
        raise NobodyToAlert(forgotten)
    return alerted


def _escalate_one(case_id: UUID, now: datetime) -> bool:
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case_id)
        if case.next_alert_at is None or case.next_alert_at > now or case.opened_at:
            return False
        people = chain(case)
        if not people:
            # Raised after this case only: the job shows the fault, and the queue says that alerts are late.
            raise NobodyToAlert(case.id)
        person = people[min(case.alerts, len(people) - 1)]
        _mail(f"alert:{case.id}:{case.area_id}:{case.alerts}", person.email, case, urgent=True)
        case.alerts += 1
        # After the last of the chain the last is alerted again: somebody has to look.
        case.next_alert_at = _next_alert(case, now)
        case.save(update_fields=["alerts", "next_alert_at"])
        audit.record(
            "case.alerted", actor=None, subject=case.id, detail={"to": str(person.id), "turn": case.alerts}, now=now
        )
    return True


def _ten_minutes(now: datetime) -> int:
    return int(now.timestamp() // TOLD_EVERY.total_seconds())


def _mail(key: str, to: str, case: Case, urgent: bool) -> None:
    if case.maybe_machine:
        # A thousand of them in a minute are one mail, and go on being one in the next ten minutes.
        key = f"machines:{outbox.digest(to)}:{urgent}:{_ten_minutes(timezone.now())}"
    subject = "Please look now" if urgent else "There is something new"
    lines = [
        "Something in your list needs a person to look at it now."
        if urgent
        else "There is something new in your list.",
        "",
        f"Sign in: {settings.BASE_URL}/admin/inbox/",
        "",
        "This message carries no details, so that nothing is lost if somebody else reads it.",
    ]
    outbox.put(key, to=to, subject=subject, body="\n".join(lines), urgent=urgent)
