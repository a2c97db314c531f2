"""Who keeps entries true: their sealed contact, the link by which they come in, and what they may see."""

from .contacts import Contact, contact

__all__ = ["Contact", "contact"]
