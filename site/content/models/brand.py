import hashlib

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from content import colours

PINE, DEEP, SUN = "#1f4f40", "#173b30", "#f5c542"
# Dark mode: the page, and the two colours that the design gives for Waymark's own (design/README.md).
DARK_PAPER, DARK_PINE, DARK_DEEP = "#141e1a", "#a9d6c0", "#0b1512"
DARK_PINE_CONTRAST = 9.0

hex_colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write the colour as # and six digits, like #1f4f40."))


@register_setting(icon="view")
class Brand(BaseSiteSetting):
    """An organisation's own name and colours. Everything else of the look stays."""

    name = models.CharField(_("name"), max_length=60, default="Waymark")
    strapline = models.CharField(_("short line about the site"), max_length=120, blank=True)
    pine = models.CharField(_("main colour"), max_length=7, default=PINE, validators=[hex_colour])
    deep = models.CharField(_("dark colour"), max_length=7, default=DEEP, validators=[hex_colour])
    sun = models.CharField(_("bright colour"), max_length=7, default=SUN, validators=[hex_colour])

    panels = [
        FieldPanel("name"),
        FieldPanel("strapline"),
        MultiFieldPanel([FieldPanel("pine"), FieldPanel("deep"), FieldPanel("sun")], _("Colours")),
    ]

    class Meta:
        verbose_name = _("name and colours")

    def clean(self) -> None:
        for field in ("pine", "deep", "sun"):
            setattr(self, field, str(getattr(self, field)).lower())
            if not colours.HEX.fullmatch(getattr(self, field)):
                return  # the field's own validator says it
        problems = {
            "pine": _too_weak(gettext("White text on this colour"), colours.WHITE, self.pine, 7),
            "deep": _too_weak(gettext("White text on this colour"), colours.WHITE, self.deep, 7),
            "sun": _too_weak(gettext("This colour on the dark colour"), self.sun, self.deep, 4.5),
        }
        if found := {field: message for field, message in problems.items() if message}:
            raise ValidationError(found)

    def css(self) -> str:
        """The brand's stylesheet: variables holding checked hex colours, and nothing else."""
        light = {"pine": self.pine, "deep": self.deep, "sun": self.sun}
        dark = {
            "pine": DARK_PINE
            if self.pine == PINE
            else colours.towards(self.pine, colours.WHITE, DARK_PAPER, DARK_PINE_CONTRAST),
            "deep": DARK_DEEP if self.deep == DEEP else colours.mix(self.deep, colours.BLACK, 0.65),
            "sun": self.sun,
        }
        return f":root{{{_variables(light)}}}@media (prefers-color-scheme:dark){{:root{{{_variables(dark)}}}}}"

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.css().encode()).hexdigest()[:16]

    @property
    def css_url(self) -> str:
        """Its address, which changes when a colour does."""
        return reverse("brand_stylesheet", args=[self.digest])


def _variables(values: dict[str, str]) -> str:
    for value in values.values():
        if not colours.HEX.fullmatch(value):
            raise ValueError("not a colour")
    return ";".join(f"--wm-{name}:{value}" for name, value in values.items())


def _too_weak(what: str, one: str, other: str, least: float) -> str:
    found = colours.ratio(one, other)
    if found >= least:
        return ""
    return _("%(what)s has a contrast of %(found).1f to 1. It needs %(least)s to 1 so that everybody can read it.") % {
        "what": what,
        "found": found,
        "least": f"{least:g}",
    }
