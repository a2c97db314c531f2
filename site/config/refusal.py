"""How the site says that it will not start."""

import sys
from typing import NoReturn

# gunicorn ends on this code alone; after any other it would start the worker again, for ever.
CODE = 3


def refuse(why: str) -> NoReturn:
    sys.stderr.write(f"{why}\n")
    sys.stderr.flush()
    raise SystemExit(CODE)
