"""What every referral keeps beside its case."""

from django.db import models

from referral_forms.inbox.models import Case
from vault.fields import SealedField


class Referral(models.Model):
    """The answers as given, whoever gave them, and what that person was told about their information.

    `answers`: `{step slug: {field: JSON value}}` of the case's kind of journey, and `word`, the spoken word.
    """

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="referral")
    answers = SealedField(owner="case_id")
    notice_version = models.PositiveIntegerField()
    notice_language = models.CharField(max_length=10)
