"""What this room needs to be there before the first person comes."""

from django.utils import timezone

from . import notices


def load() -> None:
    notices.load(timezone.localdate())
