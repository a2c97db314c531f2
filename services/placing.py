"""Where a postcode lies on the grid: whoever types one need not know its metres."""

from django.utils.translation import gettext_lazy as _

from places import postcodes
from places.postcode_file import Postcode

UNKNOWN = _("Check the postcode. We could not find it.")
NOWHERE: dict[str, int | None] = {"easting": None, "northing": None}


def known(postcode: str) -> Postcode | None:
    """The postcode exactly as typed; one that had to be put right counts as unknown here.

    Raises PostcodesUnavailable where the directory of postcodes cannot be read.
    """
    reading = postcodes.read(postcode) if postcode else None
    return reading.postcode if reading and reading.sure else None


def grid_point(postcode: str) -> dict[str, int | None]:
    """Its place as the fields of an access point; nowhere for an empty or unknown one."""
    found = known(postcode)
    return {name: getattr(found, name) or None for name in NOWHERE} if found else {**NOWHERE}
