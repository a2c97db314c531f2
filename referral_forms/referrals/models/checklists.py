"""Risk checklists that organisations hold a licence for, as data. We ship none of their words."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Tool(models.TextChoices):
    """domain C: only the first two are counted against a conference's threshold."""

    DASH = "dash", _("Dash")
    YP_DASH = "yp_dash", _("Young Person’s Dash")
    DARA = "dara", _("DARA")
    OTHER = "other", _("Another tool")


class Checklist(models.Model):
    """One version of one organisation's checklist. Never changed once loaded: a new version is a new row.

    `domains`: work e-mail domains whose people may fill it in, such as `["kent.police.example"]`.
    `questions`: their words, in order. `threshold`: so many yes answers mean high, or None.
    """

    tool = models.CharField(_("tool"), max_length=20, choices=Tool)
    name = models.CharField(_("name"), max_length=120)
    version = models.CharField(_("version"), max_length=40)
    owner = models.CharField(_("who owns the rights"), max_length=120)
    licence_note = models.TextField(_("licence"))
    organisation = models.CharField(_("organisation"), max_length=120)
    domains: Any = models.JSONField(default=list)
    questions: Any = models.JSONField(default=list)
    threshold = models.PositiveSmallIntegerField(_("yes answers that mean high"), null=True)
    valid_from = models.DateField(_("first day"))
    valid_until = models.DateField(_("last day"), null=True)
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    loaded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["organisation", "name", "-valid_from", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "name", "version"], name="referrals_one_checklist_version")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version} ({self.organisation})"

    @classmethod
    def in_force(cls, day: date) -> models.QuerySet["Checklist"]:
        return cls.objects.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)

    def is_for(self, domain: str) -> bool:
        """Whether people of that e-mail domain, or of one beneath it, may fill it in."""
        return any(domain == each or domain.endswith(f".{each}") for each in self.domains)

    def as_used(self) -> dict[str, Any]:
        """What is kept with answers, so that they can be read when the row is long gone."""
        keys = ("tool", "name", "version", "owner", "threshold")
        return {"id": self.pk, **{key: getattr(self, key) for key in keys}}
