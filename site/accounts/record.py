"""Lines of the audit chain about signing in. An unknown address leaves no trace of what was typed."""

from typing import Any

from vault import audit

from .models import User


def failure(user: User | None, step: str, locked: bool) -> None:
    """A wrong password or code, and whether it locked the address."""
    event("sign_in_locked" if locked else "sign_in_failed", user, step=step)


def event(action: str, user: User | None, **detail: Any) -> None:
    """Something that a person did to their own sign-in."""
    audit.record(f"accounts.{action}", actor=_id(user), subject=_id(user), detail=detail)


def _id(user: User | None) -> Any:
    return user.pk if user else None
