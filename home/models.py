from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from content.blocks import BodyBlock, CardBlock, StepBlock, destinations
from content.links import PageLinks
from content.models import BasePage


class HomePage(BasePage):
    """The first page of a language."""

    hero_title = models.CharField(_("large words"), max_length=100)
    hero_text = models.TextField(_("what we say first"), max_length=400)
    cards_title = models.CharField(_("heading over the cards"), max_length=100, blank=True)
    cards = StreamField([("card", CardBlock(label=_("Card"), icon="grip"))], verbose_name=_("cards"), blank=True)
    steps_title = models.CharField(_("heading over the path"), max_length=100, blank=True)
    steps = StreamField([("step", StepBlock(label=_("Step"), icon="list-ol"))], verbose_name=_("path"), blank=True)
    steps_note = models.CharField(_("line below the path"), max_length=200, blank=True)
    safety_title = models.CharField(_("heading of the safety note"), max_length=100, blank=True)
    safety_text = models.TextField(_("safety note"), max_length=300, blank=True)

    template = "home/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["home.StandardPage"]
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("hero_title"), FieldPanel("hero_text")], _("Top of the page")),
        MultiFieldPanel([FieldPanel("cards_title"), FieldPanel("cards")], _("What would help you today?")),
        MultiFieldPanel([FieldPanel("steps_title"), FieldPanel("steps"), FieldPanel("steps_note")], _("The path")),
        MultiFieldPanel([FieldPanel("safety_title"), FieldPanel("safety_text")], _("Safety note")),
    ]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        cards = [block.value for block in self.cards]
        links = destinations([card["link"] for card in cards], context)
        context["cards"] = [(card, link) for card, link in zip(cards, links, strict=True) if link]
        return context


class StandardPage(BasePage):
    """A page of text."""

    introduction = models.TextField(_("introduction"), max_length=400, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    show_contents = models.BooleanField(
        _("list the headings at the top"), default=False, help_text=_("For pages longer than two screens.")
    )

    template = "home/standard_page.html"
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        FieldPanel("show_contents"),
        FieldPanel("body"),
        InlinePanel("related_pages", heading=_("More help"), label=_("Page")),
    ]

    class Meta:
        verbose_name = _("page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        parts = [(anchor_of(block), block) for block in self.body]
        context["parts"] = parts
        headings = [(anchor, block.value) for anchor, block in parts if anchor]
        context["contents"] = headings if self.show_contents else []
        pages = [related.page_id for related in self.related_pages.all()]
        found = PageLinks(request, pages, translation.get_language() or "en")
        context["related"] = [link for link in map(found.get, pages) if link]
        return context


class RelatedPage(Orderable):
    """A page to go on to. English pages are chosen; each language shows its own translation."""

    parent = ParentalKey(StandardPage, on_delete=models.CASCADE, related_name="related_pages")
    page = models.ForeignKey("wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("page")]


def anchor_of(block: blocks.StreamValue.StreamChild) -> str:
    """The fragment of a heading: from its words, or in other scripts from its place, so that it is never empty."""
    if block.block_type != "heading":
        return ""
    return slugify(block.value) or f"part-{block.id[:8]}"
