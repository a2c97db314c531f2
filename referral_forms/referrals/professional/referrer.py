"""Who refers for their work, as the journey and the case know them."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Referrer:
    """A professional. `source` is a value of `inbox.models.Source`; `id` is None when nobody signed in for it."""

    id: UUID | None
    name: str
    organisation: str
    source: str
    email: str
    telephone: str
    job: str
