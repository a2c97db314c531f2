"""There is nobody above the roles."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Refused: nobody is above the roles. Use invite_administrator."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("anything", nargs="*")

    def run_from_argv(self, argv: list[str]) -> None:
        super().run_from_argv(argv[:2])

    def handle(self, *args: Any, **options: Any) -> None:
        raise CommandError(
            "Waymark has no superusers: nobody is above the roles. "
            "Make the first administrator with `manage.py invite_administrator NAME EMAIL`."
        )
