"""How far away something is, in words: the list and the sketch say it alike."""

from math import ceil

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# Distances are counted from the middle of a square kilometre: nearer than this a figure says nothing.
CLOSE = 0.5


def in_words(miles: float | None) -> str:
    """Empty where it is not known, or where the help comes to the person."""
    if miles is None:
        return ""
    if miles < CLOSE:
        return _("less than half a mile away")
    # 0.6 is more than one to a grammar: only a whole mile stands alone.
    many = 1 if miles == 1 else max(2, ceil(miles))
    return ngettext("%(miles)s mile away", "%(miles)s miles away", many) % {"miles": number_format(miles)}
