from dataclasses import asdict, dataclass

from services.models import Keeper


@dataclass(frozen=True)
class Contact:
    """Sealed in the database; shown on the keeper's own screen only."""

    name: str = ""
    email: str = ""


def contact(keeper: Keeper) -> Contact:
    held = keeper.contact or {}
    return Contact(held.get("name", ""), held.get("email", ""))


def write_contact(keeper: Keeper, given: Contact) -> None:
    """Not saved yet: that is the caller's."""
    keeper.contact = asdict(given)
