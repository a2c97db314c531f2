"""What a commissioner may change, each row with the days on which it holds."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel

from .. import hours
from .areas import Area
from .commissions import Commission
from .dated import Dated


class Level(models.TextChoices):
    """How soon a person looks. In this order: unassessed counts for more than medium."""

    ACT_NOW = "act_now", _("Act now")
    HIGH = "high", _("High")
    UNASSESSED = "unassessed", _("Not assessed yet")
    MEDIUM = "medium", _("Medium")
    STANDARD = "standard", _("Standard")


class Commissioner(Dated):
    """Who commissions, by office: police and crime commissioners end in 2028 (D-1, fault 10 of the trace)."""

    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="commissioners")
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=200)

    class Meta(Dated.Meta):
        verbose_name = _("commissioner")
        verbose_name_plural = _("commissioners")

    def __str__(self) -> str:
        return self.name


class Eligibility(Dated, ClusterableModel):
    """Whom a service is for (K-7.1, K-7.2, K-9.2, D-3.2, D-3.4a). It sorts; it turns nobody away:
    whoever does not fit, or is not sure, is led to the right help and to a human."""

    class NoRecourse(models.TextChoices):
        INCLUDED = "included", _("Included, like anybody else")
        INDIVIDUAL = "individual", _("Decided one by one, with a reason and a manager")

    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="eligibilities")
    minimum_age = models.PositiveSmallIntegerField(_("from this age"))
    younger_by_exception = models.BooleanField(
        _("younger people in exceptional circumstances"),
        default=False,
        help_text=_("With a named supporter from social care and a manager's decision."),
    )
    women_only = models.BooleanField(_("for women"), default=False, help_text=_("As people say themselves; no proof."))
    areas = ParentalManyToManyField(Area, blank=True, related_name="+", verbose_name=_("for people who live in"))
    moving_here = models.BooleanField(_("also for people who move there to get away from abuse"), default=False)
    no_recourse = models.CharField(
        _("people with no recourse to public funds"), max_length=12, choices=NoRecourse.choices
    )

    class Meta(Dated.Meta):
        verbose_name = _("eligibility")
        verbose_name_plural = _("eligibility")

    def __str__(self) -> str:
        return f"{self.commission} ({self.valid_from})"

    def covers(self, area: Area) -> bool:
        """Whether people who live in this area fit; a network counts as its council does."""
        own = {covered.pk for covered in self.areas.all()}
        return area.pk in own or area.parent_id in own


class ResponseTarget(Dated):
    """How soon somebody looks at what was sent, counted in staffed minutes."""

    SERIES = ("commission", "level")

    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="response_targets")
    level = models.CharField(_("level"), max_length=12, choices=Level.choices)
    staffed_minutes = models.PositiveIntegerField(
        _("staffed minutes"),
        validators=[MinValueValidator(1)],
        help_text=_("Minutes within staffed hours. A day of eight staffed hours has 480."),
    )
    alert_after_staffed_minutes = models.PositiveIntegerField(
        _("alert after so many staffed minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("If nobody has opened it by then, the next named person is told. Empty: nobody is."),
    )

    class Meta(Dated.Meta):
        verbose_name = _("response target")
        verbose_name_plural = _("response targets")

    def __str__(self) -> str:
        return f"{self.commission}: {self.get_level_display()}"


class StaffedHours(Dated):
    """When somebody is there to look. A row for one area counts before one for the whole commission."""

    SERIES = ("commission", "area")

    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="staffed_hours")
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
        help_text=_(
            "In OpenStreetMap's way of writing, like “Mo-Fr 09:00-17:00; PH off” (PH: England's bank holidays)."
        ),
    )

    class Meta(Dated.Meta):
        verbose_name = _("staffed hours")
        verbose_name_plural = _("staffed hours")

    def __str__(self) -> str:
        return f"{self.area or self.commission}: {self.hours}"

    def clean(self) -> None:
        faults: dict[str, list[ValidationError]] = {}
        try:
            super().clean()
        except ValidationError as fault:
            fault.update_error_dict(faults)
        try:
            hours.check(self.hours, self.valid_from or date(2026, 1, 1))
        except hours.NotUnderstood as fault:
            faults["hours"] = [ValidationError(str(fault.message))]
        if faults:
            raise ValidationError(faults)
