import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from services.exchange import documents, exporting, standing, tables
from services.open_referral.shape import Reading


class Command(BaseCommand):
    help = "Writes the whole directory as a table or as Open Referral JSON; nothing tells where a secret place is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="Where to write it; its ending says how: .csv, .xlsx or .json. - is CSV here.")
        parser.add_argument("--origin", default="http://localhost", help="The site's address, for links in the JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        directory = standing.read()
        target = Path(options["file"])
        names, rows = exporting.names(directory), exporting.rows(directory)
        if options["file"] == "-":
            sys.stdout.writelines(tables.write_csv(names, rows))
        elif target.suffix == ".xlsx":
            with target.open("wb") as file:
                tables.write_xlsx(names, rows, file)
        else:
            reading = Reading(timezone.localdate(), options["origin"].rstrip("/"))
            is_json = target.suffix == ".json"
            with target.open("w", encoding="utf-8", newline="") as text:
                text.writelines(documents.write_json(directory, reading) if is_json else tables.write_csv(names, rows))
