"""Load the reference data of every app that has some."""

from django.core.management.base import BaseCommand

from config.loading import rooms_with


class Command(BaseCommand):
    help = "Load councils, commissions and the like. May run as often as you like: it never overwrites an edit."

    def handle(self, *args: object, **options: object) -> None:
        for module in rooms_with("reference"):
            self.stdout.write(f"Reference data, {module.__package__}: {module.load() or 0} new.")
