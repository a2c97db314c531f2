"""References that can be read out, typed and not guessed, and words to prove oneself by."""

from vault import codes
from vault.codes import ALPHABET

__all__ = ["ALPHABET", "new_reference", "tidy"]


def new_reference() -> str:
    """Such as K7M-4QD: three and three, some 300 million of them."""
    return codes.grouped(codes.new(6), 3)


def tidy(typed: str) -> str:
    """A reference as it is stored, from however somebody typed it."""
    letters = "".join(char for char in typed.upper() if char.isalnum())
    return f"{letters[:3]}-{letters[3:6]}"
