"""Build the postcode file if it is missing or older than the installed data."""

from django.core.management.base import BaseCommand, CommandParser

from places import postcode_file


class Command(BaseCommand):
    help = "Build the sorted postcode file that every process maps; does nothing if it is up to date."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="build it even if it is up to date")

    def handle(self, *, again: bool, **options: object) -> None:
        self.stdout.write("Postcodes …")
        if postcode_file.build(self.stdout.write, again=again):
            size = postcode_file.path().stat().st_size / 1_000_000
            self.stdout.write(self.style.SUCCESS(f"Postcodes: built {postcode_file.path()} ({size:.0f} MB)."))
        else:
            self.stdout.write("Postcodes: up to date.")
