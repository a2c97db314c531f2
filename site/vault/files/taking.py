"""From a file that has arrived to one that is kept: recognised, cleaned, scanned, stored; its manifest results."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from . import names, pictures, recognising, scanning, storing
from .faults import ALL_TOO_LARGE, TOO_MANY, VIRUS, Refused
from .receiving import Arrived, Rules
from .sealed import Scratch, key_of, key_text

Manifest = dict[str, Any]
WAITING, CLEAN = "waiting", "clean"


class Taking:
    """Takes the files of one request. A scanner that did not answer once is not asked again."""

    def __init__(self, holder: UUID):
        self.holder, self.ask_scanner = holder, True

    def take(self, arrived: Arrived) -> Manifest:
        """The file's manifest. Raises Refused; then nothing of it is kept."""
        if arrived.fault or arrived.scratch is None:
            raise Refused(arrived.fault)
        with arrived.scratch.open() as content:
            kind = recognising.recognise(content, arrived.size)
            if not kind.picture:
                return self._keep(arrived, arrived.scratch, kind)
            drawn, kind = pictures.redraw(content, kind)
        fresh = Scratch(arrived.scratch.file_id)
        try:
            fresh.write(drawn)
            fresh.finish()
            return self._keep(arrived, fresh, kind)
        finally:
            fresh.close()

    def _keep(self, arrived: Arrived, scratch: Scratch, kind: recognising.Kind) -> Manifest:
        state = self._scan(scratch)
        return {
            "id": scratch.file_id,
            "name": names.clean(arrived.name, kind.ending),
            "type": kind.type,
            "size": scratch.size,
            "digest": arrived.digest,
            "key": key_text(scratch.key),
            "stored_as": storing.keep(scratch, self.holder),
            "state": state,
        }

    def _scan(self, scratch: Scratch) -> str:
        if not self.ask_scanner:
            return WAITING
        with scratch.open() as content:
            passed = scanning.passed(content)
        if passed is False:
            raise Refused(VIRUS)
        self.ask_scanner = passed is True
        return CLEAN if passed is True else WAITING


def room_for(manifest: Manifest, kept: Collection[Manifest], rules: Rules) -> str:
    """Why one more file does not fit to those that are there, as a fault; empty when it does."""
    if len(kept) >= rules.most:
        return TOO_MANY
    if sum(each["size"] for each in kept) + manifest["size"] > rules.largest_together:
        return ALL_TOO_LARGE
    return ""


def scan_again(manifest: Manifest) -> bool | None:
    """What the scanner says of a file that is stored; see `scanning.passed`."""
    with storing.opened(manifest["stored_as"], key_of(manifest["key"]), manifest["id"]) as content:
        return scanning.passed(content)
