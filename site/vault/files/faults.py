"""What can be wrong with a file, in words for whoever sent it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EMPTY, TOO_LARGE, TOO_MANY, ALL_TOO_LARGE = "empty", "too_large", "too_many", "all_too_large"
NOT_WHOLE, BUSY, UNKNOWN_KIND, BROKEN, TWO_IN_ONE = "not_whole", "busy", "unknown_kind", "broken", "two_in_one"
MACROS, LOCKED, UNPACKS_TOO_LARGE, PICTURE_TOO_LARGE = "macros", "locked", "unpacks_too_large", "picture_too_large"
VIRUS, TOO_OFTEN, NONE_CHOSEN, NOT_KEPT = "virus", "too_often", "none_chosen", "not_kept"

# What a picker of files offers first; what counts is the content.
ACCEPT = ".pdf,.jpg,.jpeg,.png,.gif,.webp,.tif,.tiff,.heic,.heif,.doc,.docx,.eml,.msg"

WORDS: dict[str, str | Promise] = {
    EMPTY: _("There is nothing in this file. Choose it again, or choose another one."),
    TOO_LARGE: _("This file is too large. Choose one of at most 20 MB."),
    TOO_MANY: _("That is one file too many. Take one away first, or tell us about it in words."),
    ALL_TOO_LARGE: _("All files together are too large. Take one away first, or choose a smaller one."),
    NOT_WHOLE: _("The files did not arrive whole. Send them again."),
    BUSY: _("Many files are arriving at this moment. Wait a minute, then send it again."),
    UNKNOWN_KIND: _("We cannot open this kind of file. Choose a PDF, a picture, a Word file or an email file."),
    BROKEN: _("This file is damaged, and we cannot open it. Save it again and choose it once more."),
    TWO_IN_ONE: _("Something else is hidden in this file. Save it again as a PDF and choose that."),
    MACROS: _("This file holds a small program (a macro). Save it without macros, or as a PDF, and choose that."),
    LOCKED: _("This file is locked with a password. Save it without one and choose it again."),
    UNPACKS_TOO_LARGE: _("This file would be far too large when it is opened. Save it as a PDF and choose that."),
    PICTURE_TOO_LARGE: _("This picture has too many dots or pages. Make it smaller and choose it again."),
    VIRUS: _("Our virus check found something harmful in this file. We did not keep it."),
    TOO_OFTEN: _("You have sent many files. Wait ten minutes, then send this one again."),
    NOT_KEPT: _("We cannot take files at this moment. Your answers are safe. Try again later, or send without it."),
    NONE_CHOSEN: _("Choose a file first."),
}


def told(fault: str, name: str) -> str:
    """In words, with the file's name before them; the name is a run of its own, whichever way the language goes."""
    words = str(WORDS.get(fault, WORDS[BROKEN]))
    return f"\u2068{name}\u2069: {words}" if name else words


class Refused(Exception):
    """A file that is not taken; `fault` is a key of WORDS."""

    def __init__(self, fault: str):
        super().__init__(fault)
        self.fault = fault
