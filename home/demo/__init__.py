"""The demonstration has its pages, as drafts of translation, in the other languages too: made once."""

from home.demo.loading import load

__all__ = ["load"]
