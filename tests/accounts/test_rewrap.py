"""A new first key on the ring: authenticators are sealed again, and the old key can go."""

from allauth.mfa.models import Authenticator

from accounts.rewrap import rewrap
from tests.cast import TOTP_SECRET, person


def test_authenticators_open_without_the_old_key_after_rewrapping(db, settings, code):
    new = "new:" + "12" * 32
    user = person("Kim")
    settings.KEY_RING = f"{new},{settings.KEY_RING}"
    assert rewrap() == 2
    settings.KEY_RING = new
    totp = Authenticator.objects.get(user=user, type="totp").wrap()
    assert totp.validate_code(code(TOTP_SECRET))
    assert len(Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()) == 10
