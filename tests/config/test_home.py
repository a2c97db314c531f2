"""Where staff land."""

import pytest

pytestmark = pytest.mark.django_db


def test_whoever_works_on_cases_lands_in_the_queue(cast, signed_in):
    for user in (cast.maya, cast.jo):
        assert signed_in(user).get("/admin/").url == "/admin/inbox/"


def test_everybody_else_lands_on_the_start_page(cast, signed_in):
    for role in ("communications_editor", "auditor", "administrator"):
        response = signed_in(cast.by_role()[role]).get("/admin/")
        assert response.status_code == 200, role
        assert "Dashboard" in response.content.decode()


def test_without_a_role_or_a_sign_in_nobody_lands_anywhere(cast, signed_in, client):
    assert signed_in(cast.nobody).get("/admin/").url == "/admin/sign-in/no-role-yet/"
    assert client.get("/admin/").url.startswith("/admin/login/")
