from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import messages


class Command(BaseCommand):
    help = "Collects the words of code and templates into locale/; keeps every translation."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Write nothing; fail when a catalogue is not up to date."
        )

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        template = messages.extracted(settings.ROOT)
        stale = []
        for language in messages.languages():
            path = messages.catalogue_path(language)
            content = messages.updated(language, template)
            if not path.exists() or path.read_bytes() != content:
                stale.append(language)
                if not check:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content)
            if path.exists():
                self.stdout.write(f"{language}: {messages.untranslated(language)} of {len(template)} to translate")
        if check and stale:
            raise CommandError(f"Not up to date: {', '.join(stale)}. Run `make messages` and commit the result.")
