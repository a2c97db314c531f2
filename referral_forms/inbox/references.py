"""References that can be read out, typed and not guessed, and words to prove oneself by."""

import secrets

# No vowels (no words), no letters or digits that look or sound alike.
ALPHABET = "23456789BCDFGHJKMNPQRTVWXZ"


def new_reference() -> str:
    """Such as K7M-4QD: three and three, some 300 million of them."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(6))
    return f"{letters[:3]}-{letters[3:]}"


def tidy(typed: str) -> str:
    """A reference as it is stored, from however somebody typed it."""
    letters = "".join(char for char in typed.upper() if char.isalnum())
    return f"{letters[:3]}-{letters[3:6]}"
