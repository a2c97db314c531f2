"""How information is used, in the words that were shown."""

from typing import Any, ClassVar

from django.db import models


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
