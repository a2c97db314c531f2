"""A Word file (.docx) is a ZIP; whether it is one, and only one, is read from its directory, without unpacking it."""

import re
import struct
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from .faults import BROKEN, LOCKED, MACROS, TWO_IN_ONE, UNKNOWN_KIND, UNPACKS_TOO_LARGE, Refused

END = struct.Struct("<4s4H2LH")
LOCAL_HEADER = 30
# Behind an entry may stand its sizes, where its writer did not know them before.
LARGEST_GAP = 24
MOST_ENTRIES = 2000
LARGEST_DIRECTORY = 1024 * 1024
# Unpacked, in bytes. A photograph in a Word file is hardly smaller packed; its text shrinks to a tenth.
LARGEST_ENTRY, LARGEST_TOGETHER, LARGEST_RATIO = 100 * 1024**2, 200 * 1024**2, 200
TYPES = "[Content_Types].xml"
# Word would fetch a template from there, with whatever macros it holds.
SETTINGS = "word/_rels/settings.xml.rels"
TEMPLATE = re.compile(rb"<[^>]*attachedTemplate[^>]*>", re.IGNORECASE)
# On the writer's own disk, where nobody else's Word finds it.
HARMLESS = re.compile(rb"""\bTarget\s*=\s*["'](file:///[^&]*?|[\w. -]+)["']""")
DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def check(content: IO[bytes], size: int) -> None:
    """Raises Refused for anything but a Word file without macros that unpacks to a reasonable size."""
    directory = _end_of(content, size)
    content.seek(0)
    # Readers of PDF look for their signature in the first kilobyte.
    if b"%PDF-" in content.read(1024):
        raise Refused(TWO_IN_ONE)
    try:
        with ZipFile(content) as archive:
            entries = archive.infolist()
            _sizes(entries)
            _places(content, entries, directory)
            _contents(archive, entries)
    except (BadZipFile, NotImplementedError, EOFError, ValueError, struct.error, UnicodeDecodeError) as error:
        raise Refused(BROKEN) from error


def _end_of(content: IO[bytes], size: int) -> int:
    """Where the directory starts. The archive must end with the file: no comment, nothing behind, not split."""
    if size < END.size:
        raise Refused(BROKEN)
    content.seek(size - END.size)
    mark, disks, count, length, start, comment = _fields(content.read(END.size))
    if mark != b"PK\x05\x06" or comment:
        raise Refused(TWO_IN_ONE)
    if any(disks) or count > MOST_ENTRIES or length > LARGEST_DIRECTORY:
        raise Refused(UNPACKS_TOO_LARGE)
    if start + length + END.size != size:
        raise Refused(TWO_IN_ONE)
    return start


def _fields(end: bytes) -> tuple[bytes, tuple[int, int], int, int, int, int]:
    mark, disk, first_disk, here, count, length, start, comment = END.unpack(end)
    return mark, (disk, first_disk), max(here, count), length, start, comment


def _sizes(entries: list[ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise Refused(UNPACKS_TOO_LARGE)
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    largest = max((entry.file_size for entry in entries), default=0)
    if largest > LARGEST_ENTRY or unpacked > LARGEST_TOGETHER or unpacked > LARGEST_RATIO * max(packed, 4096):
        raise Refused(UNPACKS_TOO_LARGE)


def _places(content: IO[bytes], entries: list[ZipInfo], directory: int) -> None:
    """Entries stand one behind the other from the first byte on: a bomb lets them overlap, a hidden file needs gaps."""
    place = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < place:
            raise Refused(UNPACKS_TOO_LARGE)
        if entry.header_offset - place > (LARGEST_GAP if place else 0):
            raise Refused(TWO_IN_ONE)
        content.seek(entry.header_offset + LOCAL_HEADER - 4)
        name, extra = struct.unpack("<HH", content.read(4))
        place = entry.header_offset + LOCAL_HEADER + name + extra + entry.compress_size
    if place > directory:
        raise Refused(UNPACKS_TOO_LARGE)
    if directory - place > LARGEST_GAP:
        raise Refused(TWO_IN_ONE)


def _contents(archive: ZipFile, entries: list[ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused(LOCKED)
    if any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names):
        raise Refused(TWO_IN_ONE)
    lowered = [name.lower() for name in names]
    if any(name.rsplit("/", 1)[-1] in ("vbaproject.bin", "vbadata.xml") for name in lowered):
        raise Refused(MACROS)
    if TYPES not in names or "word/document.xml" not in lowered or len(set(lowered)) != len(lowered):
        raise Refused(UNKNOWN_KIND)
    types = _read(archive, TYPES)
    if b"macroenabled" in types.lower():
        raise Refused(MACROS)
    if DOCUMENT not in types:
        raise Refused(UNKNOWN_KIND)
    templates = TEMPLATE.findall(_read(archive, SETTINGS)) if SETTINGS in names else []
    if not all(HARMLESS.search(template) for template in templates):
        raise Refused(MACROS)


def _read(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        return file.read(LARGEST_DIRECTORY)
