from typing import Any

from django.core.management.base import BaseCommand

from config.production import refuse_unsafe_start


class Command(BaseCommand):
    help = "Ends with 3, and says why, where production must not start; the web server asks before it forks."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unsafe_start()
