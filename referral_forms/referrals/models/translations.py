"""What an approved person made of an answer in another language."""

from uuid import uuid4

from django.db import models

from accounts.models import User
from referral_forms.inbox.models import Case
from vault.fields import SealedField


class Translation(models.Model):
    """One answer of a case in English (domain H 13). `step` and `field` name the question."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="translations")
    step = models.SlugField(max_length=60)
    field = models.CharField(max_length=60)
    text = SealedField(owner="case_id")
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "step", "field"], name="referrals_one_translation")]
