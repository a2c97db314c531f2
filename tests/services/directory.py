"""A small directory for tests of finding, made by hand: every entry is there for one question."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from wagtail.models import Locale

from places.models import Area, Town
from services import listing
from services.models import AccessPoint, Facet, Organisation, Service
from tests.cast import lay_foundations, settle
from tests.services.asking import NOON

FACETS = {
    "support": {"groups": ("Groups, courses and therapy", "Grupy, kursy i terapia", "مجموعات ودورات وعلاج")}
    | {
        "safe-place": (
            "A refuge or another safe place to stay",
            "Schronisko lub inne bezpieczne miejsce",
            "ملجأ أو مكان آمن آخر للإقامة",
        )
    }
    | {"children": ("Help for children and young people", "Pomoc dla dzieci i młodzieży", "مساعدة للأطفال والشباب")},
    "people": {"women": ("Women", "Kobiety", "النساء"), "men": ("Men", "Mężczyźni", "الرجال")},
    "access": {"step-free": ("Step-free door", "Wejście bez schodów", "مدخل بلا درج")}
    | {"bsl": ("British Sign Language", "Brytyjski język migowy", "لغة الإشارة البريطانية")},
    "language": {"pl": ("Polish", "polski", "البولندية"), "ar": ("Arabic", "arabski", "العربية")},
}
CODES = ("en", "pl", "ar")


class Directory:
    """One organisation with a service of no words; entries are added where they are needed."""

    def __init__(self) -> None:
        self.locales = {code: Locale.objects.get(language_code=code) for code in CODES}
        self.facets: dict[str, Facet] = {}
        for group, values in FACETS.items():
            for order, (key, names) in enumerate(values.items()):
                self._facet(group, key, order, names)
        self.organisation = Organisation.objects.create(name="Example", locale=self.locales["en"])

    def _facet(self, group: str, key: str, order: int, names: tuple[str, ...]) -> None:
        shared: dict[str, Any] = {"group": group, "key": key, "order": order}
        for code, name in zip(CODES, names, strict=True):
            Facet.objects.filter(group=group, key=key, locale=self.locales[code]).delete()
            row = Facet.objects.create(name=name, locale=self.locales[code], **shared)
            shared["translation_key"] = row.translation_key
            self.facets.setdefault(f"{group}:{key}", row)

    def area(self, slug: str) -> Area:
        return Area.objects.get(slug=slug)

    def town(self, name: str) -> tuple[int, int]:
        town = Town.objects.get(name=name)
        return town.easting, town.northing

    @listing.held()
    def service(self, name: str = "A service", *chosen: str, **words: Any) -> Service:
        service = Service.objects.create(
            name=name, organisation=self.organisation, locale=self.locales["en"], **{"summary": "", **words}
        )
        for value in chosen:
            getattr(service, value.partition(":")[0]).add(self.facets[value])
        service.save()
        return service

    @listing.held()
    def point(self, name: str, *areas: str, town: str = "", chosen: tuple[str, ...] = (), **more: Any) -> AccessPoint:
        """An entry in the first of these areas that serves all of them; `town` says where it stands."""
        east, north = self.town(town) if town else (None, None)
        served = [self.area(slug) for slug in areas]
        facts = {"kind": AccessPoint.Kind.DROP_IN, "easting": east, "northing": north, **more}
        facts.setdefault("service", None)
        facts["service"] = facts["service"] or self.service()
        point = AccessPoint.objects.create(
            name=name, slug=name.lower().replace(" ", "-")[:80], area=served[0], locale=self.locales["en"], **facts
        )
        point.areas.set(served)
        for value in chosen:
            field = {"access": "access", "language": "languages"}[value.partition(":")[0]]
            getattr(point, field).add(self.facets[value])
        point.save()
        return point

    @listing.held()
    def translated(self, point: AccessPoint, language: str, **words: Any) -> AccessPoint:
        """The same entry in another language; its service too."""
        service = Service.objects.filter(translation_key=point.service.translation_key, locale=self.locales[language])
        shown = service.first() or Service.objects.create(
            name=words.pop("service_name", point.service.name),
            summary=words.pop("service_summary", ""),
            organisation=self.organisation,
            locale=self.locales[language],
            translation_key=point.service.translation_key,
        )
        return AccessPoint.objects.create(
            name=words.pop("name", point.name),
            slug=point.slug,
            kind=point.kind,
            area=point.area,
            service=shown,
            locale=self.locales[language],
            translation_key=point.translation_key,
            **words,
        )


@contextmanager
def laid_once(fill: Callable[[Directory], object]) -> Iterator[Directory]:
    """For a fixture of a whole file: a directory with these entries, taken back at the end."""
    with transaction.atomic():
        lay_foundations()
        directory = Directory()
        with listing.held():
            fill(directory)
        # The times of the coming days are those of the tests' own clock.
        listing.rebuild(now=NOON)
        settle()
        yield directory
        transaction.set_rollback(True)
