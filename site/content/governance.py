"""What an organisation must have settled before it may take what people send in."""

from collections.abc import Iterator

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="clipboard-list", order=900)
class Governance(BaseGenericSetting):
    """Who answers for the data, and that the papers are signed. Staff fill it in; nothing is sent before."""

    controller = models.CharField(
        _("data controller"),
        max_length=200,
        blank=True,
        help_text=_("The organisation that answers in law for what people send in."),
    )
    dpia_signed_on = models.DateField(_("data protection impact assessment signed on"), null=True, blank=True)
    dpia_signed_by = models.CharField(
        _("signed by"), max_length=200, blank=True, help_text=_("Name and role of who signed it off.")
    )
    sharing_agreement = models.CharField(
        _("information-sharing agreement"),
        max_length=200,
        blank=True,
        help_text=_("Its title or reference. It says who may be told what."),
    )
    sharing_agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    notices_published_on = models.DateField(
        _("privacy notices published on"),
        null=True,
        blank=True,
        help_text=_("The day the privacy notice was checked and put on this site."),
    )
    complaints_contact = models.CharField(
        _("complaints contact"),
        max_length=200,
        blank=True,
        help_text=_("Where people can complain about how their information is used."),
    )

    panels = [
        MultiFieldPanel([FieldPanel("controller"), FieldPanel("complaints_contact")], heading=_("Who answers")),
        MultiFieldPanel([FieldPanel("dpia_signed_on"), FieldPanel("dpia_signed_by")], heading=_("Impact assessment")),
        MultiFieldPanel([FieldPanel("sharing_agreement"), FieldPanel("sharing_agreed_on")], heading=_("Sharing")),
        MultiFieldPanel([FieldPanel("notices_published_on")], heading=_("Notices")),
    ]

    class Meta:
        verbose_name = _("Governance")


def missing() -> list[str]:
    """What still stands between this site and real submissions, one plain sentence each."""
    return [str(sentence) for sentence in _missing(Governance.load())]


def _missing(record: Governance) -> Iterator[Promise]:
    if not record.controller:
        yield _("Nobody is named as the data controller.")
    if not (record.dpia_signed_on and record.dpia_signed_by):
        yield _("The data protection impact assessment is not signed off.")
    if not (record.sharing_agreement and record.sharing_agreed_on):
        yield _("The information-sharing agreement is not recorded.")
    if not record.notices_published_on:
        yield _("The privacy notices are not published.")
    if not record.complaints_contact:
        yield _("There is no contact for complaints about personal information.")
