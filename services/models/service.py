from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PublishingPanel
from wagtail_localize.fields import SynchronizedField

from content.models import Entry
from services import previewing

from .facet import Facet
from .kept import Kept, kept_panel, several_panel
from .telling import OF_SERVICE, refusals


def _choices(group: Facet.Group, label: Any) -> ParentalManyToManyField:
    return ParentalManyToManyField(
        Facet,
        verbose_name=label,
        blank=True,
        related_name="+",
        limit_choices_to={"group": group, "locale__language_code": "en"},
    )


class Service(Kept, Entry):
    """What an organisation does for people, wherever it does it."""

    organisation = models.ForeignKey(
        "services.Organisation", verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="services"
    )
    name = models.CharField(_("name"), max_length=160)
    summary = models.CharField(_("in one sentence"), max_length=200)
    description = models.TextField(_("what it is, in plain words"), max_length=2000, blank=True)
    for_whom = models.CharField(_("who it is for"), max_length=300, blank=True)
    minimum_age = models.PositiveSmallIntegerField(_("from this age"), null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(_("up to this age"), null=True, blank=True)
    support = _choices(Facet.Group.SUPPORT, _("kinds of support"))
    people = _choices(Facet.Group.PEOPLE, _("groups of people"))
    needs = _choices(Facet.Group.NEED, _("other needs it helps with"))
    abuse = _choices(Facet.Group.ABUSE, _("what is happening to people it helps"))

    CHOICES = ("support", "people", "needs", "abuse")
    SAME_EVERYWHERE = ("minimum_age", "maximum_age", *CHOICES, "keeper")
    override_translatable_fields = [SynchronizedField(name, overridable=False) for name in SAME_EVERYWHERE]
    panels = [
        *(FieldPanel(name) for name in ("organisation", "name", "summary", "description", "for_whom")),
        FieldRowPanel([FieldPanel("minimum_age"), FieldPanel("maximum_age")], heading=_("Ages")),
        *(several_panel(name) for name in CHOICES),
        kept_panel(),
        PublishingPanel(),
    ]

    class Meta(Entry.Meta):
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.minimum_age is not None and self.maximum_age is not None and self.maximum_age < self.minimum_age:
            raise ValidationError({"maximum_age": _("This must not be lower than the age it begins at.")})
        if (found := refusals(self, OF_SERVICE)) and self._has_safe_place():
            raise ValidationError(found)

    def _has_safe_place(self) -> bool:
        """In whatever language: only the original row tells which places are below."""
        rows = Service.objects.filter(translation_key=self.translation_key)
        return rows.filter(access_points__confidential=True).exists()

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return previewing.of_service(self)[0]

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return previewing.of_service(self)[1]
