from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from content.link_blocks import DestinationBlock


@register_setting(icon="list-ul")
class Menus(BaseSiteSetting):
    """What the menus of every public page hold, once for all languages."""

    main = StreamField(DestinationBlock(), verbose_name=_("menu at the top"), blank=True)
    footer = StreamField(DestinationBlock(), verbose_name=_("more links at the foot"), blank=True)
    danger_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page on being in danger now"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    safety_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page on using this site safely"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    helplines_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page with all helplines"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [
        HelpPanel(_("Choose the English pages. Each language shows its own translation.")),
        FieldPanel("main"),
        FieldPanel("footer"),
        FieldPanel("danger_page"),
        FieldPanel("safety_page"),
        FieldPanel("helplines_page"),
    ]

    class Meta:
        verbose_name = _("menus")
