"""Cases that were made one: the one that goes on, and all that was merged into it, at any depth."""

from .models import Case


def head(case: Case) -> Case:
    """The case that is worked on: itself, or the one that it was merged into."""
    while case.merged_into is not None:
        case = case.merged_into
    return case


def merged_into(case: Case) -> list[Case]:
    """The cases that were merged into this one, and into those, oldest first."""
    found = list(case.merged.select_related("area", "assigned_to", "safe_contact").order_by("received_at"))
    return [each for merged in found for each in (merged, *merged_into(merged))]


def whole(case: Case) -> list[Case]:
    """A case with all that was merged into it."""
    return [case, *merged_into(case)]


def joined(case: Case) -> list[Case]:
    """Every case that is known to be about the same person, this one too; the one that goes on first."""
    return whole(head(case))
