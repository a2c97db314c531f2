from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from services.exchange.commands import ImportCommand
from services.exchange.tables import MOST_BYTES
from services.models import Import


class Command(ImportCommand):
    help = "Checks a table (CSV) or Open Referral JSON against the directory; with --apply imports it, all or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--live", action="store_true", help="Publish at once, instead of as drafts.")
        super().add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        if not file.is_file() or file.stat().st_size > MOST_BYTES:
            raise CommandError("There is no such file, or it is larger than 50 MB.")
        source = Import.Source.JSON if file.suffix == ".json" else Import.Source.CSV
        self.take(source, file.read_bytes(), options, live=options["live"])
