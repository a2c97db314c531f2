"""Equality answers, apart from everything that could tell whose they are (domain H 16, K-12.5)."""

from uuid import uuid4

from django.db import models

from places.models import Commission
from vault.fields import RingSealedField


class EqualityAnswers(models.Model):
    """What one person said of themselves. Only who builds the returns can join it to a case (`equality.pseudonyms`).

    `content`: {field of `EqualityForm`: key}. There is no time but the quarter, as `2026-Q4`, and no case, no area.
    """

    # Drawn by chance: a number that counts up would tell in which order people came.
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    pseudonym = models.BinaryField(max_length=32, unique=True)
    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, null=True, related_name="+")
    quarter = models.CharField(max_length=7)
    content = RingSealedField()
