"""The ids that others keep. An entry's own is its `translation_key`; what hangs on it has one made from that, so that
both stay the same when an entry is imported again."""

from uuid import UUID, uuid5

TAXONOMIES = UUID("6d0c4f52-8f0b-5d5e-9c1e-3f1c0f6f7a51")


def derived(parent: UUID, what: str) -> UUID:
    """The id of what belongs to `parent`; `what` tells it from the others there: `location`, `area dover`."""
    return uuid5(parent, what)


def of_taxonomy(group: str) -> UUID:
    return uuid5(TAXONOMIES, group)
