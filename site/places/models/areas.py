"""Where people live: councils, the smaller networks inside one, and towns."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

# Other addresses stand beside those of areas; no area takes their words.
KEPT_WORDS = frozenset({"map", "near", "needs", "print", "report"})


class AreaQuerySet(models.QuerySet["Area"]):
    def councils(self) -> "AreaQuerySet":
        return self.filter(kind=Area.Kind.COUNCIL)

    def networks(self) -> "AreaQuerySet":
        return self.filter(kind=Area.Kind.NETWORK)


class Area(models.Model):
    """A council district, or a Local Network inside one. Its slug stands in addresses and never changes.

    Nor do its kind and the council it lies in: who works for a council reads the cases of its networks, so that
    moving an area would show them to others without the second person that a role needs.

    A name is a proper name: shown as it is in every language, marked `translate="no"`.
    """

    class Kind(models.TextChoices):
        COUNCIL = "council", _("Council")
        NETWORK = "network", _("Local Network")

    slug = models.SlugField(_("address"), unique=True, max_length=60, blank=True, editable=False)
    name = models.CharField(_("name"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.COUNCIL)
    gss = models.CharField(
        _("GSS code"),
        max_length=9,
        unique=True,
        null=True,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]\d{8}$", _("A GSS code is a letter and eight digits, like E07000105."))],
        help_text=_("The council's code in national statistics; postcodes are matched by it. A network has none."),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="networks",
        verbose_name=_("council it lies in"),
        limit_choices_to={"kind": Kind.COUNCIL},
    )
    order = models.PositiveSmallIntegerField(_("place in lists"), default=0)

    objects = AreaQuerySet.as_manager()
    MOVED = _("The kind of an area and the council it lies in stay as they are. Add a new area instead.")

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "order", "name"]
        verbose_name = _("area")
        verbose_name_plural = _("areas")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self._moved():
            raise ValidationError(self.MOVED)
        # An empty field of a form is "", and a second "" would not be unique.
        self.gss = self.gss or None
        if self.kind == self.Kind.NETWORK and self.parent is None:
            raise ValidationError({"parent": _("Choose the council that the network lies in.")})
        if self.kind == self.Kind.COUNCIL and self.parent is not None:
            raise ValidationError({"parent": _("A council lies in no other council. Leave this empty.")})

    def save(self, *args: object, **kwargs: object) -> None:
        if self._moved():
            raise ValidationError(self.MOVED)
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def _moved(self) -> bool:
        stored = Area.objects.filter(pk=self.pk).values_list("kind", "parent_id").first() if self.pk else None
        return stored is not None and stored != (self.kind, self.parent_id)

    def _free_slug(self) -> str:
        slug = wanted = slugify(self.name)[:50] or "area"
        number = 2
        while slug in KEPT_WORDS or Area.objects.filter(slug=slug).exists():
            slug, number = f"{wanted}-{number}", number + 1
        return slug


class Town(models.Model):
    """A town or village, to be found by its name. Positions and most names: GeoNames, CC BY 4.0."""

    name = models.CharField(_("name"), max_length=100)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="towns", verbose_name=_("area"))
    easting = models.PositiveIntegerField(_("easting"), help_text=_("Metres on the British National Grid."))
    northing = models.PositiveIntegerField(_("northing"), help_text=_("Metres on the British National Grid."))
    source = models.CharField(_("source"), max_length=100, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        verbose_name = _("town")
        verbose_name_plural = _("towns")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["name", "area"], name="places_town_once_per_area")
        ]

    def __str__(self) -> str:
        return self.name
