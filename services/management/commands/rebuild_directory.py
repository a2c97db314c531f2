from typing import Any

from django.core.management.base import BaseCommand

from services import listing


class Command(BaseCommand):
    help = "Makes again what finding reads: after a restored backup, or new words in content/words/data. Repeatable."

    def handle(self, *args: Any, **options: Any) -> None:
        count = listing.rebuild(lambda done, of: self.stdout.write(f"{done} of {of} access points …"))
        self.stdout.write(f"{count} entries can be found.")
