"""Tables as files: CSV as people's spreadsheets write it, CSV and XLSX as they can be opened without harm."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from .cells import neutral, plain
from .columns import header
from .plan import Row

MOST_BYTES = 50 * 1024 * 1024
MOST_ROWS = 50_000
LONGEST_CELL = 20_000
DELIMITERS = ",;\t"
BOM = "\ufeff"
PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
XLSX_TITLE = "Directory"


class FileRefused(ValueError):
    """A file that cannot be read at all; `message` says why, and what to do instead."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(str(message))
        self.message = str(message)


def text_of(content: bytes) -> str:
    """Raises FileRefused unless these bytes are text in UTF-8, not too long and not packed."""
    if len(content) > MOST_BYTES:
        raise FileRefused(_("This file is too large. 50 MB is the most."))
    if content.startswith(PACKED):
        raise FileRefused(_("This is a packed file or a spreadsheet. Save it as “CSV UTF-8” and choose that file."))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileRefused(_("This file is in UTF-16. Save it as “CSV UTF-8” and choose that file."))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        # Guessing would turn “José” into something that nobody notices.
        raise FileRefused(
            _("This file is not in UTF-8, perhaps in Windows-1252. Save it as “CSV UTF-8” and choose that file.")
        ) from None
    return text.removeprefix(BOM)


def read_csv(content: bytes, languages: Iterable[str]) -> list[Row]:
    """The rows of a CSV file. Raises FileRefused."""
    text = text_of(content)
    if "\x00" in text:
        raise FileRefused(_("This is not a table."))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        return [*_rows(lines, {name for name, _column, _language in header(languages)})]
    except csv.Error:
        raise FileRefused(_("Line %(line)s of this file cannot be read as CSV.") % {"line": lines.line_num}) from None


def _rows(lines: Iterator[list[str]], known: set[str]) -> Iterator[Row]:
    head = _head(next(lines, []), known)
    count = 0
    for number, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise FileRefused(_("This table is too long. %(most)s rows are the most.") % {"most": MOST_ROWS})
        if len(cells) > len(head) and any(cells[len(head) :]):
            raise FileRefused(_("Row %(row)s has more cells than the first row has names.") % {"row": number})
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise FileRefused(_("A cell of row %(row)s is far too long.") % {"row": number})
        yield Row(number, {name: plain(cell) for name, cell in zip(head, cells, strict=False) if name})


def _head(cells: list[str], known: set[str]) -> list[str]:
    names = [plain(cell.strip()).strip().lower() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names or not known & set(names):
        raise FileRefused(_("The first row must hold the names of the columns. Download the table to see them."))
    for name in filter(None, names):
        if name not in known:
            raise FileRefused(_("There is no column “%(name)s”.") % {"name": name[:60]})
        if names.count(name) > 1:
            raise FileRefused(_("The column “%(name)s” is there twice.") % {"name": name})
    return names


def _delimiter(text: str) -> str:
    """Which sign parts the names in the first row: none of them stands in a name."""
    first = text.split("\n", 1)[0]
    return max(DELIMITERS, key=first.count)


class Echo:
    """A file that gives back each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def write_csv(names: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    """Line by line, with the mark by which spreadsheets know UTF-8."""
    writer = csv.writer(Echo())
    yield BOM + writer.writerow(names)
    for row in rows:
        yield writer.writerow([neutral(cell) for cell in row])


def write_xlsx(names: list[str], rows: Iterable[list[str]], file: IO[bytes]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(XLSX_TITLE)
    sheet.append(names)
    for row in rows:
        sheet.append([neutral(ILLEGAL_CHARACTERS_RE.sub("", cell)) for cell in row])
    book.save(file)
