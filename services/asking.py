"""What somebody looks for, and what they are shown: the words between the pages and the queries.

How the pages use it, each of them a function of `services.search`:

    understand(typed, language) -> Understood      the one field "place or what you need", before the address is made
    answer(question, page, language, now) -> Answer
    browsed(language) -> list[ChoiceGroup]         every choice of editors that has entries, with how many, everywhere
    browsed(language, area_pk) -> list[ChoiceGroup]    the same for one area
    areas_with(value) -> list[tuple[Area, int]]    for one choice (`support:drop-in`): every council, and how many
"""

from dataclasses import dataclass, field

from places.finding import Found
from places.models import Area

from .reading import Entry

# Ways to narrow a list that are facts of an access point rather than choices that editors add. The first part of
# each pair is the group; the second is what stands in a form. Choices that editors add are `<group>:<key>`.
HOW = "how"  # how:<AccessPoint.Kind>
WHEN = "when"  # when:now | when:evenings | when:weekends | when:bank-holidays
ASK = "ask"  # ask:self | ask:referral


@dataclass(frozen=True)
class Understood:
    """What was typed into the one field. Nothing of it is logged or stored here.

    place: what `places.finding.find` makes of the place in it; None where no place was named.
    words: the rest, as typed; empty where only a place was named. Where neither stands, `place` says why.
    """

    place: Found | None
    words: str


@dataclass(frozen=True)
class Question:
    """What somebody looks for. Nothing of it stands in an address, a log or a cache.

    areas: their own areas, served first; empty means everywhere (or, with a point, whatever is near it).
    point: easting and northing in metres, or None: then by name, and their own areas only.
    words: free text, as typed, without the place.
    chosen: `<group>:<key>` of every ticked choice.
    """

    areas: tuple[int, ...] = ()
    point: tuple[int, int] | None = None
    words: str = ""
    chosen: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Choice:
    """One tick box. `count`: how many entries the list would hold with it (for a chosen one: holds because of it)."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class ChoiceGroup:
    key: str
    label: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> int:
        return sum(choice.chosen for choice in self.choices)


@dataclass(frozen=True)
class Row:
    """An entry in a list. `miles`: rounded to a tenth, None where unknown or where it comes to the person.

    people, languages: the names of what was chosen of these groups, in the reader's language.
    """

    entry: Entry
    miles: float | None
    own_area: bool
    people: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """One page of what was found: what one goes to, then what comes to the person.

    understood: words that were put right (`counceling` → `counselling`), to be shown; unknown: words that nothing of
    ours resembles, left out; wider: the same question with something left out, and how many that finds, where nothing
    was found; neighbours: the councils nearest to the place, where nothing was found.
    """

    places: tuple[Row, ...]
    others: tuple[Row, ...]
    count: int
    page: int
    pages: int
    groups: tuple[ChoiceGroup, ...] = ()
    understood: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    wider: tuple[tuple[Question, int], ...] = ()
    neighbours: tuple[Area, ...] = field(default=())
