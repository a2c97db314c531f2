import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from vault.fields import RingSealedField


class Keeper(models.Model):
    """Who keeps entries true: a person at an organisation, written to before a check is due. Sealed: it is a name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "services.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="keepers",
        help_text=_("Whose entries this person may propose changes to. Empty: our own staff."),
    )
    role = models.CharField(
        _("role"), max_length=120, help_text=_("What staff see in lists, like “Helpline manager, Plumtree”. No name.")
    )
    contact = RingSealedField(_("name and e-mail"), null=True, help_text='{"name": str, "email": str}')
    is_active = models.BooleanField(_("in use"), default=True)
    # Links made before this moment open nothing any more: another person has taken over, or they were called back.
    links_since = models.DateTimeField(_("links count from"), null=True, blank=True, editable=False)
    reminded_on = models.DateField(_("last written to on"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("keeper of entries")
        verbose_name_plural = _("keepers of entries")
        ordering = ["role"]

    def __str__(self) -> str:
        return self.role
