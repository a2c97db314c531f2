from argparse import ArgumentParser
from typing import Any

from services.exchange.commands import ImportCommand
from services.models import Import


class Command(ImportCommand):
    help = "Reads another publisher's Open Referral feed; with --apply makes drafts of what serves our areas."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="Of the feed, like https://example.org/open-referral")
        super().add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        self.take(Import.Source.FEED, b"", options, at=options["address"])
