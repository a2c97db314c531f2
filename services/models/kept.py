from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from content.forms import OnceALanguageForm

from .keeper import Keeper


class KeptForm(OnceALanguageForm):
    """Wagtail's form of an entry: a draft may have no keeper yet, but nothing goes live without one."""

    NOBODY = _("Choose who keeps this entry true. Nothing is published that nobody checks.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        # A translation has the keeper of its original; its form may not show the field at all.
        field: Any = self.fields.get("keeper")
        if field is None:
            return
        field.queryset = Keeper.objects.filter(Q(is_active=True) | Q(pk=self.instance.keeper_id))
        field.required = self._is_original()
        field.error_messages["required"] = self.NOBODY

    def _is_original(self) -> bool:
        """A row that is not made yet has no language before the view gives it one."""
        locale = self.instance.locale if self.instance.locale_id else None
        return locale is None or locale.language_code == settings.LANGUAGE_CODE


class Kept(models.Model):
    """What somebody keeps true: who, and when a person last checked it."""

    keeper = models.ForeignKey(
        "services.Keeper",
        verbose_name=_("who keeps this entry true"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    checked_on = models.DateField(_("last checked on"), null=True, blank=True)
    is_demo = models.BooleanField(_("made up for the demonstration"), default=False)
    # What others read: `services.changes` also moves it when something changes that the row only points to.
    changed_at = models.DateTimeField(_("changed at"), auto_now=True, db_index=True)

    KEPT_FIELDS = ("keeper", "checked_on", "is_demo")
    base_form_class = KeptForm

    class Meta:
        abstract = True


def kept_panel(*more: str) -> MultiFieldPanel:
    return MultiFieldPanel([FieldPanel(name) for name in (*Kept.KEPT_FIELDS, *more)], _("Being true"))


def several_panel(name: str) -> FieldPanel:
    """Boxes to tick: in a list, one click without a key held down takes every other choice away."""
    return FieldPanel(name, widget=forms.CheckboxSelectMultiple)
