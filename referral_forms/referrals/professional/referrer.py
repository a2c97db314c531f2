"""Who refers: a professional, as far as their way in proved it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from journeys.drafts import Answers
from journeys.views import KNOWN

KEY = "referrer"


@dataclass(frozen=True)
class Referrer:
    """`source` is a value of `inbox.models.Source`. `id`: whose own page shows the referral afterwards."""

    id: UUID | None = None
    name: str = ""
    organisation: str = ""
    source: str = ""
    email: str = ""
    telephone: str = ""
    job: str = ""

    @property
    def domain(self) -> str:
        """Of the work e-mail, in small letters."""
        return self.email.rpartition("@")[2].lower()

    def kept(self) -> dict[str, Any]:
        """As JSON values, for the draft."""
        return {**asdict(self), "id": str(self.id) if self.id else None}


def of(known: Mapping[str, Any]) -> Referrer:
    """The referrer that a journey was begun with (`Delivery.known`); an empty one where nothing is known."""
    kept = known.get(KEY) or {}
    return Referrer(**{**kept, "id": UUID(kept["id"]) if kept.get("id") else None})


def of_answers(answers: Answers) -> Referrer:
    """The same, while the journey is being filled in."""
    return of(answers.get(KNOWN) or {})


def known(found: Referrer | None) -> Answers:
    """What the journey is begun with."""
    return {KEY: found.kept()} if found else {}
