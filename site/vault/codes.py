"""Codes that can be read out, typed and not guessed."""

import secrets

# No vowels (no words), no letters or digits that look or sound alike: 4.7 bits each.
ALPHABET = "23456789BCDFGHJKMNPQRTVWXZ"


def new(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def grouped(code: str, size: int) -> str:
    """Such as K7M-4QD-2XV: as it is shown and printed."""
    return "-".join(code[start : start + size] for start in range(0, len(code), size))


def tidy(typed: str) -> str:
    """A code without the signs between its groups, however somebody typed it."""
    return "".join(char for char in typed.upper() if char in ALPHABET)
