"""Older Word files (.doc) and Outlook's messages (.msg): small file systems of Microsoft's (MS-CFB).

Only the directory is read: what is in there tells which of them it is, and whether it holds macros.
"""

import struct
from collections.abc import Iterator
from typing import IO

from .faults import BROKEN, LOCKED, MACROS, UNKNOWN_KIND, Refused

HEADER = 512
ENTRY = 128
# 20 MB in sectors of 512 bytes; a chain that is longer goes in a circle.
MOST_SECTORS = 48_000
MOST_ENTRIES = 20_000
ENDS = 0xFFFFFFFA
MACRO_STORAGES = {"macros", "_vba_project", "_vba_project_cur", "vba"}


def kind_of(content: IO[bytes], size: int) -> str:
    """`doc` or `msg`. Raises Refused for anything else, for macros and for what is locked with a password."""
    try:
        names = set(_names(content, size))
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise Refused(BROKEN) from error
    if "encryptedpackage" in names:
        raise Refused(LOCKED)
    if names & MACRO_STORAGES:
        raise Refused(MACROS)
    if "__properties_version1.0" in names:
        return "msg"
    if "worddocument" in names:
        return "doc"
    raise Refused(UNKNOWN_KIND)


def _names(content: IO[bytes], size: int) -> Iterator[str]:
    """The names of all storages and streams, in small letters."""
    content.seek(0)
    header = content.read(HEADER)
    (shift,) = struct.unpack_from("<H", header, 30)
    if shift not in (9, 12) or size < HEADER + (1 << shift):
        raise Refused(BROKEN)
    sector = 1 << shift
    (directory,) = struct.unpack_from("<L", header, 48)
    table = _Table(content, header, sector)
    entries = 0
    for number in table.chain(directory):
        block = _sector(content, number, sector)
        for start in range(0, len(block) - ENTRY + 1, ENTRY):
            entries += 1
            if entries > MOST_ENTRIES:
                raise Refused(BROKEN)
            (length,) = struct.unpack_from("<H", block, start + 64)
            # Type 0 is an entry that nobody uses.
            if block[start + 66] and 2 <= length <= 64:
                yield block[start : start + length - 2].decode("utf-16-le").lower()


class _Table:
    """Which sector follows which."""

    def __init__(self, content: IO[bytes], header: bytes, sector: int):
        self.content, self.sector, self.per_sector = content, sector, sector // 4
        # One of these is looked into again and again, one after the other.
        self.held, self.held_number = b"", -1
        self.sectors = list(self._own_sectors(header))

    def _own_sectors(self, header: bytes) -> Iterator[int]:
        yield from (number for number in struct.unpack_from("<109L", header, 76) if number < ENDS)
        following, count = struct.unpack_from("<LL", header, 68)
        for _turn in range(min(count, MOST_SECTORS // self.per_sector)):
            if following >= ENDS:
                return
            *numbers, following = struct.unpack(
                f"<{self.per_sector}L", _sector(self.content, following, self.sector, whole=True)
            )
            yield from (number for number in numbers if number < ENDS)

    def chain(self, number: int) -> Iterator[int]:
        for _turn in range(MOST_SECTORS):
            if number >= ENDS:
                return
            yield number
            place, entry = divmod(number, self.per_sector)
            if self.sectors[place] != self.held_number:
                self.held_number = self.sectors[place]
                self.held = _sector(self.content, self.held_number, self.sector, whole=True)
            (number,) = struct.unpack_from("<L", self.held, entry * 4)
        raise Refused(BROKEN)


def _sector(content: IO[bytes], number: int, sector: int, *, whole: bool = False) -> bytes:
    content.seek((number + 1) * sector)
    block = content.read(sector)
    if not block or (whole and len(block) < sector):
        raise Refused(BROKEN)
    return block
