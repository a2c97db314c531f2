"""Cells that a spreadsheet would take for a formula, made harmless and made whole again, exactly."""

import re

# What spreadsheets begin to calculate at, also after spaces; OWASP's list, with the wide signs.
FORMULA = re.compile(r"[\s']*[=+\-@\t\r\n＝＋－＠]")


def neutral(text: str) -> str:
    return f"'{text}" if FORMULA.match(text) else text


def plain(cell: str) -> str:
    """The opposite of `neutral`: a mark comes off where it stands before what it was put on for, and nowhere else."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell
