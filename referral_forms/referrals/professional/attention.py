"""Keys of `Case.why` that the sender's side raises and takes away again; their words stand in `judging`."""

from datetime import datetime

from referral_forms.inbox import alerts
from referral_forms.inbox.models import ActNow, Case
from referral_forms.referrals.models import Professional

UNCHECKED, ADDED, WITHDRAWAL = "sender_unchecked", "added", "withdrawal_asked"
DANGER, TO_TRANSLATE = "danger_now", "to_translate"


def draw(case: Case, *keys: str) -> None:
    """The newest first: it is what nobody has read yet. The caller saves."""
    before = [key for key in case.why or [] if key not in keys]
    case.why = [*keys, *before]


def settle(case: Case, key: str) -> None:
    case.why = [each for each in case.why or [] if each != key]


def raise_alarm(case: Case, now: datetime) -> None:
    """Danger now, by somebody's word: to the top of the queue, and alerts as on arrival (domain H 3, H 10)."""
    draw(case, DANGER)
    if case.act_now != ActNow.NONE and case.opened_at is None and case.next_alert_at:
        # The alarm of before goes on: to begin it again would put off whom it comes to next.
        return
    if case.act_now == ActNow.NONE:
        case.act_now = ActNow.UNCONFIRMED
    case.opened_at, case.alerts = None, 0
    alerts.plan(case, now)


def mark_cases(professional: Professional) -> None:
    """Show with all that they sent whether somebody has vouched for them."""
    for case in Case.objects.select_for_update().filter(professional__referrer=professional):
        if professional.is_checked:
            settle(case, UNCHECKED)
        else:
            draw(case, UNCHECKED)
        case.save(update_fields=["why"])


def reopen(case: Case) -> None:
    """What is new in a closed case must stand in the queue again, or nobody would see it."""
    if case.closed:
        case.closed, case.state = False, "new"
