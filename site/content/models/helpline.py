from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail_localize.fields import SynchronizedField

from content.audiences import Audience
from content.forms import OnceALanguageForm
from content.lines import Line
from content.models.entry import Entry

# A number older than this stays, with the date of its check and a national line beside it (domain H 4).
CHECK_AFTER = timedelta(days=90)

MAIN = "national-domestic-abuse-helpline"


class HelplineForm(OnceALanguageForm):
    once = ("key",)
    TAKEN = _("Another helpline has this key. Choose another.")

    audiences = forms.MultipleChoiceField(
        label=_("who it is for"), choices=Audience.choices, widget=forms.CheckboxSelectMultiple
    )


class Helpline(Entry):
    """A number to call. It is shown with its source and the date somebody last compared the two."""

    key = models.SlugField(_("key"), max_length=60, help_text=_("A short name that never changes."))
    name = models.CharField(_("name"), max_length=120)
    # 999, 1800 and short codes are no "valid" telephone numbers, so this stays plain text.
    number = models.CharField(_("number, as people write it"), max_length=40)
    summary = models.TextField(_("what it is for"), max_length=400, blank=True)
    hours = models.CharField(_("when people answer"), max_length=160, blank=True)
    languages = models.CharField(_("languages"), max_length=200, blank=True)
    relay = models.CharField(_("for deaf people"), max_length=200, blank=True)
    audiences = models.JSONField(_("who it is for"), default=list)
    areas = ParentalManyToManyField(
        "places.Area", verbose_name=_("areas"), blank=True, related_name="+", help_text=_("Empty for a national line.")
    )
    free = models.BooleanField(_("free to call"), default=False)
    always_shown = models.BooleanField(
        _("never hide"), default=False, help_text=_("999, the national lines and Childline: shown whatever their age.")
    )
    for_own_behaviour = models.BooleanField(
        _("for people worried about what they do"),
        default=False,
        help_text=_("Never listed beside help for people who are being hurt."),
    )
    order = models.PositiveSmallIntegerField(_("place in lists"), default=100)

    source = models.CharField(_("source"), max_length=300, blank=True, help_text=_("Where the number was read."))
    checked_on = models.DateField(_("last checked on"), null=True, blank=True)
    owner = models.CharField(_("who checks it"), max_length=120, blank=True)
    note = models.TextField(_("note for editors"), blank=True, help_text=_("Conflicts and doubts. Never shown."))

    base_form_class = HelplineForm
    override_translatable_fields = [
        SynchronizedField(name, overridable=False)
        for name in ("key", "name", "number", "source", "owner", "note", "areas")
    ]
    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("key"), FieldPanel("number")], _("Number")),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("summary", "hours", "languages", "relay", "free")], _("What callers read")
        ),
        MultiFieldPanel(
            [
                *(FieldPanel("audiences"), FieldPanel("areas", widget=forms.CheckboxSelectMultiple)),
                *(FieldPanel(name) for name in ("for_own_behaviour", "always_shown", "order")),
            ],
            _("Where it is listed"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("source", "checked_on", "owner", "note")], _("Where it is from")
        ),
        PublishingPanel(),
    ]

    class Meta(Entry.Meta):
        verbose_name = _("helpline")
        verbose_name_plural = _("helplines")
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["key", "locale"], name="helpline_key_once_a_language"),
            models.CheckConstraint(
                name="public_helpline_has_source_and_date",
                condition=models.Q(live=False) | (~models.Q(source="") & models.Q(checked_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.number}"

    def clean(self) -> None:
        super().clean()
        if self.for_own_behaviour and self.audiences != [Audience.OWN_BEHAVIOUR]:
            raise ValidationError(
                {"audiences": _("A line for people's own behaviour is listed there and nowhere else.")}
            )

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Raises ValidationError without a source and the date of a check."""
        candidate = revision.as_object()
        if not candidate.source or not candidate.checked_on:
            raise ValidationError(_("Give the source of the number and the date of the check, then publish."))
        return super().publish(revision, *args, **kwargs)

    def is_overdue(self, today: date) -> bool:
        """Whether nobody has compared the number with its source for 90 days (domain H 4)."""
        return not self.always_shown and (self.checked_on is None or today - self.checked_on > CHECK_AFTER)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "content/helpline_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        rows = type(self).objects.filter(translation_key=self.translation_key)
        # Of a translation only the words are its own.
        original = rows.filter(locale__language_code=settings.LANGUAGE_CODE).exclude(pk=self.pk).first() or self
        overdue = original.is_overdue(timezone.localdate())
        return {"line": Line(original, self, self.locale.language_code, overdue)}
