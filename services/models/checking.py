from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

PHONE_DAYS, OTHER_DAYS, REMIND_DAYS = 90, 180, 14


@register_setting(icon="date")
class CheckIntervals(BaseGenericSetting):
    """How often a person checks an entry of the directory, in days."""

    phone_days = models.PositiveSmallIntegerField(
        _("telephone numbers, in days"), default=PHONE_DAYS, validators=[MinValueValidator(1)]
    )
    other_days = models.PositiveSmallIntegerField(
        _("everything else, in days"), default=OTHER_DAYS, validators=[MinValueValidator(1)]
    )
    remind_days = models.PositiveSmallIntegerField(
        _("reminder, in days before it is due"), default=REMIND_DAYS, validators=[MinValueValidator(1)]
    )

    panels = [FieldPanel(name) for name in ("phone_days", "other_days", "remind_days")]

    class Meta:
        verbose_name = _("check intervals")
