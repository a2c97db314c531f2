from django.conf import settings
from django.db import transaction
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.tasks import update_reference_index_task

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
    with disable_reference_index_auto_update():
        for page in (home, *home.get_descendants().specific()):
            translate(page, targets)
    # Wagtail would read a page for this index again at each of its many saves, and once more for each of its links.
    for page in Page.objects.filter(locale__in=targets).specific():
        update_reference_index_task.enqueue(page._meta.app_label, page._meta.model_name, str(page.pk))
