"""Secrets of second steps belong to their row: whoever can write to the table takes nobody's place with their own."""

import pytest
from allauth.mfa.models import Authenticator

from tests.cast import TOTP_SECRET
from vault.sealing import Unreadable

KINDS = ["totp", "recovery_codes"]


def row(user, kind: str) -> Authenticator:
    return Authenticator.objects.get(user=user, type=kind)


def test_each_opens_in_its_own_row(cast, code):
    assert row(cast.maya, "totp").wrap().validate_code(code(TOTP_SECRET))
    recovery = row(cast.maya, "recovery_codes").wrap()
    assert recovery.validate_code(recovery.get_unused_codes()[0])
    assert len(row(cast.maya, "recovery_codes").wrap().get_unused_codes()) == 9


def test_an_app_copied_from_maya_to_jo_does_not_sign_in_as_jo(cast, code):
    Authenticator.objects.filter(user=cast.jo, type="totp").update(data=row(cast.maya, "totp").data)
    with pytest.raises(Unreadable):
        row(cast.jo, "totp").wrap().validate_code(code(TOTP_SECRET))


def test_recovery_codes_copied_from_maya_to_jo_do_not_sign_in_as_jo(cast):
    mine = row(cast.maya, "recovery_codes")
    Authenticator.objects.filter(user=cast.jo, type="recovery_codes").update(data=mine.data)
    with pytest.raises(Unreadable):
        row(cast.jo, "recovery_codes").wrap().validate_code(mine.wrap().get_unused_codes()[0])


def test_a_changed_owner_on_the_envelope_does_not_open(cast, code):
    data = row(cast.maya, "totp").data
    data["secret"] = data["secret"].replace(str(cast.maya.pk), str(cast.jo.pk))
    Authenticator.objects.filter(user=cast.jo, type="totp").update(data=data)
    with pytest.raises(Unreadable):
        row(cast.jo, "totp").wrap().validate_code(code(TOTP_SECRET))


def test_an_apps_secret_planted_as_a_recovery_code_is_none(cast):
    data = row(cast.jo, "recovery_codes").data
    data["migrated_codes"] = [row(cast.maya, "totp").data["secret"]]
    Authenticator.objects.filter(user=cast.jo, type="recovery_codes").update(data=data)
    assert not row(cast.jo, "recovery_codes").wrap().validate_code(TOTP_SECRET)


@pytest.mark.parametrize("kind", KINDS)
def test_every_secret_at_rest_names_its_owner(cast, kind):
    data = row(cast.maya, kind).data
    assert data.get("secret", data.get("seed")).startswith(f"{kind}:{cast.maya.pk}.")
