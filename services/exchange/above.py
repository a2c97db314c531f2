"""What stands above safe places once a file is in: neither their service nor their organisation tells where they are.

K-6.1.10. Their own checks cannot know it: the place below may come with the same file.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from services.models.telling import OF_ORGANISATION, OF_SERVICE, Found, found_in

from .columns import FACTS, Level
from .plan import Action, Wanted
from .rules import Surroundings

WORDS = {Level.ORGANISATION: OF_ORGANISATION, Level.SERVICE: OF_SERVICE}
# The number of the row that puts a safe place below; 0 where one stood there before.
Below = dict[UUID, int]


def check(around: Surroundings) -> None:
    services = _below_safe_places(around)
    _check_level(Level.SERVICE, services, around)
    _check_level(Level.ORGANISATION, _above(services, around), around)


def _below_safe_places(around: Surroundings) -> Below:
    """Services with a safe place: now, or once the file is in."""
    found: Below = {}
    for entry in around.directory.entries[Level.POINT].values():
        if entry.values["confidential"] and entry.parent:
            found[entry.parent] = 0
    for (level, _key), wanted in around.wanted.items():
        if level == Level.POINT and _is_written(wanted) and wanted.values["confidential"] and wanted.parent:
            _put(found, wanted.parent, wanted.row)
    return found


def _above(services: Below, around: Surroundings) -> Below:
    found: Below = {}
    for key, row in services.items():
        stands, wanted = around.directory.entries[Level.SERVICE].get(key), around.wanted.get((Level.SERVICE, key))
        if stands and stands.parent:
            _put(found, stands.parent, row)
        if wanted and wanted.parent and _is_written(wanted):
            _put(found, wanted.parent, wanted.row if wanted.moved else row)
    return found


def _put(found: Below, key: UUID, row: int) -> None:
    found[key] = found.get(key) or row


def _check_level(level: Level, keys: Below, around: Surroundings) -> None:
    for key, row in keys.items():
        wanted = around.wanted.get((level, key))
        if wanted and _is_written(wanted):
            for column, telling in _telling(wanted):
                around.result.wrong(wanted.row, column, telling.message)
        elif row and (stands := around.directory.entries[level].get(key)):
            # It is not in the file, so it is said of the place that would come to stand below it.
            texts = [stands.values.get(name) for name in WORDS[level]]
            texts += [text for words in stands.words.values() for text in words.values()]
            for telling in _found(texts):
                around.result.wrong(row, FACTS[level]["name"].name, telling.message)
                break


def _telling(wanted: Wanted) -> Iterator[tuple[str, Found]]:
    columns = FACTS[wanted.level]
    for name in WORDS[wanted.level]:
        if telling := found_in(wanted.values.get(name)):
            yield columns[name].name, telling
    for language, words in ((wanted.stands.words if wanted.stands else {}) | wanted.words).items():
        for name, text in words.items():
            if telling := found_in(text):
                yield columns[name].in_language(language), telling


def _found(texts: Iterable[str | None]) -> Iterator[Found]:
    for text in texts:
        if telling := found_in(text):
            yield telling


def _is_written(wanted: Wanted) -> bool:
    return wanted.action in (Action.NEW, Action.CHANGED)
