import uuid

from django.db import models


class Gone(models.Model):
    """An access point that was public once and is so no longer. Feeds tell of it, so that no copy of it lives on."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gone_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-gone_at"]
