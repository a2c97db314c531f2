from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from services.hours_editor import HoursTextField


class HoursException(models.Model):
    """Other hours than usual from one day to another, both included. Empty hours: closed."""

    point = ParentalKey("services.AccessPoint", on_delete=models.CASCADE, related_name="exceptions")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    hours = HoursTextField(_("hours on these days"), week=False)

    class Meta:
        verbose_name = _("other hours")
        verbose_name_plural = _("other hours")
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                name="other_hours_end_after_they_begin", condition=models.Q(last_day__gte=models.F("first_day"))
            )
        ]

    def clean(self) -> None:
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": _("The last day must not be before the first day.")})
