import pytest

from services.models import AccessPoint
from tests.home.demonstration import demonstration, loaded  # noqa: F401 (fixtures)


@pytest.fixture
def room(demonstration) -> AccessPoint:  # noqa: F811 (the fixture)
    return AccessPoint.objects.get(slug="the-orchard-room", locale__language_code="en")
