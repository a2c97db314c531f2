"""How one field looks, where the usual is not enough."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Look:
    """Said per field in `GovukForm.looks`; nothing here changes what an answer means."""

    # Of the label or legend: "s", "m", "l", "xl", or "" for plain text.
    size: str = "s"
    # Seen by nobody, read aloud all the same: for a field whose heading already asks.
    hide_label: bool = False
    # Of the box, in characters (2, 3, 4, 5, 10, 20, 30) or a share of the page ("one-half", "two-thirds").
    width: int | str = ""
    prefix: str = ""
    suffix: str = ""
    inputmode: str = ""
    # Off unless said: what somebody types here must not come up again on a shared device (domain H 19).
    autocomplete: str = "off"
    rows: int = 5
    # Says how many characters are left of this many; the form's own validation is what refuses.
    count: int | None = None
    # By choice: a line beneath it, or a word ("or") above it.
    hints: Mapping[str, str] = field(default_factory=dict)
    dividers: Mapping[str, str] = field(default_factory=dict)
    # The choice that clears all the others ("None of these").
    exclusive: str = ""
    # Smaller boxes, and choices side by side.
    small: bool = False
    inline: bool = False
