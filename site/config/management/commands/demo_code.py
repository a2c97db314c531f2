import hmac
import json
import struct
import time
from argparse import ArgumentParser
from base64 import b32decode
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

STEP_SECONDS = 30


class Command(BaseCommand):
    help = "Prints the password and the present one-time code of a demo person (the list, without an e-mail)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", nargs="?")

    def handle(self, *args: Any, email: str | None = None, **options: Any) -> None:
        path = settings.VAR / "demo-credentials.json"
        if not path.exists():
            raise CommandError("There are no demo people yet: `make run` or `manage.py load_demo` makes them.")
        people = json.loads(path.read_text())
        if email is None:
            for person in people:
                self.stdout.write(f"{person['role']:<28} {person['email']}")
            return
        person = next((person for person in people if person["email"] == email.strip().lower()), None)
        if person is None:
            raise CommandError("No demo person has that e-mail. Run demo_code without one for the list.")
        now = time.time()
        left = STEP_SECONDS - int(now) % STEP_SECONDS
        self.stdout.write(f"password  {person['password']}")
        self.stdout.write(f"code      {totp(person['totp_secret'], now)}  ({left} seconds left; each works once)")


def totp(secret: str, at: float) -> str:
    """RFC 6238 with its defaults: six digits, SHA-1, 30 seconds."""
    key = b32decode(secret.upper() + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(at) // STEP_SECONDS), "sha1")
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4]) & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
