"""The directory as a table: a row for each access point, and one for each service or organisation without any."""

from collections.abc import Iterator
from uuid import UUID

from . import rules
from .columns import Column, Kind, Level, header
from .standing import Directory, Entry
from .values import write

LIVE, DRAFT = "live", "draft"


def names(directory: Directory) -> list[str]:
    return [name for name, _column, _language in header(directory.languages)]


def rows(directory: Directory) -> Iterator[list[str]]:
    """In an order that only depends on what the directory says."""
    cells = header(directory.languages)
    for beside in _beside(directory):
        yield [_cell(beside.get(column.level), column, language) for _name, column, language in cells]


def _beside(directory: Directory) -> Iterator[dict[Level, Entry]]:
    organisations, services = directory.entries[Level.ORGANISATION], directory.entries[Level.SERVICE]
    used: set[UUID | None] = set()
    points = directory.entries[Level.POINT].values()
    for point in sorted(points, key=lambda entry: (entry.values["area"], entry.values["name"], entry.key)):
        service = services[point.parent]  # type: ignore[index]  # every access point has a service
        used |= {service.key, service.parent}
        yield {
            Level.POINT: point,
            Level.SERVICE: service,
            Level.ORGANISATION: organisations[service.parent],  # type: ignore[index]
        }
    for service in sorted(services.values(), key=_order):
        if service.key not in used:
            used.add(service.parent)
            yield {Level.SERVICE: service, Level.ORGANISATION: organisations[service.parent]}  # type: ignore[index]
    for organisation in sorted(organisations.values(), key=_order):
        if organisation.key not in used:
            yield {Level.ORGANISATION: organisation}


def _order(entry: Entry) -> tuple[str, UUID]:
    return entry.values["name"], entry.key


def _cell(entry: Entry | None, column: Column, language: str) -> str:
    if entry is None:
        return ""
    if column.kind == Kind.ID:
        return str(entry.key)
    if column.kind == Kind.STATUS:
        return LIVE if entry.live else DRAFT
    # Where a place is withheld these are empty already; nothing that went wrong elsewhere may leave by this door.
    if rules.tells_where(column) and rules.withheld(entry.values) and column.field not in _shown(entry):
        return ""
    if language:
        return entry.words.get(language, {}).get(column.field, "")
    return write(column, entry.values[column.field])


def _shown(entry: Entry) -> tuple[str, ...]:
    """A confidential place may say when its telephone is answered; a group that has not agreed may not."""
    return rules.TIMES if entry.values["confidential"] else ()
