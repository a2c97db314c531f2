"""What the settings must be before the site may serve in production; `manage.py check` names each fault."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured

from vault import ring

NEVER_IN_PRODUCTION = ("demo", "test")
SHORTEST_SECRET = 50
FEWEST_DIFFERENT = 10


def is_production() -> bool:
    return not (settings.DEMO or settings.TESTING)


def settings_faults() -> Iterator[str]:
    """What is wrong with the settings, without touching a database."""
    secret = settings.SECRET_KEY
    if secret.startswith(NEVER_IN_PRODUCTION) or "insecure" in secret:
        yield "SECRET_KEY is one of the demo or the tests. Make a new random one."
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_DIFFERENT:
        yield f"SECRET_KEY is too easy to guess. Use at least {SHORTEST_SECRET} random characters."
    yield from _ring_faults()
    if _is_postgresql("default") and not _is_postgresql("keys"):
        yield "KEYS_DATABASE_URL must name a PostgreSQL database, as DATABASE_URL does: else keys lie in a local file."
    if settings.DEBUG:
        yield "DEBUG is on. It shows data to visitors; turn it off."
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        yield "ALLOWED_HOSTS must list the site's own host names, and `*` is not one."
    if not settings.HTTPS and not settings.ALLOW_HTTP:
        yield "HTTPS is off: what people send could be read on the way. Set HTTPS=true."
    if settings.HTTPS and not settings.BASE_URL.startswith("https://"):
        yield "BASE_URL must start with https://: links in mails to staff are made from it."


def _is_postgresql(alias: str) -> bool:
    return str(settings.DATABASES[alias]["ENGINE"]).endswith("postgresql")


def _ring_faults() -> Iterator[str]:
    try:
        keys = ring.ring()
    except ImproperlyConfigured as error:
        yield str(error)
        return
    for key in keys:
        if key.id.lower().startswith(NEVER_IN_PRODUCTION):
            yield f"KEY_RING holds the key “{key.id}” of the demo or the tests. Make a new one."
        if len(set(key.secret)) < FEWEST_DIFFERENT:
            yield f"The key “{key.id}” in KEY_RING is too easy to guess. Use 32 random bytes."


@register(Tags.security)
def check_settings(**_: Any) -> list[CheckMessage]:
    if not is_production():
        return []
    errors = [Error(fault, id=f"waymark.E{number:03}") for number, fault in enumerate(settings_faults(), 1)]
    return [*errors, *_warnings()]


def _warnings() -> Iterator[CheckMessage]:
    """What is safe to start with, and not good."""
    if not settings.ANCHORS_DIR:
        yield Warning(
            "ANCHORS_DIR is not set: the proof that nobody cut the audit chain lies beside the database it guards.",
            id="waymark.W001",
        )
