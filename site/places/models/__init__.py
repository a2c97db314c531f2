from .areas import Area, Town
from .call_times import CallTimes
from .commissions import Commission, Extension
from .dated import Dated
from .marac import MaracRules
from .policies import Commissioner, Eligibility, Level, ResponseTarget, StaffedHours
from .reference import LoadedReference
from .routing import Routing

__all__ = [
    "Area",
    "CallTimes",
    "Commission",
    "Commissioner",
    "Dated",
    "Eligibility",
    "Extension",
    "Level",
    "LoadedReference",
    "MaracRules",
    "ResponseTarget",
    "Routing",
    "StaffedHours",
    "Town",
]
