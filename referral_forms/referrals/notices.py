"""The notice that is in force, and its text."""

from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from .models import Notice

VERSION = 1
TEXT = [
    _(
        "We use what you tell us to keep you safe and to find the right help for you. "
        "It is the law that lets us do this, so we do not ask you to agree to a long form."
    ),
    _("The people who work for this service can read it. They see only what they need."),
    _(
        "We keep this private. If someone may be seriously hurt, we may tell others without asking. "
        "We will tell you if it is safe."
    ),
    _(
        "If you are under 18, we may have to tell people whose job is to keep children safe. "
        "We will try to tell you first."
    ),
    _(
        "What you send is locked, so that nobody can read it if it is copied or stolen. "
        "We delete it when we no longer need it."
    ),
    _(
        "You can ask what we hold about you, ask us to put it right, or complain. "
        "You can say no to our help at any time."
    ),
]


def load(today: date) -> None:
    """Make the notice's rows where they are missing: one a language, with the text as translated that day."""
    for code, _name in settings.LANGUAGES:
        if not Notice.objects.filter(version=VERSION, language=code).exists():
            with translation.override(code):
                text = "\n\n".join(str(paragraph) for paragraph in TEXT)
            Notice.objects.create(version=VERSION, language=code, text=text, made_on=today)


def current(language: str) -> Notice:
    """The newest notice in that language, or in English; raises Notice.DoesNotExist when there is none."""
    newest = Notice.objects.order_by("-version")
    return newest.filter(language=language).first() or newest.filter(language="en").get()
