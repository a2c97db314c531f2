"""The groups of tick boxes beside a list: their labels in the reader's language, and how many each would find."""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from services.asking import ASK, HOW, WHEN, Choice, ChoiceGroup, Question
from services.listing.asked import Spelt
from services.listing.counting import Counts
from services.models import AccessPoint, Facet

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FIXED: dict[str, tuple["StrOrPromise", dict[str, "StrOrPromise"]]] = {
    HOW: (_("How you get help"), {f"{HOW}:{kind.value}": kind.label for kind in AccessPoint.Kind}),
    WHEN: (
        _("When"),
        {
            f"{WHEN}:now": _("Open now"),
            f"{WHEN}:evenings": _("Open in the evening"),
            f"{WHEN}:weekends": _("Open at weekends"),
            f"{WHEN}:bank-holidays": _("Open on bank holidays"),
        },
    ),
    ASK: (
        _("How to ask"),
        {f"{ASK}:self": _("You can ask for yourself"), f"{ASK}:referral": _("A professional asks for you")},
    ),
}


class Named(NamedTuple):
    """`language`: that of the label."""

    group: str
    value: str
    label: str
    language: str
    key: UUID


class Names:
    """The choices that editors added, in one query: in the reader's language as far as they are translated."""

    def __init__(self, language: str) -> None:
        self.language = language

    @cached_property
    def facets(self) -> list[Named]:
        """In the order of the English ones."""
        english: dict[UUID, tuple[str, str]] = {}
        labels: dict[UUID, tuple[str, str]] = {}
        for key, language, group, slug, name in self._rows:
            if language == settings.LANGUAGE_CODE:
                english[key] = (group, f"{group}:{slug}")
            if language == self.language or key not in labels:
                labels[key] = (name, language)
        return [Named(group, value, *labels[key], key) for key, (group, value) in english.items()]

    def of(self, value: str) -> Named | None:
        """A choice (`support:drop-in`) by its value."""
        return next((facet for facet in self.facets if facet.value == value), None)

    def chosen(self, group: str, marks: Collection[str]) -> tuple[str, ...]:
        """The labels of a group's choices that are among these marks, in their order."""
        return tuple(facet.label for facet in self.facets if facet.group == group and facet.value in marks)

    @cached_property
    def spelt(self) -> tuple[Spelt, ...]:
        """In English and in the reader's language: the words by which somebody may ask for them."""
        return tuple(Spelt(f"{group}:{slug}", language, name) for _, language, group, slug, name in self._rows)

    @cached_property
    def _rows(self) -> list[tuple[UUID, str, str, str, str]]:
        rows = Facet.objects.filter(locale__language_code__in={self.language, settings.LANGUAGE_CODE})
        columns = ("translation_key", "locale__language_code", "group", "key", "name")
        return list(rows.order_by("order", "name", "pk").values_list(*columns))

    @cached_property
    def by_key(self) -> dict[UUID, str]:
        return {facet.key: facet.label for facet in self.facets}


def groups(counts: Counts, question: Question, names: Names) -> tuple[ChoiceGroup, ...]:
    """Every value that some entry here has, and every one that is ticked."""

    def choices(values: Mapping[str, "StrOrPromise"]) -> tuple[Choice, ...]:
        return tuple(
            Choice(value, str(label), counts.of(value), value in question.chosen)
            for value, label in values.items()
            if value in counts.seen or value in question.chosen
        )

    found = [ChoiceGroup(key, str(label), choices(values)) for key, (label, values) in FIXED.items()]
    for group in Facet.Group:
        values = {facet.value: facet.label for facet in names.facets if facet.group == group}
        found.append(ChoiceGroup(group.value, str(group.label), choices(values)))
    return tuple(group for group in found if group.choices)


def browsing(counts: Mapping[str, int], names: Names) -> list[ChoiceGroup]:
    """The choices of editors that have entries."""
    found = []
    for group in Facet.Group:
        facets = [facet for facet in names.facets if facet.group == group and counts.get(facet.value)]
        choices = tuple(Choice(facet.value, facet.label, counts[facet.value], False) for facet in facets)
        found.append(ChoiceGroup(group.value, str(group.label), choices))
    return [group for group in found if group.choices]
