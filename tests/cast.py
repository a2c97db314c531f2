"""The people of the tests, and the ground they stand on."""

from dataclasses import dataclass
from datetime import UTC, datetime

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from wagtail.models import Collection, Locale, Page, Site

from accounts import reference as roles_reference
from accounts.models import Membership, Team, TeamPlace, User
from accounts.roles import Role
from places import reference as places_reference
from places.models import Area, CallTimes, Commission, StaffedHours
from referral_forms.referrals import notices
from referral_forms.referrals.models import Notice

PASSWORD = "correct horse battery staple"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LONG_AGO = datetime(2026, 1, 5, 9, tzinfo=UTC)


def lay_foundations() -> None:
    """What migrations and `load_reference` make, for databases made without migrations. Idempotent."""
    # wagtail-localize notes the last migration of what it translates.
    MigrationRecorder(connection).ensure_schema()
    locale, _ = Locale.objects.get_or_create(language_code="en")
    for code in ("pl", "ar"):
        Locale.objects.get_or_create(language_code=code)
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    if Page.get_first_root_node() is None:
        root = Page.add_root(title="Root", slug="root", locale=locale)
        Site.objects.create(hostname="localhost", root_page=root, is_default_site=True)
    places_reference.load()
    roles_reference.load()
    notices.load(LONG_AGO.date())


def settle() -> None:
    """Call it where many tests will stand in one transaction: the database checks now what refers to what.

    PostgreSQL would check it all again at the end of each test, because what a test has checked counts as unchecked
    when that test is rolled back.
    """
    connection.check_constraints()


def foundations_stand() -> bool:
    return Area.objects.exists() and Site.objects.exists() and Notice.objects.exists()


def staff_kent() -> None:
    """A team in Kent and Medway at all hours, unless a test says otherwise; none in the North East."""
    at_all_hours = {
        "commission": Commission.objects.get(key="kent"),
        "area": None,
        "valid_from": LONG_AGO.date(),
        "defaults": {"hours": "24/7"},
    }
    StaffedHours.objects.get_or_create(**at_all_hours)
    CallTimes.objects.get_or_create(**at_all_hours)


def person(name: str, role: str | None = None, areas: tuple[str, ...] = (), kinds: tuple[str, ...] = ()) -> User:
    """Somebody with both factors, and an approved membership where a role is given."""
    user = User.objects.create_user(f"{name.lower()}@waymark.example", PASSWORD, name=f"{name} Example")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    TOTP.activate(user, TOTP_SECRET)
    RecoveryCodes.activate(user)
    if role:
        membership = Membership.objects.create(
            user=user, role=role, kinds=list(kinds), proposed_at=LONG_AGO, approved_at=LONG_AGO
        )
        membership.areas.set(Area.objects.filter(slug__in=areas))
        roles_reference.sync_groups(user)
    return user


@dataclass(frozen=True)
class Cast:
    maya: User
    tom: User
    jo: User
    sam: User
    edie: User
    ada: User
    olu: User
    dot: User
    nobody: User
    tara: User

    def by_role(self) -> dict[str, User]:
        return {
            Role.TRIAGE_WORKER: self.maya,
            Role.TRIAGE_MANAGER: self.jo,
            Role.SAFEGUARDING_LEAD: self.sam,
            Role.TRANSLATOR: self.tara,
            Role.COMMUNICATIONS_EDITOR: self.edie,
            Role.ADMINISTRATOR: self.ada,
            Role.AUDITOR: self.olu,
            Role.DATA_PROTECTION_OFFICER: self.dot,
        }


def gather() -> Cast:
    cast = Cast(
        maya=person("Maya", Role.TRIAGE_WORKER, ("thanet", "dover")),
        tom=person("Tom", Role.TRIAGE_WORKER, ("medway",)),
        jo=person("Jo", Role.TRIAGE_MANAGER),
        sam=person("Sam", Role.SAFEGUARDING_LEAD),
        edie=person("Edie", Role.COMMUNICATIONS_EDITOR),
        ada=person("Ada", Role.ADMINISTRATOR),
        olu=person("Olu", Role.AUDITOR),
        dot=person("Dot", Role.DATA_PROTECTION_OFFICER),
        nobody=person("Nobody"),
        tara=person("Tara", Role.TRANSLATOR, ("thanet", "dover")),
    )
    team = Team.objects.create(name="East Kent", mailbox="east-kent@waymark.example")
    team.areas.set(Area.objects.filter(slug__in=("thanet", "dover")))
    TeamPlace.objects.create(team=team, user=cast.maya, order=1)
    return cast
