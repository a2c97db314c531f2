"""Case, the one record that every form becomes. What can tell who somebody is stands sealed."""

from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from places.models import Area, Commission
from vault.fields import SealedField

from .ranking import Standing, rank


class ActNow(models.TextChoices):
    NONE = "none", _("No sign")
    UNCONFIRMED = "unconfirmed", _("Act now, not confirmed")
    CONFIRMED = "confirmed", _("Act now")


class Risk(models.TextChoices):
    HIGH = "high", _("High")
    UNASSESSED = "unassessed", _("Not assessed")
    MEDIUM = "medium", _("Medium")
    STANDARD = "standard", _("Standard")


class Case(models.Model):
    """One person's matter, from its arrival to its end. Reached through `permissions.cases_for` only."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reference = models.CharField(max_length=9, unique=True)
    draft_id = models.UUIDField(unique=True, null=True)
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=40)
    closed = models.BooleanField(default=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, null=True, related_name="+")
    assigned_to = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    is_child = models.BooleanField(default=False, help_text="Under 18: the safeguarding lead sees it too.")
    language = models.CharField(max_length=10)

    act_now = models.CharField(max_length=20, choices=ActNow, default=ActNow.NONE)
    risk = models.CharField(max_length=20, choices=Risk, default=Risk.UNASSESSED)
    need = models.PositiveSmallIntegerField(default=0, help_text="The highest single need, 0 to 3.")
    danger_signs = models.PositiveSmallIntegerField(default=0)
    contact_overdue = models.BooleanField(default=False)
    tie = models.PositiveBigIntegerField()
    rank = models.BigIntegerField()
    why = SealedField(owner="id", null=True)

    received_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()
    alerts = models.PositiveSmallIntegerField(default=0, help_text="How many people of the chain were alerted.")
    next_alert_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["rank"], condition=Q(closed=False), name="inbox_open_rank"),
            models.Index(fields=["area", "rank"], condition=Q(closed=False), name="inbox_open_area_rank"),
            models.Index(fields=["next_alert_at"], condition=Q(next_alert_at__isnull=False), name="inbox_alert_due"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def standing(self) -> Standing:
        return Standing(
            act_now=self.act_now != ActNow.NONE,
            risk=self.risk,
            need=self.need,
            danger_signs=self.danger_signs,
            contact_overdue=self.contact_overdue,
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The stored rank always fits the flags it is made of."""
        self.rank = rank(self.standing, self.tie)
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "rank"}
        super().save(*args, **kwargs)


class SafeContact(models.Model):
    """How the person may be reached. A channel not marked safe is not to be used.

    `content`: {"channels": {"call": {"safe": "yes"|"no"|"unsure", "to": "…"}, …}, "times", "say_who", "cover",
    "times_more", "code_word", "name", "spoken", "interpreter", "interpreter_more", "will_call"}. `times` holds keys.
    """

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="safe_contact")
    content = SealedField(owner="case_id")
    confirmed_with_person = models.BooleanField(default=False)
    asked_at = models.DateTimeField()


class Note(models.Model):
    """A worker's note on a case."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    text = SealedField(owner="case_id")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at"]
