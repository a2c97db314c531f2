from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PublishingPanel, TitleFieldPanel
from wagtail.admin.widgets import SlugInput
from wagtail_localize.fields import SynchronizedField

from content.models import Entry
from services import previewing
from services.hours_editor import HoursTextField
from services.unseen import MESSAGE, holds_unseen

from .access_point_form import AccessPointForm
from .facet import Facet
from .kept import Kept, kept_panel, several_panel
from .telling import OF_ORGANISATION, OF_SERVICE, OTHER_WORDS, refusals, telling

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Whatever could tell where a place is. None of it is ever stored for a confidential one.
LOCATION_WORDS = ("town", "address", "postcode", "directions")
LOCATION_POINT = ("easting", "northing")
# When a group meets, beside its other hours.
TIMES = ("hours", "hours_note", "closed_note")
EMPTY: dict[str, Any] = {**dict.fromkeys((*LOCATION_WORDS, *TIMES), ""), **dict.fromkeys(LOCATION_POINT)}

LOCATION = frozenset({*LOCATION_WORDS, *LOCATION_POINT})
TIMES_AND_PLACE = LOCATION | {*TIMES}
NOWHERE = Q(**dict.fromkeys(LOCATION_WORDS, "")) & Q(**{f"{name}__isnull": True for name in LOCATION_POINT})


