from typing import Any

from django.core.management.base import BaseCommand

from config import messages


class Command(BaseCommand):
    help = "Compiles the catalogues in locale/ for the running site."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for language in messages.languages():
            if messages.catalogue_path(language).exists() and messages.compiled(language):
                self.stdout.write(f"{language} compiled")
