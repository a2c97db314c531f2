"""Professionals who refer: who they are, how they prove it, and which work addresses we know."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from referral_forms.inbox.models import Source
from vault.fields import RingSealedField


class PermittedDomain(models.Model):
    """What stands after the @ of an organisation's work addresses: whoever proves one needs no further check."""

    domain = models.CharField(max_length=253, unique=True)
    organisation = models.CharField(max_length=120)
    source = models.CharField(max_length=20, choices=Source)
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["domain"]

    def __str__(self) -> str:
        return self.domain


class Professional(models.Model):
    """Somebody, or a team's mailbox, with a proven work address. Found by the digest of that address.

    `content`: {"email", "name", "organisation", "source", "job", "telephone"}, and "reason" of who refused them.
    """

    class Check(models.TextChoices):
        WAITING = "waiting", _("Not checked")
        CHECKED = "checked", _("Checked")
        REFUSED = "refused", _("Refused")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    digest = models.BinaryField(max_length=32, unique=True)
    content = RingSealedField()
    check_state = models.CharField(max_length=20, choices=Check, default=Check.WAITING, db_index=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    @property
    def is_checked(self) -> bool:
        return self.check_state == self.Check.CHECKED


class ReferrerSession(models.Model):
    """A professional's way through: begun by pressing Start, proven by a code. The cookie's token is never stored.

    `content`: {"email": proven address or "", "tried": {page: what was typed and refused}}.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    token_digest = models.BinaryField(max_length=32, unique=True)
    professional = models.ForeignKey(Professional, on_delete=models.CASCADE, null=True, related_name="+")
    content = RingSealedField()
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)


class EmailCode(models.Model):
    """A code on its way to a work address. `content`: {"email": …}, and what the code is for."""

    class Purpose(models.TextChoices):
        SIGN_IN = "sign_in"
        HAND_OVER = "hand_over"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    session = models.ForeignKey(ReferrerSession, on_delete=models.CASCADE, related_name="codes")
    purpose = models.CharField(max_length=20, choices=Purpose)
    content = RingSealedField()
    digest = models.BinaryField(max_length=32)
    tries = models.PositiveSmallIntegerField(default=0)
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "purpose"], name="referrals_one_code_a_purpose")]
