"""What Django and Wagtail ask about permissions is answered from memberships, as they stand now."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission
from django.db.models import QuerySet

from . import permissions


class RoleBackend(AuthenticationBackend):
    """One Group stands behind each role (see `reference`); a permission given to a person directly counts nothing."""

    def _get_user_permissions(self, user_obj: Any) -> QuerySet[Permission]:
        return Permission.objects.none()

    def _get_group_permissions(self, user_obj: Any) -> QuerySet[Permission]:
        return Permission.objects.filter(group__name__in=permissions.roles(user_obj))
