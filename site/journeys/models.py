"""Unfinished answers, sealed under a key that only the visitor's cookie can make."""

from uuid import uuid4

from django.db import models
from django.db.models import Q


class Draft(models.Model):
    """One visitor's answers to one journey; after sending, its receipt. The token itself is never stored.

    A saved one (`journeys.saving`) holds its token sealed under the return code, until `keep_until`; who saved it
    stands as a digest.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    token_digest = models.BinaryField(max_length=32)
    journey = models.CharField(max_length=40)
    ring_key = models.CharField(max_length=20)
    content = models.BinaryField()
    sent = models.BooleanField(default=False)
    seen_at = models.DateTimeField(db_index=True)
    return_digest = models.BinaryField(max_length=32, null=True)
    return_token = models.BinaryField(null=True)
    owner_digest = models.BinaryField(max_length=32, null=True)
    saved_at = models.DateTimeField(null=True)
    keep_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token_digest", "journey"], name="journeys_one_draft_a_visitor")]
        indexes = [
            models.Index(fields=["return_digest"], condition=Q(keep_until__isnull=False), name="journeys_return"),
            models.Index(fields=["owner_digest"], condition=Q(keep_until__isnull=False), name="journeys_owner"),
        ]
