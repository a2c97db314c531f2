"""Where an import stands, for its page and for a terminal."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services.models import Import, ImportPart

from . import runs
from .columns import Level
from .plan import Action

# A page that asks again and again keeps its reader signed in: not for ever.
ASK_AGAIN_SECONDS = 3
PATIENCE = timedelta(minutes=10)
LEVELS = {
    Level.ORGANISATION: gettext_lazy("Organisations"),
    Level.SERVICE: gettext_lazy("Services"),
    Level.POINT: gettext_lazy("Access points"),
}
ONE = {
    Level.ORGANISATION: gettext_lazy("Organisation"),
    Level.SERVICE: gettext_lazy("Service"),
    Level.POINT: gettext_lazy("Access point"),
}
ACTIONS = {
    Action.NEW: gettext_lazy("New"),
    Action.CHANGED: gettext_lazy("Changed"),
    Action.SAME: gettext_lazy("As it is"),
    Action.LEFT: gettext_lazy("Left alone"),
}
KINDS = {
    ImportPart.Kind.PROBLEM: gettext_lazy("Mistakes"),
    ImportPart.Kind.CHANGE: gettext_lazy("Changes"),
    ImportPart.Kind.NOTE: gettext_lazy("Remarks"),
}
BAR = 30


def shown(run: Import, query: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """What the page of an import shows."""
    pages = {kind: run.parts.filter(kind=kind).count() for kind in KINDS}
    there = [kind for kind in KINDS if pages[kind]]
    chosen = query.get("show") if query.get("show") in there else next(iter(there), None)
    number = query.get("p", "1")
    page = min(max(int(number), 1), pages[chosen]) if chosen and str(number).isdecimal() and len(number) < 6 else 1
    return {
        "run": run,
        "asks_again": ASK_AGAIN_SECONDS if run.is_under_way and now - run.changed_at < PATIENCE else None,
        "stuck": run.is_under_way and now - run.changed_at >= PATIENCE,
        "message": (run.words or {}).get("message", ""),
        "figures": figures(run.counts),
        "actions": ACTIONS.values(),
        "shows": [(kind, KINDS[kind]) for kind in there],
        "chosen": chosen,
        "lines": _lines(runs.parts(run, chosen, page), chosen) if chosen else [],
        "page": page,
        "pages": pages[chosen] if chosen else 0,
        "changes": any(run.counts.get(f"{level}.{action}") for level in Level for action in ("new", "changed")),
    }


def figures(counts: dict[str, int]) -> list[tuple[Any, list[int]]]:
    """A line for each level: how many are new, changed, as they are, left alone."""
    return [(LEVELS[level], [counts.get(f"{level}.{action}", 0) for action in Action]) for level in Level]


def _lines(lines: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    if kind != ImportPart.Kind.CHANGE:
        return lines
    return [{**line, "level": ONE[Level(line["level"])], "action": ACTIONS[Action(line["action"])]} for line in lines]


class Terminal:
    """A bar that grows in a terminal; elsewhere a line for each tenth."""

    def __init__(self, out: Any) -> None:
        self.out = out
        self.last: tuple[str, int] = ("", -1)

    def __call__(self, stage: str, done: int, total: int) -> None:
        percent = 100 if done >= total else done * 100 // total
        step = percent if self.out.isatty() else percent // 10
        if (stage, step) == self.last:
            return
        begun = self.last[0]
        self.last = (stage, step)
        words = f"{STAGES.get(stage, stage)} {percent:3}%"
        if not self.out.isatty():
            self.out.write(words + "\n")
            return
        filled = BAR * percent // 100
        start = "\n" if begun and begun != stage else "\r"
        self.out.write(f"{start}[{'#' * filled}{'.' * (BAR - filled)}] {words}")
        self.out.flush()

    def end(self) -> None:
        if self.last[0] and self.out.isatty():
            self.out.write("\n")


STAGES = {
    "fetching": gettext_lazy("Fetching"),
    "reading": gettext_lazy("Reading"),
    "checking": gettext_lazy("Checking"),
    "writing": gettext_lazy("Writing"),
    "listing": gettext_lazy("Making findable"),
}


def told(run: Import) -> str:
    """The end of a run, in a few lines."""
    lines = [f"{label}: " + ", ".join(f"{ACTIONS[action]} {count}" for action, count in zip(Action, row, strict=True))
             for label, row in figures(run.counts)]  # fmt: skip
    message = (run.words or {}).get("message", "")
    state = _("State: %(state)s") % {"state": run.get_state_display()}
    return "\n".join([*lines, state, *filter(None, [message])])
