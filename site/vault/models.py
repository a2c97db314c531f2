"""What the vault stores. People and cases are known here by their id only."""

from uuid import uuid4

from django.db import models

from .fields import RingSealedField


class DataKey(models.Model):
    """The wrapped key of one owner (a case). In the database `keys`, never beside what it opens."""

    owner = models.UUIDField(primary_key=True)
    ring_key = models.CharField(max_length=20)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["made_at"], name="vault_datakey_made")]


class BlindEntry(models.Model):
    """One searchable value of one owner, as a keyed digest. In the database `keys`."""

    purpose = models.CharField(max_length=40)
    digest = models.BinaryField(max_length=32)
    owner = models.UUIDField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["purpose", "digest"], name="vault_blind_lookup")]


class Event(models.Model):
    """One line of the audit chain. Written by `audit.record`; triggers refuse any change."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    action = models.CharField(max_length=60)
    subject = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)
    ring_key = models.CharField(max_length=20)
    seal = models.BinaryField(max_length=32)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "sequence"], name="vault_event_subject"),
            models.Index(fields=["actor", "sequence"], name="vault_event_actor"),
        ]


class Message(models.Model):
    """A mail that must go out. Recipient, subject and body are sealed, and gone once it is sent."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.CharField(max_length=120, unique=True, help_text="What this mail is for; a second one is not queued.")
    content = RingSealedField(null=True)
    urgent = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, db_index=True)
    sent_at = models.DateTimeField(null=True)
    last_fault = models.CharField(max_length=80, blank=True)


class Counter(models.Model):
    """How often something was tried in one window. The key is a digest, never an address."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)


class ScheduledRun(models.Model):
    """When a scheduled job last did its work."""

    name = models.CharField(max_length=60, primary_key=True)
    next_at = models.DateTimeField()
    last_ok_at = models.DateTimeField(null=True)
    last_fault = models.CharField(max_length=80, blank=True)


class Blob(models.Model):
    """A sealed file in the storage, and the id of the draft or case that holds it. The key stands with its holder."""

    name = models.CharField(max_length=120, primary_key=True)
    holder = models.UUIDField(db_index=True)
    claimed = models.BooleanField(default=False, help_text="It belongs to a case, not to a draft.")
    unwanted = models.BooleanField(default=False, help_text="To be deleted.")
    made_at = models.DateTimeField()
