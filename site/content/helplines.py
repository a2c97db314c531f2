"""The register of helplines as one request sees it: one query, in the reader's language."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from content.audiences import Audience
from content.lines import Line
from content.models import Helpline
from content.models.helpline import MAIN
from places.models import Area


class Register:
    """Every public helpline. Reads the database when first asked."""

    def __init__(self, language: str, today: date | None = None):
        self.language = language
        self.today = today or timezone.localdate()

    @cached_property
    def _rows(self) -> list[Helpline]:
        """One row for each helpline and area, and one for each without: the areas come with the same query."""
        rows = (
            Helpline.objects.filter(live=True, checked_on__isnull=False)
            .exclude(source="")
            .filter(locale__language_code__in={self.language, settings.LANGUAGE_CODE})
        )
        return list(rows.select_related("locale").annotate(area_id=F("areas")))

    @cached_property
    def lines(self) -> list[Line]:
        found: dict[str, dict[UUID, Helpline]] = {self.language: {}, settings.LANGUAGE_CODE: {}}
        for row in self._rows:
            found[row.locale.language_code][row.translation_key] = row
        # The English row is the one that is kept true; a translation only lends its words.
        return [
            self._line(original, found[self.language].get(key, original))
            for key, original in found[settings.LANGUAGE_CODE].items()
        ]

    def _line(self, original: Helpline, row: Helpline) -> Line:
        return Line(original, row, row.locale.language_code, original.is_overdue(self.today))

    def _placed(self, line: Line) -> Line:
        """The line, saying which areas it is for: a number for Kent is none for Durham."""
        areas = self.area_ids.get(line.helpline.pk, set())
        return replace(line, places=tuple(name for pk, name in self._area_names.items() if pk in areas))

    @cached_property
    def _area_names(self) -> dict[int, str]:
        return dict(Area.objects.order_by("name").values_list("pk", "name"))

    @cached_property
    def area_ids(self) -> dict[int, set[int]]:
        """Which areas each helpline (by the id of its English row) is for; a national one is missing."""
        areas: dict[int, set[int]] = defaultdict(set)
        for row in self._rows:
            if row.area_id:
                areas[row.pk].add(row.area_id)
        return areas

    @property
    def main(self) -> Line | None:
        """The national line that stands on every page."""
        return next((line for line in self.lines if line.helpline.key == MAIN), None)

    @property
    def everywhere(self) -> list[Line]:
        """The few lines at the foot of every page: those that never hide, but 999, which stands on top."""
        return [
            line for line in self if line.helpline.always_shown and Audience.EMERGENCY not in line.helpline.audiences
        ]

    def __iter__(self) -> Iterator[Line]:
        """Everything for people who are being hurt: never the lines for one's own behaviour (domain H 21)."""
        return iter([line for line in self.lines if not line.helpline.for_own_behaviour])

    def for_audience(self, audience: str) -> list[Line]:
        own = audience == Audience.OWN_BEHAVIOUR
        return [
            self._placed(line)
            for line in self.lines
            if audience in line.helpline.audiences and line.helpline.for_own_behaviour == own
        ]

    def by_audience(self) -> list[tuple[Audience, list[Line]]]:
        """The groups of the helplines page, without empty ones and without one's own behaviour."""
        groups = (
            (audience, self.for_audience(audience)) for audience in Audience if audience != Audience.OWN_BEHAVIOUR
        )
        return [(audience, lines) for audience, lines in groups if lines]

    def for_areas(self, area_ids: Iterable[int], audience: str = Audience.LOCAL) -> list[Line]:
        """Lines of that audience for these areas; the local ones unless said."""
        wanted = set(area_ids)
        return [
            line
            for line in self
            if audience in line.helpline.audiences and wanted & self.area_ids.get(line.helpline.pk, set())
        ]
