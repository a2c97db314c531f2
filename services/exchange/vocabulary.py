"""Another publisher's words beside ours: terms and areas, and a count of what we have no word for."""

import re
from collections import Counter
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from places import postcodes
from places.models import Area
from places.postcode_file import PostcodesUnavailable
from services.models import Facet

from .plan import Remark
from .shapes import inner, several, text
from .standing import Directory

GSS = re.compile(r"[A-Z]\d{8}")


class Vocabulary:
    """Finds our choices and areas for theirs. `unknown`: their words that were left out, and how often."""

    def __init__(self, directory: Directory) -> None:
        self.by_id: dict[str, tuple[str, str]] = {}
        self.by_word: dict[tuple[str, str], tuple[str, str]] = {}
        rows = Facet.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
        for facet in rows.order_by("-order", "-pk"):
            ours = facet.group, facet.key
            self.by_id[str(facet.translation_key)] = ours
            for word in (facet.key, facet.name):
                self.by_word[facet.group, _plain(word)] = self.by_word["", _plain(word)] = ours
        self.areas = {_plain(name): slug for slug, name in directory.area_names.items()}
        self.areas |= {_plain(slug): slug for slug in directory.areas}
        self.by_gss = dict(Area.objects.exclude(gss=None).values_list("gss", "slug"))
        self.unknown: Counter[str] = Counter()

    def chosen(self, document: dict[str, Any]) -> set[tuple[str, str]]:
        """(group, key) of each of our choices that their terms mean."""
        found = set()
        for attribute in several(document, "attributes", "service_taxonomys"):
            term = inner(attribute, "taxonomy_term") or inner(attribute, "taxonomy") or attribute
            ours = self._term(term, text(attribute, "link_type"))
            if ours is None:
                self.unknown[text(term, "name", "code", "id")] += 1
            else:
                found.add(ours)
        for language in several(document, "languages"):
            ours = self._term(language, Facet.Group.LANGUAGE)
            if ours is not None:
                found.add(ours)
        return found

    def _term(self, term: dict[str, Any], group: str) -> tuple[str, str] | None:
        if (ours := self.by_id.get(text(term, "id"))) is not None:
            return ours
        for word in (text(term, "code"), text(term, "name"), text(term, "language")):
            known_group = group if group in Facet.Group.values else ""
            if word and (ours := self.by_word.get((known_group, _plain(word)))) is not None:
                return ours
        return None

    def serves(self, document: dict[str, Any]) -> list[str]:
        """Our areas among those that it serves, in its order."""
        found = []
        for area in several(document, "service_areas"):
            gss = GSS.search(text(area, "uri") or text(area, "extent"))
            slug = self.by_gss.get(gss[0]) if gss else None
            names = (text(area, "service_area"), text(area, "name"), text(area, "extent"))
            found.append(slug or next((self.areas[_plain(name)] for name in names if _plain(name) in self.areas), ""))
        return [*dict.fromkeys(filter(None, found))]

    def lies_in(self, address: dict[str, Any]) -> tuple[str, tuple[int, int] | None]:
        """(our area, or nothing; easting and northing where its postcode says so)."""
        try:
            reading = postcodes.read(text(address, "postal_code")[:12])
        except PostcodesUnavailable:
            reading = None
        if reading and reading.postcode and reading.sure:
            found = reading.postcode
            return self.by_gss.get(found.council, ""), (found.easting, found.northing) if found.easting else None
        names = (text(address, name) for name in ("city", "region", "state_province"))
        return next((self.areas[_plain(name)] for name in names if _plain(name) in self.areas), ""), None

    def remarks(self) -> list[Remark]:
        said = _("%(count)s times: “%(term)s” is none of our choices, and was left out.")
        return [
            Remark(0, "attributes", said % {"count": count, "term": term[:80]})
            for term, count in self.unknown.most_common(200)
            if term
        ]


def _plain(word: str) -> str:
    return re.sub(r"[^\w]+", " ", word).strip().casefold()
