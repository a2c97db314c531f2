"""What managers decided about a case, and what links one case to another."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from vault.fields import SealedField


class Decision(models.Model):
    """A manager's decision on one case; the newest of its kind counts, the others stay.

    `content`: {"reason": "…", "supporter": {"name", "role", "contact"} or None}.
    """

    class Kind(models.TextChoices):
        UNDER_AGE = "under_age", _("Younger than the service is for")
        NO_RECOURSE = "no_recourse", _("No recourse to public funds")

    class Outcome(models.TextChoices):
        YES = "yes", _("We support them")
        OTHERWISE = "otherwise", _("They are helped in another way")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("inbox.Case", on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=20, choices=Kind)
    outcome = models.CharField(max_length=20, choices=Outcome)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()
    content = SealedField(owner="case_id")

    class Meta:
        ordering = ["-decided_at", "id"]


class Link(models.Model):
    """Two cases that may belong together. Who sees it: `linking.links_for`; an alleged one safeguarding leads alone.

    `reasons` holds keys of `linking.REASONS`. `kept`: what a merge changed, so that it can be undone; see `merging`.
    """

    class Kind(models.TextChoices):
        SAME_PERSON = "same_person", _("Perhaps the same person")
        REPEAT = "repeat", _("Perhaps a repeat: the same two people")
        ALLEGED = "alleged", _("Said to be causing harm in another case")

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("Nobody has looked yet")
        LINKED = "linked", _("They belong together")
        DISMISSED = "dismissed", _("They do not belong together")
        MERGED = "merged", _("Merged")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # The earlier case is `case_a`.
    case_a = models.ForeignKey("inbox.Case", on_delete=models.CASCADE, related_name="+")
    case_b = models.ForeignKey("inbox.Case", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=State, default=State.SUGGESTED)
    found_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = SealedField(owner="case_a_id", null=True)
    kept = SealedField(owner="case_a_id", null=True)

    class Meta:
        ordering = ["found_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case_a", "case_b", "kind"], name="inbox_one_link_of_a_kind"),
            models.CheckConstraint(condition=~Q(case_a=F("case_b")), name="inbox_no_link_to_itself"),
        ]
