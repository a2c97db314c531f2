"""Which council a postcode lies in: decided by the full postcode, in memory, and never stored or logged."""

from dataclasses import dataclass
from functools import cache
from threading import Lock

import structlog

from . import postcode_file, postcode_text
from .postcode_file import Outcode, Postcode, PostcodeFile, PostcodesUnavailable

log = structlog.get_logger()
_opening = Lock()


@dataclass(frozen=True)
class Reading:
    """What a typed postcode turned out to be.

    `postcode` if the full postcode is known; else `outcode`, which only suggests an area; else neither: it has
    the form of a postcode and there is no such one. `whole`: a full postcode was typed. `sure`: as typed.
    """

    postcode: Postcode | None
    outcode: Outcode | None
    whole: bool
    sure: bool


def read(text: str) -> Reading | None:
    """Make sense of a postcode typed in any form; None if it is none."""
    if not postcode_text.has_digit(text):
        return None
    return _whole(text) or _part(text)


def outcode_within(text: str) -> Reading | None:
    """The outcode at one end of a longer text, such as a town and half a postcode; never one put right."""
    found = (table().outcode(outcode) for outcode in postcode_text.outcodes_within(text))
    return next((Reading(None, outcode, whole=False, sure=True) for outcode in found if outcode), None)


def council_of(text: str) -> str | None:
    """The GSS code of the council that a full postcode lies in, anywhere in the UK; None if it is not known."""
    reading = read(text)
    return reading.postcode.council if reading and reading.postcode and reading.postcode.council else None


def _whole(text: str) -> Reading | None:
    readings = postcode_text.readings(text)
    known = [(slips, found) for slips, key in readings if (found := table().get(key)) and found.council]
    if not known and (key := postcode_text.within(text)):
        readings = [(0, key)]
        known = [(0, found)] if (found := table().get(key)) and found.council else []
    if known:
        best = [found for slips, found in known if slips == known[0][0]]
        # Two equally near readings in two councils: better to ask than to choose.
        if len({found.council for found in best}) == 1:
            return Reading(best[0], None, whole=True, sure=known[0][0] == 0)
    if readings and not _part(text, sure=True):
        outcodes = [outcode for _, key in readings if (outcode := table().outcode(key[:4].strip()))]
        return Reading(None, outcodes[0] if outcodes else None, whole=True, sure=False)
    return None


def _part(text: str, *, sure: bool = False) -> Reading | None:
    for slips, outcode in postcode_text.outcode_readings(text):
        found = table().outcode(outcode)
        if found and (slips == 0 or not sure):
            return Reading(None, found, whole=False, sure=slips == 0)
    return None


def table() -> PostcodeFile:
    """The mapped file; built first, by one process, where a deployment forgot to.

    Raises PostcodesUnavailable where it cannot be.
    """
    with _opening:
        return _open()


@cache
def _open() -> PostcodeFile:
    target = postcode_file.path()
    try:
        return PostcodeFile(target)
    except (OSError, ValueError, PostcodesUnavailable):
        log.warning("postcode_file_missing", remedy="manage.py build_postcodes")
    try:
        postcode_file.build()
        return PostcodeFile(target)
    except OSError as error:
        reason = f"{target} cannot be built ({error.strerror}): run `manage.py build_postcodes`."
        raise PostcodesUnavailable(reason) from None


def forget() -> None:
    """Let go of the mapped file; the next question opens the one that stands there then."""
    _open.cache_clear()
