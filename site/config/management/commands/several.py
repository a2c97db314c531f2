import shlex
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Runs several commands, one after the other, in one process: each start of Django costs seconds."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("commands", nargs="+", help='each one quoted: "migrate --noinput"')

    def handle(self, *args: Any, commands: list[str], **options: Any) -> None:
        for command in commands:
            self.stdout.write(f"--- {command}")
            call_command(*shlex.split(command))
