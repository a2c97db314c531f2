"""The virus scanner, clamd. Only its plain "OK" opens a file; silence and errors leave it locked."""

from io import BufferedReader

import structlog
from clamav_client.clamd import ClamdNetworkSocket
from clamav_client.scanner import ClamdScanner
from django.conf import settings

log = structlog.get_logger()

# Seconds that it may be silent.
PATIENCE, PING_PATIENCE = 30.0, 3.0


class Away(Exception):
    """The scanner does not answer."""


def configured() -> bool:
    return bool(settings.CLAMD)


def _client(patience: float) -> ClamdNetworkSocket:
    return ClamdScanner({"backend": "clamd", "address": settings.CLAMD, "timeout": patience}).get_client()


def answers() -> bool:
    if not configured():
        return False
    try:
        return _client(PING_PATIENCE).ping() == "PONG"
    except Exception:  # whatever is wrong with it, it does not answer
        return False


def passed(content: BufferedReader) -> bool | None:
    """True: looked at and nothing found. False: something was found. None: nobody can tell, so it stays locked."""
    if not configured():
        return None
    content.seek(0)
    try:
        state, _what = _client(PATIENCE).instream(content).get("stream", (None, None))
    except Exception as error:  # refused, hung up, too large for it, an answer that nobody understands
        log.warning("virus_scanner_failed", fault=type(error).__name__)
        return None
    return {"OK": True, "FOUND": False}.get(state or "")
