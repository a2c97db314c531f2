import hmac
import struct
import time
from argparse import ArgumentParser
from base64 import b32decode
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.demo import PEOPLE

STEP_SECONDS = 30


class Command(BaseCommand):
    help = "Prints the password and the present one-time code of a demo person (the list, without an e-mail)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", nargs="?")

    def handle(self, *args: Any, email: str | None = None, **options: Any) -> None:
        if not (settings.VAR / "demo-credentials.json").exists():
            raise CommandError("There are no demo people yet: `make run` or `manage.py load_demo` makes them.")
        if email is None:
            for each in PEOPLE:
                self.stdout.write(f"{each.role:<28} {each.email}")
            return
        person = next((each for each in PEOPLE if each.email == email.strip().lower()), None)
        if person is None:
            raise CommandError("No demo person has that e-mail. Run demo_code without one for the list.")
        now = time.time()
        left = STEP_SECONDS - int(now) % STEP_SECONDS
        self.stdout.write(f"password  {person.password}")
        self.stdout.write(f"code      {totp(person.totp_secret, now)}  ({left} seconds left; each works once)")


def totp(secret: str, at: float) -> str:
    """RFC 6238 with its defaults: six digits, SHA-1, 30 seconds."""
    key = b32decode(secret.upper() + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(at) // STEP_SECONDS), "sha1")
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4]) & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
