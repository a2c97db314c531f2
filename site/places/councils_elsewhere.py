"""The other councils of the United Kingdom by name, so that somebody from elsewhere is told where their help is."""

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from . import names

FILE = Path(__file__).parent / "data" / "councils.csv"
# The first letter of a GSS code; of England nothing more needs to be said. Proper names: as they are in English.
NATIONS = {"S": "Scotland", "W": "Wales", "N": "Northern Ireland"}


@cache
def by_code() -> dict[str, str]:
    """Names by GSS code, of every council that may lie outside our areas."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["gss"]: row["name"] for row in csv.DictReader(file)}


def named(keys: Iterable[str]) -> tuple[str, ...]:
    """The codes of what has one of these names (`names.key`): a council's, or a nation's, which is its letter."""
    found = (_codes().get(key) for key in keys)
    return tuple(dict.fromkeys(code for code in found if code))


@cache
def _codes() -> dict[str, str]:
    return {names.key(name): code for code, name in [*by_code().items(), *NATIONS.items()]}
