from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.loading import rooms_with


class Command(BaseCommand):
    help = "Loads invented people, pages and places to look at; repeatable; never where real people are served."

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO or settings.TESTING):
            raise CommandError("The demo is only loaded with WAYMARK_MODE=demo: its passwords stand in a file.")
        for module in rooms_with("demo"):
            self.stdout.write(f"{module.__name__} …")
            module.load()
