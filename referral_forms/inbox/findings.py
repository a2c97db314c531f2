"""What the Commission's rules say of a case. The forms know the answers; the inbox asks them through here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .kinds import Text
from .models import Case, Decision

# Keys of `Case.why` that stand as long as a decision is missing.
WHYS = {Decision.Kind.UNDER_AGE.value: "exception_needed", Decision.Kind.NO_RECOURSE.value: "nrpf_decision"}


class Level(TextChoices):
    """There is none that turns anybody away (K-7.1): what does not fit is for a person to answer."""

    FITS = "fits", _("Fits")
    NOT_SURE = "not_sure", _("Not sure: ask")
    DECISION = "decision", _("Needs a manager’s decision")
    OUTSIDE = "outside", _("Outside: find the right help with them")


@dataclass(frozen=True)
class Finding:
    """One line of the rules. `decision`: the `Decision.Kind` that it needs; `why`: its key in `Case.why`."""

    key: str
    level: Level
    words: Text
    clause: str
    decision: str = ""
    why: str = ""


Finder = Callable[[Case], Sequence[Finding]]
_finders: list[Finder] = []


def provide(finder: Finder) -> None:
    """Let a room say what rules find of its cases; for other rooms' cases it gives nothing."""
    if finder not in _finders:
        _finders.append(finder)


def of(case: Case) -> list[Finding]:
    return [finding for finder in _finders for finding in finder(case)]


def wanted(case: Case, found: list[Finding] | None = None) -> list[Finding]:
    """What the rules find that a manager must decide, decided already or not."""
    found = of(case) if found is None else found
    return [finding for finding in found if finding.decision]


def open_questions(case: Case, found: list[Finding] | None = None) -> list[Finding]:
    """Decisions that are still missing. While there is one, nobody may accept the case (K-7.2, K-9.2)."""
    decided = set(case.decisions.values_list("kind", flat=True))
    return [finding for finding in wanted(case, found) if finding.decision not in decided]


def mark(case: Case) -> bool:
    """Make `case.why` name the decisions that are missing, and no other; returns whether that changed it."""
    missing = [WHYS[finding.decision] for finding in open_questions(case)]
    before = list(case.why or [])
    case.why = [*missing, *(key for key in before if key not in WHYS.values())]
    return case.why != before
