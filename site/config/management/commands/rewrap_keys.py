from typing import Any

from django.core.management.base import BaseCommand

from accounts import rewrap
from vault import keys, ring
from vault.models import DataKey


class Command(BaseCommand):
    help = "Wraps every data key and second factor with the first key of KEY_RING; no content is touched."

    def handle(self, *args: Any, **options: Any) -> None:
        active = ring.active().id
        waiting = DataKey.objects.using(keys.ALIAS).exclude(ring_key=active).count()
        self.stdout.write(f"{waiting} data keys to wrap with “{active}” …")
        self.stdout.write(f"{keys.rewrap()} done.")
        self.stdout.write(f"{rewrap.rewrap()} second factors sealed with “{active}”.")
