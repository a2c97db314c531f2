"""What a professional referral keeps of its sender: who may see its receipt, what they were told, what they added."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from places.models import Area
from referral_forms.inbox.models import Case
from vault.fields import SealedField

from .referrers import Professional


class Told(models.TextChoices):
    """How far it is, as its sender may know: nothing of engagement, worker or place (domain H 15)."""

    RECEIVED = "received", _("Received")
    LOOKED_AT = "looked_at", _("Being looked at")
    ACCEPTED = "accepted", _("Accepted")
    REDIRECTED = "redirected", _("Redirected")


class Withdrawal(models.TextChoices):
    NONE = "none", _("Not asked")
    ASKED = "asked", _("Asked")
    AGREED = "agreed", _("Agreed")
    DECLINED = "declined", _("Declined")


class ProfessionalReferral(models.Model):
    """The sender's side of a case. `area` is where it was sent to, and stays so when the case is placed elsewhere.

    `reason`: a key of `professional.status.REASONS`. `withdrawal_reason`: in the sender's words.
    """

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="professional")
    referrer = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="referrals")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    told = models.CharField(max_length=20, choices=Told, default=Told.RECEIVED)
    reason = SealedField(owner="case_id", null=True)
    told_at = models.DateTimeField()
    copy_taken_at = models.DateTimeField(null=True)
    withdrawal = models.CharField(max_length=20, choices=Withdrawal, default=Withdrawal.NONE)
    withdrawal_reason = SealedField(owner="case_id", null=True)


class ReferralReader(models.Model):
    """Who may see a referral's page: who sent it, and the team's mailbox it was handed to."""

    referral = models.ForeignKey(ProfessionalReferral, on_delete=models.CASCADE, related_name="readers")
    professional = models.ForeignKey(Professional, on_delete=models.CASCADE, related_name="reads")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["referral", "professional"], name="referrals_one_reader")]


class Addition(models.Model):
    """What a professional told later. `content`: {"kind": "incident"|"information", "happened", "text", "danger"}."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="additions")
    referrer = models.ForeignKey(Professional, on_delete=models.SET_NULL, null=True, related_name="+")
    content = SealedField(owner="case_id")
    language = models.CharField(max_length=10)
    added_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-added_at"]
