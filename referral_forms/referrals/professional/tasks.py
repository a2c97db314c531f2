"""Scheduled jobs for professionals' sessions and details."""

from datetime import datetime, timedelta

from referral_forms.referrals.models import EmailCode, Professional, ReferrerSession
from vault.schedule import job

from . import sessions

# Somebody who proved an address, sent nothing, and did not come back.
FORGOTTEN_AFTER = timedelta(days=90)


@job("referrals.sweep_referrers", every=timedelta(minutes=5))
def sweep(now: datetime) -> None:
    ReferrerSession.objects.filter(sessions.over(now)).delete()
    EmailCode.objects.filter(ends_at__lte=now).delete()
    unused = Professional.objects.filter(referrals=None, reads=None, seen_at__lte=now - FORGOTTEN_AFTER)
    # A refusal stays: else whoever was refused comes back as somebody new.
    unused.exclude(check_state=Professional.Check.REFUSED).delete()
