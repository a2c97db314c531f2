"""What a proposal would change, word by word, against what stands now."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from services.models import AccessPoint, Proposal

from . import facts

SAME, OLD, NEW = "same", "old", "new"
# Words, spaces and line ends: put together again they are the text as it was.
PIECES = re.compile(r"\n|[^\S\n]+|\S+")
# Here a line is one thing: half a changed day or half a language says nothing.
WHOLE_LINES = {*facts.FACETS, facts.EXCEPTIONS, *facts.DAYS, *facts.CHOICES, "phone", "email", "website", "postcode"}


@dataclass(frozen=True)
class Part:
    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One field. `conflict`: the entry has changed since this was proposed, so both sides need a look."""

    name: str
    label: str
    parts: tuple[Part, ...]
    conflict: bool
    # What stood there when it was proposed, where that is no longer so.
    stood: tuple[str, ...] = ()
    # The entry says so already: there is nothing left to accept.
    done: bool = False
    # Accepting this also takes place and times away.
    hides: bool = False
    # Each part stands on a line of its own.
    by_line: bool = False


def changes(proposal: Proposal, point: AccessPoint, speaker: facts.Speaker) -> list[Change]:
    """In the order of the form. A field that the entry no longer offers is left out."""
    proposed = proposal.content["fields"]
    offered = facts.offered(point)
    return [_change(name, proposed[name], point, speaker) for name in offered if name in proposed]


def _change(name: str, pair: list[facts.Value], point: AccessPoint, speaker: facts.Speaker) -> Change:
    before, after = pair
    now = facts.read(point, name)
    old, new = speaker.lines(name, now), speaker.lines(name, after)
    conflict = now not in (before, after)
    return Change(
        name,
        facts.label(name),
        tuple(compare(old, new, whole_lines=name in WHOLE_LINES)),
        conflict,
        tuple(speaker.lines(name, before)) if conflict else (),
        now == after,
        name == facts.VENUE and not after,
        name in WHOLE_LINES,
    )


def compare(old: list[str], new: list[str], *, whole_lines: bool) -> Iterator[Part]:
    """Stretches that stay, go and come; where something is replaced, what goes stands first."""
    before, after = (_pieces(lines, whole_lines) for lines in (old, new))
    for tag, first, last, begins, ends in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[first:last]), "".join(after[begins:ends])
        if tag == "equal":
            yield _part(SAME, gone, whole_lines)
            continue
        if gone:
            yield _part(OLD, gone, whole_lines)
        if come:
            yield _part(NEW, come, whole_lines)


def _part(kind: str, text: str, whole_lines: bool) -> Part:
    return Part(kind, text.removesuffix("\n") if whole_lines else text)


def _pieces(lines: list[str], whole_lines: bool) -> list[str]:
    if whole_lines:
        return [f"{line}\n" for line in lines]
    return PIECES.findall("\n".join(lines))
