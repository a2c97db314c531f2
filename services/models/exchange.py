import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vault.fields import RingSealedField

# A file that was checked and then forgotten is not kept; what an import changed can be read for a while.
FILE_KEPT = timedelta(days=1)
REPORT_KEPT = timedelta(days=30)


class Import(models.Model):
    """A file, or another publisher's feed, on its way into the directory: first checked, then applied."""

    class Source(models.TextChoices):
        CSV = "csv", _("Table (CSV)")
        JSON = "json", _("Open Referral JSON")
        FEED = "feed", _("Another publisher's feed")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be checked")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked")
        REFUSED = "refused", _("Cannot be imported")
        AGREED = "agreed", _("Waiting to be written")
        WRITING = "writing", _("Being written")
        LISTING = "listing", _("Being made findable")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.CharField(_("source"), max_length=8, choices=Source.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    as_live = models.BooleanField(_("publish at once"), default=False)
    over_drafts = models.BooleanField(_("also where somebody is changing an entry"), default=False)
    keeper = models.ForeignKey(
        "services.Keeper", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("keeper")
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"))
    changed_at = models.DateTimeField(_("changed at"))
    # Of the directory that the plan was made from.
    digest = models.CharField(max_length=64, blank=True)
    # Figures only: {"point.new": 3, …}.
    counts = models.JSONField(default=dict)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    # Access points that still have to be made findable.
    touched = models.JSONField(default=list)
    # {"message": str, "address": str}: what was said about it as a whole, and the address of a feed.
    words = RingSealedField(null=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-made_at"]

    UNDER_WAY = frozenset({State.WAITING, State.CHECKING, State.AGREED, State.WRITING, State.LISTING})

    def __str__(self) -> str:
        return str(self.Source(self.source).label)

    @property
    def is_under_way(self) -> bool:
        return self.state in self.UNDER_WAY

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0


class ImportPart(models.Model):
    """A piece of the file or of the report, sealed: of a place made secret, the file may still say where it was."""

    class Kind(models.TextChoices):
        FILE = "file"
        CHANGE = "change"
        PROBLEM = "problem"
        NOTE = "note"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    number = models.PositiveIntegerField()
    content = RingSealedField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "kind", "number"], name="import_part_once")]
