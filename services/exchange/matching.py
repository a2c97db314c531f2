"""Which entry a row means: by its id, or else by its names. What is meant the first time is meant ever after."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID, uuid5

from django.utils.translation import gettext_lazy as _

from .columns import Level
from .standing import Directory
from .values import NotRead, read_id, tidy

# Any constant of ours: an entry without an id gets the same one however often its file is read.
NAMESPACE = UUID("6d2f1c0a-9b0e-4f57-8a53-0d6b5f2f7c11")
Names = tuple[str, ...]


class Matcher:
    """Knows every entry by its names, those of the file too."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.known: dict[Level, dict[Names, set[UUID]]] = {level: defaultdict(set) for level in Level}
        for level, entries in directory.entries.items():
            for entry in entries.values():
                self.learn(level, entry.key, entry.parent, (entry.values["name"], entry.values.get("area", "")))

    def learn(self, level: Level, key: UUID, parent: UUID | None, names: Iterable[str]) -> None:
        self.known[level][_names(parent, names)].add(key)

    def find(self, level: Level, text: str, parent: UUID | None, names: Iterable[str]) -> UUID:
        """Raises NotRead where the id is none, or where the names fit several entries."""
        if text:
            return read_id(text.strip())
        wanted = _names(parent, names)
        found = self.known[level].get(wanted, set())
        if len(found) > 1:
            raise NotRead(_("Several entries have this name. Give the id of the one you mean."))
        if found:
            return next(iter(found))
        return uuid5(NAMESPACE, "\n".join((level.value, *wanted)))


def _names(parent: UUID | None, names: Iterable[str]) -> Names:
    return (str(parent or ""), *(tidy(name).casefold() for name in names))
