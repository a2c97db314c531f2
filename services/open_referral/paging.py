from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from services.open_referral.shape import Document


@dataclass(frozen=True)
class Page:
    """A page of rows in an order that never changes by itself, with how many there are in all."""

    rows: Any
    total: int
    number: int
    size: int

    @property
    def pages(self) -> int:
        return -(-self.total // self.size)

    def document(self, contents: Sequence[Document]) -> Document:
        """Beyond the last page it is empty, and the last: whoever goes on until the last page stops."""
        return {
            "total_items": self.total,
            "total_pages": self.pages,
            "page_number": self.number,
            "size": len(contents),
            "first_page": self.number == 1,
            "last_page": self.number >= self.pages,
            "empty": not contents,
            "contents": list(contents),
        }


def page_of(rows: QuerySet | list, number: int, size: int) -> Page:
    total = len(rows) if isinstance(rows, list) else rows.count()
    begins = (number - 1) * size
    shown = rows[begins : begins + size] if begins < total else []
    return Page(shown, total, number, size)
