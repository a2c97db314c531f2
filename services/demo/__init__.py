"""Invented services for the demonstration, each marked as such, with telephone numbers kept for drama."""

from services.demo.loading import load

__all__ = ["load"]
