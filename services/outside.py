"""Somebody lives outside our areas: what there is for them, from the register and from data, never from memory."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from content.audiences import Audience
from content.helplines import Register
from content.lines import Line
from places import councils_elsewhere
from places.models import Area

FILE = Path(__file__).parent / "data" / "neighbours.json"


@dataclass(frozen=True)
class Elsewhere:
    """councils: the names of the councils meant, likeliest first. nation: `S`, `W`, `N`, or empty for England and where
    it is not known. beside: our own areas that lie beside them.
    """

    councils: tuple[str, ...] = ()
    nation: str = ""
    beside: tuple[Area, ...] = ()

    @property
    def nation_name(self) -> str:
        return councils_elsewhere.NATIONS.get(self.nation, "")


def elsewhere(codes: Iterable[str], areas: Iterable[Area]) -> Elsewhere:
    """`codes` as `places.finding.Found.elsewhere` gives them; `areas` are all of ours."""
    codes = list(codes)
    names = councils_elsewhere.by_code()
    nations = {code[:1] for code in codes}
    nation = nations.pop() if len(nations) == 1 else ""
    wanted = [gss for kind in ("beside", "across", "near") for code in codes for gss in _data()[kind].get(code, ())]
    by_gss = {area.gss: area for area in areas}
    return Elsewhere(
        tuple(names[code] for code in codes if code in names),
        nation if nation in councils_elsewhere.NATIONS else "",
        tuple(by_gss[gss] for gss in dict.fromkeys(wanted) if gss in by_gss),
    )


def lines(register: Register, nation: str) -> list[Line]:
    """The lines to show: the nation's own, where the register holds any with a source, then those for everyone."""
    own = _data()["national_lines"].get(nation, ())
    found = [line for line in register if line.helpline.key in own]
    return [*found, *(line for line in register.for_audience(Audience.EVERYONE) if line.helpline.key not in own)]


@cache
def _data() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return content
