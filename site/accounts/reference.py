"""The Groups behind the roles: what Wagtail lets each role do. Loaded again at every start; nothing else gives them.

Wagtail asks Groups, we ask memberships; a person's Groups follow their active memberships (`sync_groups`).
"""

from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from . import permissions
from .models import User
from .roles import Role

ACCESS = "wagtailadmin.access_admin"
EDITOR_PAGES = ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"]
# Pictures only: documents would need an address that serves them, and no page uses one.
EDITOR_FILES = [f"{verb}_image" for verb in ("add", "change", "choose", "delete")]
EDITOR_TRANSLATION = ["wagtail_localize.submit_translation"]

# By role: "app.codename" of model permissions. Rooms add theirs with `grant`, in `AppConfig.ready()`.
_granted: dict[str, set[str]] = {role: {ACCESS} for role in Role.values}
_granted[Role.COMMUNICATIONS_EDITOR] |= set(EDITOR_TRANSLATION)
RULES = ("eligibility", "responsetarget", "staffedhours", "calltimes", "maracrules", "routing")
PLACES = ("area", "town", "commission", "commissioner", *RULES)
# A dated rule is ended and followed by another, never deleted: so nobody may delete one.
_granted[Role.ADMINISTRATOR] |= {f"places.{verb}_{model}" for verb in ("view", "add", "change") for model in PLACES}


def grant(role: str, names: list[str]) -> None:
    """Let a role do what these Django permissions (`content.change_helpline`) stand for. Applied by `load()`."""
    _granted[Role(role).value] |= set(names)


def load() -> int:
    """Make the Groups and give each exactly what is granted here; returns how many were new.

    A permission whose model does not exist (yet) is passed over.
    """
    new = 0
    for role in Role.values:
        group, made = Group.objects.get_or_create(name=role)
        group.permissions.set(_permissions(_granted[role]))
        new += made
    _give_pages_and_files(Group.objects.get(name=Role.COMMUNICATIONS_EDITOR))
    return new


def _permissions(names: set[str]) -> list[Permission]:
    found = Permission.objects.select_related("content_type").filter(
        codename__in={name.split(".")[1] for name in names}
    )
    return [permission for permission in found if f"{permission.content_type.app_label}.{permission.codename}" in names]


def _give_pages_and_files(editors: Group) -> None:
    if root := Page.get_first_root_node():
        for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=EDITOR_PAGES):
            GroupPagePermission.objects.get_or_create(group=editors, page=root, permission=permission)
    if files := Collection.get_first_root_node():
        for permission in Permission.objects.filter(content_type__app_label="wagtailimages", codename__in=EDITOR_FILES):
            GroupCollectionPermission.objects.get_or_create(group=editors, collection=files, permission=permission)


def sync_groups(user: User, now: datetime | None = None) -> None:
    """Make a person's Groups those of their active roles, after any change of them."""
    permissions.forget(user)
    names = permissions.active(now or timezone.now()).filter(user=user).values("role")
    user.groups.set(Group.objects.filter(name__in=names))
