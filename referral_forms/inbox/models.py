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
from .records import Decision, Link

__all__ = [
    "ActNow",
    "CameBy",
    "Case",
    "Decision",
    "Document",
    "Link",
    "Note",
    "Pathway",
    "Person",
    "Risk",
    "SafeContact",
    "Source",
]


class ActNow(models.TextChoices):
    NONE = "none", _("No sign")
    UNCONFIRMED = "unconfirmed", _("Act now, not confirmed")
    CONFIRMED = "confirmed", _("Act now")


class Risk(models.TextChoices):
    HIGH = "high", _("High")
    UNASSESSED = "unassessed", _("Not assessed")
    MEDIUM = "medium", _("Medium")
    STANDARD = "standard", _("Standard")


class Source(models.TextChoices):
    """Who asked (K-4.1)."""

    SELF = "self", _("The person themself")
    KNOWN = "known", _("Somebody who knows the person")
    POLICE = "police", _("Police or criminal justice")
    HOUSING = "housing", _("Housing")
    SOCIAL_CARE = "social_care", _("Families and social care")
    HEALTH = "health", _("Health")
    EDUCATION = "education", _("Education")
    EMPLOYER = "employer", _("Employer")
    VOLUNTARY = "voluntary", _("Voluntary organisation")
    OTHER = "other", _("Other")


class CameBy(models.TextChoices):
    """By what way it came (domain H 14)."""

    SITE = "site", _("The site")
    TELEPHONE = "telephone", _("Telephone")
    WALK_IN = "walk_in", _("Walk-in")
    PAPER = "paper", _("Paper")


class Pathway(models.TextChoices):
    """Whose list it stands on (K-6.1.6)."""

    TRIAGE = "triage", _("Triage")
    IDVA = "idva", _("IDVA")


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
    source = models.CharField(max_length=20, choices=Source, default=Source.SELF)
    came_by = models.CharField(max_length=20, choices=CameBy, default=CameBy.SITE)
    pathway = models.CharField(max_length=20, choices=Pathway, default=Pathway.TRIAGE)
    maybe_machine = models.BooleanField(default=False, help_text="A trap says so: shown like any other, told of once.")
    restricted = models.BooleanField(default=False, help_text="Somebody of ours may know them: see `permissions`.")
    opened_to = models.ManyToManyField(User, related_name="+", help_text="Who may see it while it is restricted.")
    to_translate = models.BooleanField(default=False, help_text="Holds words that nobody has translated yet (H 13).")
    change_wanted = models.CharField(max_length=10, blank=True, help_text="What their open `ContactChange` asks for.")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")

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
    settled_at = models.DateTimeField(
        null=True, help_text="When rules and earlier cases were looked at: see `settling`."
    )

    class Meta:
        indexes = [
            models.Index(fields=["rank"], condition=Q(closed=False), name="inbox_open_rank"),
            models.Index(fields=["area", "rank"], condition=Q(closed=False), name="inbox_open_area_rank"),
            models.Index(fields=["next_alert_at"], condition=Q(next_alert_at__isnull=False), name="inbox_alert_due"),
            models.Index(fields=["received_at"], condition=Q(settled_at=None), name="inbox_unsettled"),
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
    "hide_number": "yes"|"no"|"unsure"|"", "who_sees", "times_more", "code_word", "name", "through_sender", "spoken",
    "dialect", "interpreter", "interpreter_sex", "not_local", "interpreter_more", "access", "access_more",
    "call_wanted", "will_call"}. `times` and `access` hold keys, `call_wanted` the ISO time at which they asked to be
    called ("" for none), whether or not it could be booked.
    """

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="safe_contact")
    content = SealedField(owner="case_id")
    confirmed_with_person = models.BooleanField(default=False)
    asked_at = models.DateTimeField()


class CallBooking(models.Model):
    """A time kept for calling somebody. `area`: as the row of call times that it counts against has it."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="call_booking")
    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["commission", "starts_at"], name="inbox_call_at")]


class Person(models.Model):
    """Somebody a case is about, or who told of it. Each can be kept, shown and released apart from the others.

    `content`: {"name": "…", "birth_date": "1990-01-31" or "", …}, whatever else the form asked of them.
    """

    class Role(models.TextChoices):
        PERSON = "person", _("The person")
        CHILD = "child", _("Child")
        ALLEGED = "alleged", _("Said to be causing harm")
        SENDER = "sender", _("Who told us")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="people")
    role = models.CharField(max_length=20, choices=Role)
    position = models.PositiveSmallIntegerField(default=0)
    content = SealedField(owner="case_id")

    class Meta:
        ordering = ["role", "position"]


class Document(models.Model):
    """A file of a case. What is stored is sealed under a key of its own, which stands in `content`.

    `content`: {"name": "…", "type": "application/pdf", "size": bytes, "key": base64}. Nobody opens one that is
    not CLEAN.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be checked for viruses")
        CLEAN = "clean", _("Checked")
        REFUSED = "refused", _("Refused: it may do harm")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="documents")
    content = SealedField(owner="case_id")
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    stored_as = models.CharField(max_length=120, help_text="Its name in the storage, which tells nothing.")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["added_at", "id"]
        indexes = [models.Index(fields=["state"], condition=Q(state="waiting"), name="inbox_document_waiting")]


class Note(models.Model):
    """A worker's note on a case."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    text = SealedField(owner="case_id")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at"]


class ContactChange(models.Model):
    """What somebody asked for with reference and word. The stricter part stands at once, the rest when confirmed (H 5).

    `content`, of REACH only, has the shape of `SafeContact.content`; STOP keeps {}.
    """

    class Wanted(models.TextChoices):
        REACH = "reach", _("They asked to be reached in another way")
        STOP = "stop", _("They asked to stop")

    class About(models.TextChoices):
        PERSON = "person", _("The person")
        SENDER = "sender", _("Who told us")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="contact_changes")
    wanted = models.CharField(max_length=10, choices=Wanted)
    about = models.CharField(max_length=10, choices=About)
    content = SealedField(owner="case_id")
    asked_at = models.DateTimeField()
    accepted = models.BooleanField(null=True, help_text="Empty until a worker decides.")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["asked_at", "id"]
