import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vault.fields import RingSealedField


class Proposal(models.Model):
    """A change that a provider's own person proposes. Nothing changes until an editor accepts it."""

    class State(models.TextChoices):
        OPEN = "open", _("To decide")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        OVERTAKEN = "overtaken", _("Overtaken by a newer one")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    point = models.ForeignKey("services.AccessPoint", on_delete=models.CASCADE, related_name="proposals")
    keeper = models.ForeignKey("services.Keeper", on_delete=models.PROTECT, related_name="+")
    # {"fields": {name: [before, proposed]}, "note": str}. Sealed: people write anything into a note.
    content = RingSealedField(null=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.OPEN)
    made_at = models.DateTimeField(_("proposed at"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["point", "keeper"], condition=models.Q(state="open"), name="one_open_proposal_each"
            )
        ]


class Problem(models.Model):
    """Something that a reader says is wrong with an entry."""

    class Topic(models.TextChoices):
        NUMBER = "number", _("The telephone number does not work")
        PLACE = "place", _("The address or the way there is wrong")
        HOURS = "hours", _("The opening hours are wrong")
        GONE = "gone", _("This help no longer exists")
        UNSAFE = "unsafe", _("Something here could put somebody in danger")
        OTHER = "other", _("Something else")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    point = models.ForeignKey("services.AccessPoint", on_delete=models.CASCADE, related_name="problems")
    topic = models.CharField(_("what is wrong"), max_length=12, choices=Topic.choices)
    # What was written, a string. Sealed: readers tell more than they mean to.
    words = RingSealedField(null=True)
    # A trap for machines was filled in, or another site's page sent it. Kept and shown like any other (domain H 7).
    doubtful = models.BooleanField(_("may be from a machine"), default=False)
    made_at = models.DateTimeField(_("told at"))
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    class Meta:
        verbose_name = _("reported problem")
        verbose_name_plural = _("reported problems")
        ordering = ["made_at"]
        indexes = [models.Index(fields=["settled_at", "made_at"], name="problem_waiting")]
