"""The order of the queue: danger, risk, need, signs of danger; never a date (K-8.1)."""

from dataclasses import dataclass

# Somebody whom nobody has assessed yet stands right after high risk, before medium.
RISK_ORDER = {"high": 0, "unassessed": 1, "medium": 2, "standard": 3}
HIGHEST_NEED = 3
MOST_SIGNS = 15
TIE_BITS = 48


@dataclass(frozen=True)
class Standing:
    """All that a case's place depends on."""

    act_now: bool
    risk: str
    need: int
    danger_signs: int
    contact_overdue: bool


def rank(standing: Standing, tie: int) -> int:
    """The place of a case, lower first: each part counts only where all before it are equal.

    `tie`: a number below 2**48 drawn once for the case, so that equals keep a fixed, fair order.
    """
    parts = (
        (0 if standing.act_now else 1, 1),
        (RISK_ORDER[standing.risk], 2),
        (HIGHEST_NEED - min(standing.need, HIGHEST_NEED), 2),
        (MOST_SIGNS - min(standing.danger_signs, MOST_SIGNS), 4),
        (0 if standing.contact_overdue else 1, 1),
        (tie, TIE_BITS),
    )
    value = 0
    for part, bits in parts:
        value = (value << bits) | part
    return value
