from django.db import models


class LoadedReference(models.Model):
    """A piece of reference data that was loaded once. It is never loaded again, so that whatever staff made of it,
    deleting it included, stands."""

    key = models.CharField(max_length=120, primary_key=True)

    def __str__(self) -> str:
        return self.key
