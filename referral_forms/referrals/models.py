"""What a referral keeps beside its case."""

from typing import Any, ClassVar

from django.db import models

from referral_forms.inbox.models import Case
from vault.fields import SealedField


class SelfReferral(models.Model):
    """The answers of somebody who asked for help, as given, and what they were told about their information."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="self_referral")
    answers = SealedField(owner="case_id")
    notice_version = models.PositiveIntegerField()
    notice_language = models.CharField(max_length=10)


class Notice(models.Model):
    """How information is used, in plain words: one row a version and language, never changed once made (K-4.3.7)."""

    version = models.PositiveIntegerField()
    language = models.CharField(max_length=10)
    text = models.TextField(help_text="Paragraphs, with an empty line between them.")
    made_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["-version", "language"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "language"], name="referrals_one_notice")]

    def __str__(self) -> str:
        return f"{self.version} ({self.language})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise ValueError("A notice that people have been shown is never changed: make a new version.")
        super().save(*args, **kwargs)

    @property
    def paragraphs(self) -> list[str]:
        return self.text.split("\n\n")
