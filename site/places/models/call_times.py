"""When people can have themselves called: what the page "When shall we call?" offers."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .. import hours
from .areas import Area
from .commissions import Commission
from .dated import Dated


class CallTimes(Dated):
    """Times at which a worker keeps the telephone free. A row for one area counts before one for all of them."""

    SERIES = ("commission", "area")

    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="call_times")
    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("only in this area"),
        help_text=_("Empty: everywhere in the commission that has no row of its own."),
    )
    hours = models.CharField(
        _("hours"),
        max_length=200,
        help_text=_("In OpenStreetMap's way of writing, like “Mo-Fr 10:00-16:00; PH off”. Only when somebody works."),
    )
    slot_minutes = models.PositiveSmallIntegerField(
        _("minutes kept for each call"), default=30, validators=[MinValueValidator(5), MaxValueValidator(240)]
    )
    places = models.PositiveSmallIntegerField(
        _("calls at the same time"), default=1, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    notice_minutes = models.PositiveSmallIntegerField(
        _("minutes of notice"), default=120, help_text=_("A time that begins sooner than this is not offered.")
    )
    days_ahead = models.PositiveSmallIntegerField(
        _("days ahead"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("How many days can be chosen from, today included."),
    )

    class Meta(Dated.Meta):
        verbose_name = _("call times")
        verbose_name_plural = _("call times")

    def __str__(self) -> str:
        return f"{self.area or self.commission}: {self.hours}"

    def clean(self) -> None:
        super().clean()
        try:
            hours.check(self.hours, self.valid_from or date(2026, 1, 1))
        except hours.NotUnderstood as fault:
            raise ValidationError({"hours": str(fault.message)}) from fault
