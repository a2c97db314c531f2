"""Whose list a case stands on, as each Commission agreed it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from .commissions import Commission
from .dated import Dated


def high_risk() -> list[str]:
    return ["high"]


class Routing(Dated):
    """Which cases go to independent domestic violence advisers (K-6.1.6). It moves nobody out of anybody's sight."""

    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="routings")
    idva_risks: Any = models.JSONField(
        _("risks that lead to the IDVA list"),
        default=high_risk,
        blank=True,
        help_text=_("Keys: “high”, “unassessed”, “medium”, “standard”. None: there is no such list here."),
    )
    act_now_too = models.BooleanField(
        _("every act-now case too"), default=False, help_text=_("Also before anybody has assessed the risk.")
    )

    class Meta(Dated.Meta):
        verbose_name = _("routing")
        verbose_name_plural = _("routing")

    def __str__(self) -> str:
        return f"{self.commission} ({self.valid_from})"

    def leads_to_idva(self, risk: str, act_now: bool = False) -> bool:
        return risk in self.idva_risks or (act_now and self.act_now_too)
