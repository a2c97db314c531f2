"""Mails about access. They carry no name, no role and no reason: a screen that anybody may see shows them."""

from uuid import uuid4

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from vault import outbox

from . import permissions
from .models import User
from .roles import Role


def link(path: str) -> str:
    return settings.BASE_URL.rstrip("/") + path


def tell_data_protection_officers() -> None:
    """Inside the transaction of a change of access: each officer is told that there was one."""
    people = link(reverse("people"))
    for officer in User.objects.filter(
        pk__in=permissions.active().filter(role=Role.DATA_PROTECTION_OFFICER).values("user")
    ):
        outbox.put(
            f"access-changed:{uuid4()}:{officer.pk}",
            to=officer.email,
            subject=_("A change to who can sign in"),
            body=_("Somebody's access was changed. Sign in to see what was changed and by whom:\n\n%(link)s\n")
            % {"link": people},
        )


def tell_approvers(approvers: list[User]) -> None:
    """Somebody waits for a second person's decision."""
    for approver in approvers:
        outbox.put(
            f"access-waits:{uuid4()}:{approver.pk}",
            to=approver.email,
            subject=_("Something waits for your decision"),
            body=_("Sign in to decide:\n\n%(link)s\n") % {"link": link(reverse("people"))},
        )


def send_link(user: User, path: str) -> None:
    """The one-time link with which somebody chooses a password."""
    outbox.put(
        f"sign-in-link:{uuid4()}",
        to=user.email,
        subject=_("Set up how you sign in"),
        body=_(
            "Open this link to choose a password. You will also need a phone or a passkey.\n\n%(link)s\n\n"
            "It works once, for three days. If you did not expect it, tell your administrator.\n"
        )
        % {"link": link(path)},
        urgent=True,
    )


def sign_in_changed(user: User) -> None:
    """To the person themselves, so that a change that was not theirs is noticed."""
    outbox.put(
        f"sign-in-changed:{uuid4()}",
        to=user.email,
        subject=_("The way you sign in was changed"),
        body=_("If this was not you, tell your administrator now.\n"),
    )