class AccessPoint(Kept, Entry):
    """A place or channel where a person can get a service."""

    class Kind(models.TextChoices):
        DROP_IN = "drop_in", _("You can walk in")
        APPOINTMENT = "appointment", _("By appointment")
        TELEPHONE = "telephone", _("By telephone")
        ONLINE = "online", _("Online")
        OUTREACH = "outreach", _("They come to you")
        GROUP = "group", _("A group that meets")
        SAFE_ACCOMMODATION = "safe_accommodation", _("A safe place to stay")

    # Where one goes to; the other kinds come to the person.
    PLACES = frozenset({Kind.DROP_IN, Kind.APPOINTMENT, Kind.GROUP})

    service = models.ForeignKey(
        "services.Service", verbose_name=_("service"), on_delete=models.PROTECT, related_name="access_points"
    )
    name = models.CharField(_("name"), max_length=160)
    slug = models.SlugField(_("address on this site"), max_length=80)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    area = models.ForeignKey(
        "places.Area",
        verbose_name=_("main area"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Its page stands below this area."),
    )
    areas = ParentalManyToManyField("places.Area", verbose_name=_("all areas it serves"), related_name="access_points")
    summary = models.CharField(_("in one sentence"), max_length=200, blank=True)
    what_happens = models.TextField(
        _("what happens when you get in touch"), max_length=600, blank=True, help_text=_("One step a line.")
    )

    confidential = models.BooleanField(
        _("location withheld"), default=False, help_text=_("For safe houses. Nothing that tells where it is is kept.")
    )
    venue_public = models.BooleanField(
        _("place and times may be shown"),
        default=False,
        help_text=_("For groups only: the organisation has agreed that everybody may know where and when it meets."),
    )
    town = models.CharField(_("town"), max_length=80, blank=True)
    address = models.TextField(_("address"), max_length=300, blank=True)
    postcode = models.CharField(_("postcode"), max_length=8, blank=True)
    easting = models.PositiveIntegerField(_("easting in metres"), null=True, blank=True)
    northing = models.PositiveIntegerField(_("northing in metres"), null=True, blank=True)
    directions = models.TextField(_("how to find the door"), max_length=400, blank=True)

    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    hours = HoursTextField(_("opening hours"))
    hours_note = models.CharField(_("in addition, about the hours"), max_length=200, blank=True)
    closed_from = models.DateField(_("closed for now, from"), null=True, blank=True)
    closed_until = models.DateField(
        _("closed up to and including"), null=True, blank=True, help_text=_("Empty: until somebody changes it.")
    )
    closed_note = models.CharField(
        _("why, and where to go instead"), max_length=200, blank=True, help_text=_("Shown while it is closed.")
    )
    self_referral = models.BooleanField(_("people can ask for themselves"), default=True)
    access = ParentalManyToManyField(
        Facet,
        verbose_name=_("getting in and taking part"),
        blank=True,
        related_name="+",
        limit_choices_to={"group": Facet.Group.ACCESS, "locale__language_code": "en"},
    )
    languages = ParentalManyToManyField(
        Facet,
        verbose_name=_("languages"),
        blank=True,
        related_name="+",
        limit_choices_to={"group": Facet.Group.LANGUAGE, "locale__language_code": "en"},
    )

    phone_checked_on = models.DateField(_("telephone last checked on"), null=True, blank=True)
    # Set when a person took the number away: the page then names a national line instead.
    phone_withdrawn_on = models.DateField(_("telephone taken away on"), null=True, blank=True, editable=False)

    SAME_EVERYWHERE = (
        *("slug", "name", "kind", "area", "areas", "confidential", "venue_public", "town", "address", "postcode"),
        *("easting", "northing", "phone", "email", "website", "hours", "closed_from", "closed_until"),
        *("self_referral", "access", "languages", "keeper", "phone_checked_on"),
    )
    override_translatable_fields = [SynchronizedField(name, overridable=False) for name in SAME_EVERYWHERE]
    panels = [
        MultiFieldPanel(
            [
                *(FieldPanel("service"), TitleFieldPanel("name", classname="", placeholder=False)),
                *(FieldPanel("slug", widget=SlugInput), FieldPanel("kind"), FieldPanel("summary")),
            ],
            _("What it is"),
        ),
        MultiFieldPanel([FieldPanel("area"), several_panel("areas")], _("Whom it serves")),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("confidential", "venue_public", *LOCATION_WORDS, *LOCATION_POINT)],
            _("Where it is"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("phone", "email", "website", "self_referral", "what_happens")],
            _("Getting in touch"),
        ),
        MultiFieldPanel(
            [
                *(FieldPanel(name) for name in ("hours", "hours_note")),
                InlinePanel("exceptions", heading=_("Other hours on some days"), label=_("other hours")),
                *(FieldPanel(name) for name in ("closed_from", "closed_until", "closed_note")),
            ],
            _("When it is open"),
        ),
        MultiFieldPanel([several_panel("access"), several_panel("languages")], _("Getting in and taking part")),
        kept_panel("phone_checked_on"),
        PublishingPanel(),
    ]

    base_form_class = AccessPointForm

    class Meta(Entry.Meta):
        verbose_name = _("access point")
        verbose_name_plural = _("access points")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["area", "slug", "locale"], name="access_point_address_once_a_language"),
            models.CheckConstraint(name="confidential_place_is_nowhere", condition=Q(confidential=False) | NOWHERE),
            models.CheckConstraint(
                name="group_without_consent_is_nowhere",
                condition=~Q(kind="group") | Q(venue_public=True) | (NOWHERE & Q(hours="")),
            ),
            models.CheckConstraint(
                name="safe_accommodation_is_confidential",
                condition=~Q(kind="safe_accommodation") | Q(confidential=True),
            ),
        ]
        indexes = [models.Index(fields=["live", "locale", "kind"], name="access_point_listing")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        unseen = [name for name in (*OTHER_WORDS, *LOCATION_WORDS) if holds_unseen(getattr(self, name))]
        if unseen:
            raise ValidationError(dict.fromkeys(unseen, MESSAGE))
        if self.kind == self.Kind.SAFE_ACCOMMODATION and not self.confidential:
            raise ValidationError({"confidential": _("A safe place to stay is always “location withheld”.")})
        if self.confidential:
            self._refuse(_("The location of this place is withheld. Leave this empty."))
        elif self.withheld:
            self._refuse(_("Leave this empty unless the organisation has agreed that place and times may be shown."))
        if self.withheld:
            self._refuse_telling()
        if self._was_confidential() and not self.confidential:
            self._refuse(
                _("The location is withheld until you publish this without one. Then you can add it."), LOCATION
            )
        if (self.easting is None) != (self.northing is None):
            raise ValidationError({"northing": _("Give both easting and northing, or neither.")})
        if self.closed_until and (self.closed_from is None or self.closed_until < self.closed_from):
            raise ValidationError({"closed_until": _("Give the first day too. The last day must not be before it.")})

    def _refuse(self, message: "StrOrPromise", names: frozenset[str] | None = None) -> None:
        kept = [name for name in names or self.withheld if getattr(self, name) not in {"", None}]
        if kept:
            raise ValidationError(dict.fromkeys(kept, message))

    def _refuse_telling(self) -> None:
        """In its own words, in those of its other languages, and of a safe place in what stands above it."""
        errors: dict[str, Any] = refusals(self, OTHER_WORDS)
        # Without a key it is a row of a file, whose languages are judged with it.
        same = AccessPoint.objects.filter(translation_key=self.translation_key).exclude(pk=self.pk)
        for row in same.select_related("locale") if self.translation_key else ():
            for name, refusal in refusals(row, OTHER_WORDS).items():
                # An address that is the same in every language needs no second line.
                errors.setdefault(name, f"{row.locale.get_display_name()}: {refusal}")
        if self.confidential and self.service_id and (above := self._telling_above()):
            errors["service"] = above
        if errors:
            raise ValidationError(errors)

    def _telling_above(self) -> str | None:
        """A service or organisation above it whose words tell, in any language: its name, and by what."""
        service = self.service
        for row in type(service).objects.filter(translation_key=service.translation_key).select_related("locale"):
            for refusal in refusals(row, OF_SERVICE).values():
                return f"{row.name} ({row.locale.get_display_name()}): {refusal}"
        above = service.organisation
        for other in type(above).objects.filter(translation_key=above.translation_key).select_related("locale"):
            for refusal in refusals(other, OF_ORGANISATION).values():
                return f"{other.name} ({other.locale.get_display_name()}): {refusal}"
        return None

    def _was_confidential(self) -> bool:
        return self.pk is not None and AccessPoint.objects.filter(pk=self.pk, confidential=True).exists()

    @property
    def withheld(self) -> frozenset[str]:
        """The fields that must be empty: of a safe place, and of a group that did not agree to be found."""
        if self.confidential or self.kind == self.Kind.SAFE_ACCOMMODATION:
            return LOCATION
        if self.kind == self.Kind.GROUP and not self.venue_public:
            return TIMES_AND_PLACE
        return frozenset()

    def _blank(self, names: frozenset[str]) -> None:
        for name in names:
            setattr(self, name, EMPTY[name])
        if "hours" in names:
            self.exceptions.set([])

    def _blank_words(self) -> None:
        """Where somebody asks, they are refused; an entry cannot be without its name and its address here."""
        for name in telling(self, OTHER_WORDS):
            if name not in {"name", "slug"}:
                setattr(self, name, "")

    @transaction.atomic
    def save_revision(self, *args: Any, clean: bool = True, **kwargs: Any) -> Any:
        """Nothing that is withheld comes into a draft or the history: refused, and blanked where nobody asks."""
        if clean:
            self.full_clean()
        was = self._was_confidential()
        self._blank(self.withheld | (LOCATION if was else frozenset()))
        if self.withheld or was:
            self._blank_words()
        return super().save_revision(*args, clean=False, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if "hours" in self.withheld and kwargs.get("update_fields") is None:
            # Children have no constraint of the database that knows of their entry.
            self.exceptions.set([])
        super().save(*args, **kwargs)

    @property
    def is_place(self) -> bool:
        return self.kind in self.PLACES

    @property
    def steps(self) -> list[str]:
        return [line.strip() for line in self.what_happens.splitlines() if line.strip()]

    def get_absolute_url(self) -> str:
        return reverse("access_point", args=[self.area.slug, self.slug])

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return previewing.POINT

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return previewing.of_point(self, previewing.original_of(self))
