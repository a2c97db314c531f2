"""Signs that nobody sees: what holds them shows one thing and says another, or breaks what it is written into."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Control signs, and bidirectional overrides and embeddings; marks and joiners that scripts need stay.
UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
MESSAGE = _("There are signs in it that cannot be seen. Type it again, do not paste it.")


def holds_unseen(text: str) -> bool:
    # Browsers end the lines of a box so.
    return UNSAFE.search(text.replace("\r\n", "\n")) is not None


def validate_seen(text: str) -> None:
    if holds_unseen(text):
        raise ValidationError(MESSAGE)
