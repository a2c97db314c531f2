"""Draw the outlines of the councils again, when a new postcode directory is out. The result is committed."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

from places import postcodes
from services.sketch import building
from services.sketch.regions import FILE


class Command(BaseCommand):
    help = "Make services/sketch/data/outlines.json from the postcode data."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=Path, default=FILE, help="where to write; else the file that is served")

    def handle(self, *, to: Path, **options: object) -> None:
        self.stdout.write("Outlines …")
        content = building.build(postcodes.table(), self.stdout.write)
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
        to.write_text(text, encoding="utf-8")
        self.stdout.write(self.style.SUCCESS(f"Outlines: {to} ({len(text.encode()) / 1000:.0f} kB)."))
