from django.conf import settings
from django.db import transaction

from content.reference import language_locales
from home import reference
from home.demo.translating import translate
from home.models import HomePage


@transaction.atomic
def load() -> None:
    """Translate the pages that a site starts with, unless somebody did already: whatever editors made of it stands."""
    reference.load()
    locales = language_locales()
    home = HomePage.objects.filter(locale=locales[settings.LANGUAGE_CODE]).first()
    if home is None or HomePage.objects.exclude(locale=home.locale).exists():
        return
    targets = [locale for code, locale in locales.items() if code != settings.LANGUAGE_CODE]
    for page in (home, *home.get_descendants().specific()):
        translate(page, targets)
