"""Who helps, with what, and where to find them: Organisation → Service → AccessPoint."""

from .access_point import AccessPoint
from .checking import CheckIntervals
from .exception import HoursException
from .exchange import Import, ImportPart
from .facet import Facet
from .gone import Gone
from .keeper import Keeper
from .listing import Listing, ListingArea, ListingSpan, ListingTally, Posting, Term, TermGram
from .organisation import Organisation
from .proposal import Problem, Proposal
from .service import Service

__all__ = [
    "AccessPoint",
    "CheckIntervals",
    "Facet",
    "Gone",
    "HoursException",
    "Import",
    "ImportPart",
    "Keeper",
    "Listing",
    "ListingArea",
    "ListingSpan",
    "ListingTally",
    "Organisation",
    "Posting",
    "Problem",
    "Proposal",
    "Service",
    "Term",
    "TermGram",
]
