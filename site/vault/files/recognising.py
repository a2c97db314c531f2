"""What a file is, by its content alone: neither its name nor what the browser says of it is believed.

Two opinions must agree: our own strict reading, and puremagic's table of signatures.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from typing import IO
from zipfile import is_zipfile

import puremagic

from . import compound, word
from .faults import BROKEN, EMPTY, TWO_IN_ONE, UNKNOWN_KIND, Refused

HEAD = 16 * 1024
# An e-mail's header is never longer than this.
MAIL_HEAD = 256 * 1024


@dataclass(frozen=True)
class Kind:
    """A kind of file that we take. `picture`: it is drawn anew before it is kept."""

    type: str
    ending: str
    picture: bool = False


PDF = Kind("application/pdf", ".pdf")
DOCX = Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")
DOC = Kind("application/msword", ".doc")
MSG = Kind("application/vnd.ms-outlook", ".msg")
EML = Kind("message/rfc822", ".eml")
JPEG = Kind("image/jpeg", ".jpg", picture=True)
PNG = Kind("image/png", ".png", picture=True)
GIF = Kind("image/gif", ".gif", picture=True)
WEBP = Kind("image/webp", ".webp", picture=True)
TIFF = Kind("image/tiff", ".tif", picture=True)
HEIC = Kind("image/heic", ".heic", picture=True)

SIGNATURES: list[tuple[re.Pattern[bytes], Kind]] = [
    (re.compile(rb"%PDF-[12]\.\d"), PDF),
    (re.compile(rb"\xff\xd8\xff"), JPEG),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), PNG),
    (re.compile(rb"GIF8[79]a"), GIF),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), WEBP),
    (re.compile(rb"II\*\x00|MM\x00\*"), TIFF),
    (re.compile(rb".{4}ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1)", re.DOTALL), HEIC),
    (re.compile(rb"PK\x03\x04"), DOCX),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), DOC),
]
# What puremagic may call each of them; of an e-mail it knows too little to be asked.
ENDINGS = {
    PDF: {".pdf"},
    JPEG: {".jpg", ".jpeg", ".jfif"},
    PNG: {".png"},
    GIF: {".gif"},
    WEBP: {".webp"},
    TIFF: {".tif", ".tiff"},
    HEIC: {".heic", ".heif"},
    DOCX: {".docx", ".zip"},
    DOC: {".doc", ".msg"},
}


def recognise(content: IO[bytes], size: int) -> Kind:
    """Raises Refused when it is nothing that we take, or not only that."""
    if size == 0:
        raise Refused(EMPTY)
    content.seek(0)
    head = content.read(HEAD)
    kind = next((kind for signature, kind in SIGNATURES if signature.match(head)), EML)
    if kind is not EML and not ENDINGS[kind] & _second_opinion(head):
        raise Refused(UNKNOWN_KIND)
    return READINGS.get(kind, _as_it_says)(content, size, kind)


def _second_opinion(head: bytes) -> set[str]:
    try:
        return {found.extension for found in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        return set()


def _as_it_says(content: IO[bytes], size: int, kind: Kind) -> Kind:
    return kind


def _pdf(content: IO[bytes], size: int, kind: Kind) -> Kind:
    content.seek(0)
    head = content.read(1024).lower()
    content.seek(max(0, size - 2048))
    tail = content.read().rstrip(b"\x00\t\n\f\r ")
    if b"<html" in head or b"<script" in head or is_zipfile(content):
        raise Refused(TWO_IN_ONE)
    if b"startxref" not in tail or b"%%EOF" not in tail:
        raise Refused(BROKEN)
    if not tail.endswith(b"%%EOF"):
        raise Refused(TWO_IN_ONE)
    return kind


def _zip(content: IO[bytes], size: int, kind: Kind) -> Kind:
    word.check(content, size)
    return kind


def _compound(content: IO[bytes], size: int, kind: Kind) -> Kind:
    return {"doc": DOC, "msg": MSG}[compound.kind_of(content, size)]


def _mail(content: IO[bytes], size: int, kind: Kind) -> Kind:
    """A saved e-mail: lines of a header, from the first byte on, that say who wrote it and how it came."""
    content.seek(0)
    head = content.read(MAIL_HEAD)
    if b"\x00" in head or not re.match(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]?[^\r\n]*\r?\n", head):
        raise Refused(UNKNOWN_KIND)
    header = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    names = {name.lower() for name in BytesHeaderParser().parsebytes(header)}
    came = names & {"date", "received", "message-id", "mime-version"}
    went = names & {"to", "cc", "bcc", "subject", "delivered-to"}
    if not ("from" in names and came and went):
        raise Refused(UNKNOWN_KIND)
    if is_zipfile(content):
        raise Refused(TWO_IN_ONE)
    return kind


READINGS: dict[Kind, Callable[[IO[bytes], int, Kind], Kind]] = {
    PDF: _pdf,
    DOCX: _zip,
    DOC: _compound,
    EML: _mail,
}
