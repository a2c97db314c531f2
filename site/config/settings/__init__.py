"""Settings by subject. What an operator may set stands in the README's one table.

WAYMARK_MODE is `production` unless said otherwise: a forgotten variable must fail safe.
"""

from .base import *
from .data import *
from .languages import *
from .logs import *
from .pages import *
from .security import *
from .sign_in import *
