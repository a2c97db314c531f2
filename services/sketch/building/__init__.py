"""Outlines from the open postcode data: made at development time by `manage.py build_outlines`, never on a request."""

from .outlines import build

__all__ = ["build"]
