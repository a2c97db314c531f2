"""What a case's answers say of the facts that rules ask about. Each kind of form registers its own reader.

facts.register("self_referral", read)       # read(answers) -> Facts
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from referral_forms.inbox.models import Case

# "" is not asked, or not answered: for the rules the same as "unsure".
YES, NO, UNSURE, UNSAID, UNKNOWN = "yes", "no", "unsure", "unsaid", ""


@dataclass(frozen=True)
class Facts:
    """`youngest` and `oldest`: full years, both included; None where that is not known.

    `area`: the slug of where they live, or are moving to; `lives` and `moving` say which. `outside`: they live in none
    of our areas. `family`: they come with somebody whom the service is for (K-7.1). `woman`: as they say themselves
    (D-3.2), and `no_recourse` as they know it.
    """

    youngest: int | None = None
    oldest: int | None = None
    area: str = ""
    lives: str = UNKNOWN
    moving: str = UNKNOWN
    outside: bool = False
    woman: str = UNKNOWN
    no_recourse: str = UNKNOWN
    family: bool = False


Reader = Callable[[dict[str, Any]], Facts]
_readers: dict[str, Reader] = {}


def register(kind: str, reader: Reader) -> None:
    _readers[kind] = reader


def known(kind: str) -> bool:
    return kind in _readers


def of(case: Case, answers: dict[str, Any]) -> Facts:
    """A kind without a reader knows nothing, and every rule of it says: ask. Where staff put the case counts first."""
    facts = _readers[case.kind](answers) if case.kind in _readers else Facts()
    if case.area is None or case.area.slug == facts.area:
        return facts
    return replace(facts, area=case.area.slug)


# In full years, both included.
AGES = {"under_13": (0, 12), "13_15": (13, 15), "16_17": (16, 17), "18": (18, None)}


def of_self_referral(answers: dict[str, Any]) -> Facts:
    """The keys stand in `forms.py`: one question asks where somebody lives or is moving to."""
    return of_answers(answers, (answers.get("age") or {}).get("age", ""))


def of_answers(answers: dict[str, Any], band: str) -> Facts:
    """For every journey that asks about place, woman and money as the self-referral does. `band`: a key of AGES."""
    place, which = answers.get("place") or {}, answers.get("which-area") or {}
    youngest, oldest = AGES.get(band, (None, None))
    outside = bool(place.get("outside"))
    area = which.get("area") or place.get("area") or ""
    return Facts(
        youngest=youngest,
        oldest=oldest,
        area=area,
        lives=NO if outside else UNKNOWN,
        moving=(YES if area else NO if "area" in which else UNKNOWN) if outside else UNKNOWN,
        outside=outside and not area,
        woman=(answers.get("woman") or {}).get("woman", UNKNOWN),
        no_recourse=(answers.get("money") or {}).get("nrpf") or UNKNOWN,
    )
