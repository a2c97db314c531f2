"""The directory as one Open Referral UK document, and such a document as rows.

What the standard cannot say (translations, drafts, opening hours as written) stands beside it under `directory`, in the
words of the table; others pass it over. A document without it is read as the standard has it.
"""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy as _

from services.open_referral import documents, search
from services.open_referral.parameters import Asked
from services.open_referral.shape import Reading

from . import exporting, json_text
from .columns import header
from .mapping import Mapper
from .plan import Remark, Row
from .shapes import several
from .standing import Directory
from .tables import MOST_ROWS, FileRefused

VERSION = "HSDS-UK-3.0"
AT_ONCE = 200
# Any constant: the ids of a document that has none of its own.
DOCUMENTS = UUID("7b0e6a52-0d0e-5b5e-9d0c-5a4b8c5a3d11")


def write_json(directory: Directory, reading: Reading) -> Iterator[str]:
    """Piece by piece; the public services first, then every row."""
    yield f'{{"version":"{VERSION}","services":['
    first = True
    rows = search.with_points(search.services(Asked()), full=True)
    for service in rows.iterator(chunk_size=AT_ONCE):
        yield ("" if first else ",") + _dump(documents.full_service(service, reading))
        first = False
    yield '],"directory":{"rows":['
    names = exporting.names(directory)
    for place, cells in enumerate(exporting.rows(directory)):
        yield ("," if place else "") + _dump({name: cell for name, cell in zip(names, cells, strict=True) if cell})
    yield "]}}\n"


def read_json(content: bytes, directory: Directory, notes: list[Remark]) -> list[Row]:
    """Raises FileRefused."""
    whole = json_text.load(content)
    if not isinstance(whole, dict):
        raise FileRefused(_("This is not an Open Referral document."))
    own = whole.get("directory")
    rows = [*_own_rows(own.get("rows"), directory)] if isinstance(own, dict) else [*_mapped(whole, directory, notes)]
    if not rows:
        raise FileRefused(_("There is no service in this document."))
    if len(rows) > MOST_ROWS:
        raise FileRefused(_("This table is too long. %(most)s rows are the most.") % {"most": MOST_ROWS})
    return rows


def _own_rows(rows: Any, directory: Directory) -> Iterator[Row]:
    known = [name for name, _column, _language in header(directory.languages)]
    for place, cells in enumerate(rows if isinstance(rows, list) else [], start=1):
        if not isinstance(cells, dict) or not all(isinstance(cell, str) for cell in cells.values()):
            raise FileRefused(_("Row %(row)s of “directory” cannot be read.") % {"row": place})
        if strange := cells.keys() - set(known):
            raise FileRefused(_("There is no column “%(name)s”.") % {"name": min(strange)[:60]})
        yield Row(place, {name: cells.get(name, "") for name in known})


def _mapped(whole: dict[str, Any], directory: Directory, notes: list[Remark]) -> Iterator[Row]:
    mapper = Mapper(directory, DOCUMENTS, notes)
    services = enumerate(several(whole, "services", "contents"), start=1)
    rows = [cells for number, service in services for cells in mapper.rows(service, number)]
    notes += mapper.words.remarks()
    for place, cells in enumerate(rows, start=1):
        yield Row(place, mapper.settled(cells))


def _dump(document: dict[str, Any]) -> str:
    return json.dumps(document, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
