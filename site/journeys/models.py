"""Unfinished answers, sealed under a key that only the visitor's cookie can make."""

from uuid import uuid4

from django.db import models


class Draft(models.Model):
    """One visitor's answers to one journey; after sending, its receipt. The token itself is never stored."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    token_digest = models.BinaryField(max_length=32)
    journey = models.CharField(max_length=40)
    ring_key = models.CharField(max_length=20)
    content = models.BinaryField()
    sent = models.BooleanField(default=False)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token_digest", "journey"], name="journeys_one_draft_a_visitor")]
