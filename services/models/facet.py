from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.admin.widgets import SlugInput
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from content.forms import OnceALanguageForm


class FacetForm(OnceALanguageForm):
    once = ("group", "key")
    TAKEN = _("Another choice of this group has this key. Choose another.")


class Facet(TranslatableMixin, models.Model):
    """One word by which people choose among services. Editors add them; nothing in the code knows a single one."""

    class Group(models.TextChoices):
        SUPPORT = "support", _("Kind of support")
        PEOPLE = "people", _("Who it is for")
        NEED = "need", _("Other needs")
        ABUSE = "abuse", _("What is happening")
        ACCESS = "access", _("Getting in and taking part")
        LANGUAGE = "language", _("Language")
        PARTNER = "partner", _("Kind of organisation")

    group = models.CharField(_("group"), max_length=20, choices=Group.choices)
    key = models.SlugField(_("key"), max_length=60, help_text=_("A short name that never changes."))
    name = models.CharField(_("name"), max_length=120)
    clause = models.CharField(
        _("clause"), max_length=20, blank=True, help_text=_("Where a specification asks for it, like K-6.1.9.")
    )
    order = models.PositiveSmallIntegerField(_("place in lists"), default=100)

    override_translatable_fields = [
        SynchronizedField("key", overridable=False),
        SynchronizedField("clause", overridable=False),
    ]
    panels = [
        *(FieldPanel("group"), TitleFieldPanel("name", targets=["key"], classname="", placeholder=False)),
        *(FieldPanel("key", widget=SlugInput), FieldPanel("clause"), FieldPanel("order")),
    ]
    base_form_class = FacetForm

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["group", "order", "name"]
        constraints = [models.UniqueConstraint(fields=["group", "key", "locale"], name="facet_once_a_language")]

    def __str__(self) -> str:
        return self.name
