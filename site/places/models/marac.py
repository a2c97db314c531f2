"""When a case meets the criteria of a multi-agency risk assessment conference, as each area agreed them."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .commissions import Commission
from .dated import Dated


def default_tools() -> list[str]:
    return ["dash", "yp_dash"]


class MaracRules(Dated):
    """Thresholds of one Commission's areas. Professional judgement always counts, and nothing here lowers it."""

    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="marac_rules")
    tools: Any = models.JSONField(
        _("checklists whose score counts"),
        default=default_tools,
        help_text=_("Keys: “dash” and “yp_dash”. Other tools have other scales."),
    )
    visible_high = models.PositiveSmallIntegerField(
        _("yes answers that make visible high risk"), default=14, validators=[MinValueValidator(1)]
    )
    escalation_events = models.PositiveSmallIntegerField(
        _("events that make escalation"), default=3, validators=[MinValueValidator(1)]
    )
    escalation_months = models.PositiveSmallIntegerField(
        _("within so many months"), default=12, validators=[MinValueValidator(1)]
    )
    repeat_months = models.PositiveSmallIntegerField(
        _("a repeat within so many months of the last conference"), default=12, validators=[MinValueValidator(1)]
    )
    self_harm = models.BooleanField(_("suicide or self-harm is a criterion of its own"), default=False)
    how_to_refer = models.TextField(
        _("how to make a referral to the conference"),
        blank=True,
        help_text=_("Shown to who refers somebody: this form is not that referral."),
    )

    class Meta(Dated.Meta):
        verbose_name = _("conference criteria")
        verbose_name_plural = _("conference criteria")

    def __str__(self) -> str:
        return f"{self.commission} ({self.valid_from})"
