from datetime import datetime

from django.db import transaction
from django.utils import timezone

from content.reference import language_locales
from places.models import LoadedReference
from services import listing, reference
from services.demo import offers, organisations, points

MARK = "services.demo"


@transaction.atomic
def load(now: datetime | None = None) -> None:
    """Make the invented directory, unless it was made before: whatever editors made of it stands, deleting included.

    Its days count from `now`, so that some entries are always due and none is checked in the future.
    """
    reference.load()
    if LoadedReference.objects.filter(key=MARK).exists():
        return
    now = now or timezone.now()
    locales = language_locales()
    bodies, keepers = organisations.make(locales, now)
    services = offers.make(bodies, keepers, locales, now)
    made = points.make(services, keepers, locales, now)
    # Rows made in bulk pass no signal.
    listing.refresh((point.pk for point in made), now)
    LoadedReference.objects.create(key=MARK)
