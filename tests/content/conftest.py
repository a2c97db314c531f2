from datetime import date

import pytest
from wagtail.models import Locale

from content.models import Helpline
from tests.home.demonstration import demonstration, loaded  # noqa: F401 (fixtures)


@pytest.fixture
def english(db) -> Locale:
    return Locale.objects.get_or_create(language_code="en")[0]


@pytest.fixture
def helpline(english):
    """Makes a public helpline that was checked on 1 March 2026; `changed` says what is different."""

    def make(**changed) -> Helpline:
        plain = {
            "key": "quiet-line",
            "name": "Quiet Line",
            "number": "0808 157 0123",
            "audiences": ["everyone"],
            "source": "example.org",
            "checked_on": date(2026, 3, 1),
            "locale": english,
        }
        return Helpline.objects.create(**{**plain, **changed})

    return make
