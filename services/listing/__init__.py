"""Keeps the flat rows that finding reads.

    refresh(points)     make them again for these access points, in batches; rows in any language may be given
    rebuild(say)        for all of them, and forget what is gone
    withdraw(points)    take their rows away
    recount()           only the tallies by which people browse
    held()              a block in which changes are collected, and made once at its end: for bulk imports

Signals call `refresh`; whoever writes past them (`bulk_create`, `update`) calls it, or `rebuild`, himself.
"""

from .holding import changed, held
from .making import rebuild, refresh, withdraw
from .tally import recount

__all__ = ["changed", "held", "rebuild", "recount", "refresh", "withdraw"]
