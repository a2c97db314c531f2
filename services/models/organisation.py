from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, PublishingPanel
from wagtail_localize.fields import SynchronizedField

from content.models import Entry
from services import previewing

from .facet import Facet
from .kept import Kept, kept_panel, several_panel
from .telling import OF_ORGANISATION, refusals


class Organisation(Kept, Entry):
    """A body that gives help."""

    name = models.CharField(_("name"), max_length=160)
    description = models.TextField(_("what it is"), max_length=1000, blank=True)
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("e-mail for everybody"), blank=True, help_text=_("A public address, of no one person."))
    charity_number = models.CharField(_("charity number"), max_length=12, blank=True)
    company_number = models.CharField(_("company number"), max_length=12, blank=True)
    partners = ParentalManyToManyField(
        Facet,
        verbose_name=_("kind of organisation"),
        blank=True,
        related_name="+",
        limit_choices_to={"group": Facet.Group.PARTNER, "locale__language_code": "en"},
    )

    SAME_EVERYWHERE = ("name", "website", "email", "charity_number", "company_number", "partners", "keeper")
    override_translatable_fields = [SynchronizedField(name, overridable=False) for name in SAME_EVERYWHERE]
    panels = [
        *(FieldPanel("name"), FieldPanel("description"), several_panel("partners")),
        *(FieldPanel("website"), FieldPanel("email")),
        *(FieldPanel(name) for name in ("charity_number", "company_number")),
        kept_panel(),
        PublishingPanel(),
    ]

    class Meta(Entry.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if (found := refusals(self, OF_ORGANISATION)) and self._has_safe_place():
            raise ValidationError(found)

    def _has_safe_place(self) -> bool:
        rows = Organisation.objects.filter(translation_key=self.translation_key)
        return rows.filter(services__access_points__confidential=True).exists()

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return previewing.ORGANISATION

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return previewing.of_organisation(self)[1]
