"""Demonstration people: invented, the same on every run, and only where nothing is real."""

import json
import os
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from places.models import Area, Commission
from vault import audit

from . import reference
from .models import Membership, Team, TeamPlace, User
from .roles import Role

EAST_KENT = ("ashford", "canterbury", "dover", "folkestone-and-hythe", "swale", "thanet")
WEST_KENT = ("dartford", "gravesham", "maidstone", "sevenoaks", "tonbridge-and-malling", "tunbridge-wells")
MEDWAY = ("medway",)
COMMISSION = "kent"


@dataclass(frozen=True)
class Person:
    """An invented colleague. One of each role is `listed` in the credentials file; `make code` knows them all."""

    name: str
    role: Role
    areas: tuple[str, ...] = ()
    listed: bool = True

    @property
    def email(self) -> str:
        return f"{self.name.split()[0].lower()}@waymark.example"

    @property
    def password(self) -> str:
        return f"stepping stones {self.name.split()[0].lower()}"

    @property
    def totp_secret(self) -> str:
        return b32encode(sha256(f"waymark demo {self.email}".encode()).digest()[:20]).decode()


PEOPLE = (
    Person("Maya Penrose", Role.TRIAGE_WORKER, EAST_KENT),
    Person("Jo Marlowe", Role.TRIAGE_MANAGER),
    Person("Sam Okoro", Role.SAFEGUARDING_LEAD),
    Person("Tara Linden", Role.TRANSLATOR, EAST_KENT),
    Person("Edie Lowther", Role.COMMUNICATIONS_EDITOR),
    Person("Olu Bright", Role.AUDITOR),
    Person("Dot Fennimore", Role.DATA_PROTECTION_OFFICER),
    Person("Ada Birchwood", Role.ADMINISTRATOR),
    Person("Hope Carver", Role.COMMUNICATIONS_EDITOR, listed=False),
    Person("Ines Rowan", Role.TRIAGE_WORKER, WEST_KENT, listed=False),
    Person("Tom Ashdown", Role.TRIAGE_WORKER, MEDWAY, listed=False),
)
# Name, areas, alert chain in order, on call.
TEAMS = (
    ("East Kent (demonstration)", EAST_KENT, ("maya", "ines"), "jo"),
    ("West Kent (demonstration)", WEST_KENT, ("ines",), "jo"),
    ("Medway (demonstration)", MEDWAY, ("tom",), "jo"),
)


def exists() -> bool:
    """Whether any demonstration account is in the database; production does not start with one."""
    return User.objects.filter(is_demo=True).exists()


def load(now: datetime | None = None) -> int:
    """Make the people and teams that are missing, and write the credentials file. Raises outside the demo."""
    if not (settings.DEMO or settings.TESTING):
        raise RuntimeError("Demonstration accounts are made in demo mode only: their passwords stand in a file.")
    now = now or timezone.now()
    reference.load()
    with transaction.atomic():
        made = sum(_make(person, now) for person in PEOPLE)
        for name, areas, chain, on_call in TEAMS:
            _make_team(name, areas, chain, on_call)
        if made:
            audit.record("accounts.demo_loaded", actor=None, detail={"made": made}, now=now)
    _write_credentials()
    return made


def _make(person: Person, now: datetime) -> bool:
    user = User.objects.filter(email=person.email).first()
    if user and user.has_usable_password() and Authenticator.objects.filter(user=user).exists():
        return False
    if user is None:
        user = User.objects.create_user(person.email, name=person.name, is_demo=True)
        EmailAddress.objects.create(user=user, email=person.email, verified=True, primary=True)
        membership = Membership.objects.create(user=user, role=person.role, proposed_at=now, approved_at=now)
        membership.areas.set(Area.objects.filter(slug__in=person.areas))
        reference.sync_groups(user, now)
    # Also mends one whose sign-in somebody reset while trying things out.
    user.set_password(person.password)
    user.save(update_fields=["password"])
    Authenticator.objects.filter(user=user).delete()
    TOTP.activate(user, person.totp_secret)
    RecoveryCodes.activate(user)
    return True


def _make_team(name: str, areas: tuple[str, ...], chain: tuple[str, ...], on_call: str) -> None:
    people = {user.email.split("@")[0]: user for user in User.objects.filter(is_demo=True)}
    mailbox = f"{name.split(' (', maxsplit=1)[0].lower().replace(' ', '-')}@waymark.example"
    commission = Commission.objects.filter(key=COMMISSION).first()
    team, made = Team.objects.get_or_create(
        name=name,
        defaults={
            "mailbox": mailbox,
            # From the range that no telephone answers.
            "telephone": "01632 960100",
            "commission": commission,
            "on_call": people[on_call],
        },
    )
    if made:
        team.areas.set(Area.objects.filter(slug__in=areas))
        TeamPlace.objects.bulk_create(
            TeamPlace(team=team, user=people[first_name], order=order)
            for order, first_name in enumerate(chain, start=1)
        )


def _write_credentials() -> None:
    settings.VAR.mkdir(parents=True, exist_ok=True)
    rows = [
        {"role": str(one.role), "email": one.email, "password": one.password, "totp_secret": one.totp_secret}
        for one in PEOPLE
        if one.listed
    ]
    path = settings.VAR / "demo-credentials.json"
    new = path.with_suffix(".new")
    # Its mode is set before the first byte: nobody else on the machine reads it half-written.
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(rows, file, indent=2)
    new.replace(path)
