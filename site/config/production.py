"""The gate in front of every serving path: the web server and the worker."""

from collections.abc import Iterator

from django.db import DatabaseError

from accounts import demo

from .checks import is_production, settings_faults
from .refusal import refuse


def data_faults() -> Iterator[str]:
    """What is wrong in the database. One that cannot be asked counts as wrong."""
    try:
        if demo.exists():
            yield "A demo account is in the database. Delete it, or start with an empty database."
    except DatabaseError as error:
        name = type(error).__name__
        yield f"The database cannot be asked for demo accounts ({name}). Is it up, and was `migrate` run?"


def refuse_unsafe_start() -> None:
    """Ends the process and says every fault, when this is production and there is one."""
    if not is_production():
        return
    if faults := [*settings_faults(), *data_faults()]:
        refuse("Waymark will not start:\n" + "\n".join(f"  - {fault}" for fault in faults))
