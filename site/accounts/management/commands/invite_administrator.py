"""The way in for a new installation: everybody else is invited on the screens."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actions import Refused, first_administrator


class Command(BaseCommand):
    help = "Invite an administrator by mail, while fewer than two exist."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            user = first_administrator(options["name"], options["email"])
        except Refused as refusal:
            raise CommandError(str(refusal.reason)) from refusal
        self.stdout.write(f"A link to choose a password is on its way to {user.email}.")
