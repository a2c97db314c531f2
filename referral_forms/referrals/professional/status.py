"""How far a referral is, in words for its sender: never engagement, worker or place (domain H 15)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from referral_forms.inbox.kinds import Text
from referral_forms.referrals.models import ProfessionalReferral, Told, Withdrawal

TITLES: dict[str, Text] = {
    Told.RECEIVED: _("Received"),
    Told.LOOKED_AT: _("Being looked at"),
    Told.ACCEPTED: _("Accepted"),
    Told.REDIRECTED: _("Redirected"),
}
MEANINGS: dict[str, Text] = {
    Told.RECEIVED: _("It is with us. Nobody has opened it yet."),
    Told.LOOKED_AT: _("A trained person has opened it."),
    Told.ACCEPTED: _("We have taken it on. We will ask you if we need to know more."),
    Told.REDIRECTED: _("Another service is a better place for it."),
}
# Whole sentences, chosen by a worker: free words would let a place or a person slip in.
REASONS: dict[str, Text] = {
    "other_service": _("Another service is in a better place to help. It has been passed on."),
    "refer_elsewhere": _("Please send it to the other service yourself. Call us if you do not know which."),
    "not_for_us": _("It is not about domestic abuse. Call us if you see it otherwise."),
    "more_needed": _("We cannot go on without knowing more. Please call us."),
}
WITHDRAWALS: dict[str, Text] = {
    Withdrawal.ASKED: _("You asked to withdraw it. A person decides what happens."),
    Withdrawal.AGREED: _("You asked to withdraw it, and it is withdrawn."),
    Withdrawal.DECLINED: _("You asked to withdraw it. A person has read that. Call us if you want to talk about it."),
}


@dataclass(frozen=True)
class Status:
    key: str
    title: Text
    meaning: Text
    reason: Text
    withdrawal: Text


def key_of(referral: ProfessionalReferral) -> str:
    """“Being looked at” comes by itself, when the case is opened."""
    if referral.told == Told.RECEIVED and referral.case.opened_at:
        return Told.LOOKED_AT
    return referral.told


def of(referral: ProfessionalReferral) -> Status:
    key = key_of(referral)
    return Status(
        key=key,
        title=TITLES[key],
        meaning=MEANINGS[key],
        reason=REASONS.get(referral.reason or "", ""),
        withdrawal=WITHDRAWALS.get(referral.withdrawal, ""),
    )
