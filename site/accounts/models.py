"""People who sign in, what each may do and where, and the teams they stand in."""

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .roles import Role


class StaffManager(UserManager["User"]):
    """Accounts are made by `actions.invite`; this is what it, the demo and tests stand on."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":  # type: ignore[override]
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":  # type: ignore[override]
        raise NotImplementedError("Nobody is above the roles: use `manage.py invite_administrator`.")

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


# The checker meets this before the manager of whatever a person may lock.
class User(AbstractUser):  # type: ignore[django-manager-missing]
    """Somebody who signs in, by work e-mail. What they may do stands in their memberships alone."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    is_staff = None
    email = models.EmailField(_("work e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    is_demo = models.BooleanField(default=False, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = StaffManager()  # type: ignore[misc]

    class Meta:
        ordering = ["name", "email"]
        constraints = [
            # Django and Wagtail let a superuser pass every check: so there is none, not even by mistake.
            models.CheckConstraint(condition=Q(is_superuser=False), name="accounts_no_superuser"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]


class Membership(models.Model):
    """A person in a role, for some kinds of case, in some areas. It counts only once it is approved."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=40, choices=Role.choices)
    kinds = models.JSONField(default=list, blank=True, help_text=_("Keys of kinds of case; none means every kind."))
    areas = models.ManyToManyField("places.Area", blank=True, related_name="+", help_text=_("None means everywhere."))
    proposed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["role", "proposed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(proposed_by=None) | ~Q(proposed_by=models.F("user")), name="accounts_not_proposed_by_self"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("user")), name="accounts_not_approved_by_self"
            ),
        ]

    @property
    def state(self) -> str:
        """`waiting`, `active` or `ended`. One past its date is ended by a scheduled job, and counts no more before."""
        if self.ended_at:
            return "ended"
        return "active" if self.approved_at else "waiting"


class Team(models.Model):
    """People who watch over some areas together. New cases of those areas are told to its mailbox."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    commission = models.ForeignKey(
        "places.Commission", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    areas = models.ManyToManyField("places.Area", blank=True, related_name="+")
    mailbox = models.EmailField(_("shared mailbox"))
    telephone = models.CharField(
        _("telephone"), max_length=30, blank=True, help_text=_("Where people who have sent a form can call the team.")
    )
    on_call = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class TeamPlace(models.Model):
    """One person's place in a team's alert chain: the first is alerted first."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="places")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="team_places")
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["team", "user"], name="accounts_one_place_a_team")]


class Invitation(models.Model):
    """A link that lets one person choose a password, once. Only the digest of its token is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Lock(models.Model):
    """Signing in with this address is refused until then. The key is a digest: it may be nobody's address."""

    key = models.CharField(max_length=64, primary_key=True)
    until = models.DateTimeField()
