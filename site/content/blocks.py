"""The parts that a page's body is made of. Each explains itself in the editor and shows an example."""

from typing import Any

from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from content.audiences import Audience
from content.helplines import Register
from content.link_blocks import LinkBlock
from content.links import Link, PageLinks, to_view
from content.prose import prose

FEATURES = ["h3", "bold", "ol", "ul", "link"]


class ProseBlock(blocks.RichTextBlock):
    """Plain paragraphs, short lists and links. No embeds, no pictures inside."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("features", FEATURES)
        super().__init__(**kwargs)

    def render_basic(self, value: Any, context: dict | None = None) -> SafeString:
        return prose(value)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Short paragraphs and lists. Reading age 9.")
        preview_value = "<p>You can talk to people who will believe you.</p>"


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Names the part of the page that follows. It is listed in the page's contents.")
        template = "content/blocks/heading.html"
        preview_value = "What happens next"


class InsetBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=100)
    text = ProseBlock(label=_("Text"))

    class Meta:
        icon = "warning"
        label = _("Important note")
        description = _("Something the reader must not miss. One on a page.")
        template = "content/blocks/inset.html"
        preview_value = {
            "heading": "Could someone see what you look at?",
            "text": "<p>Exit does not clear history.</p>",
        }


class DetailsBlock(blocks.StructBlock):
    summary = blocks.CharBlock(label=_("Question or short line"), max_length=120)
    text = ProseBlock(label=_("Text that opens"))

    class Meta:
        icon = "collapse-down"
        label = _("Text that opens")
        description = _("For what only some readers need. Never hide something about danger in it.")
        template = "content/blocks/details.html"
        preview_value = {
            "summary": "What if I have no phone?",
            "text": "<p>You can walk in. No need to call first.</p>",
        }


class HelplinesBlock(blocks.StructBlock):
    """Lines come from the register: nobody types a number into a page."""

    audience = blocks.ChoiceBlock(
        label=_("For whom"),
        choices=[("all", _("All, in groups")), *Audience.choices],
        default="all",
    )

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        register = (parent_context or {}).get("helpline_register") or Register(translation.get_language() or "en")
        context["main_helpline"] = register.main
        if value["audience"] == "all":
            context["groups"] = [(audience.label, lines) for audience, lines in register.by_audience()]
        else:
            context["groups"] = [("", register.for_audience(value["audience"]))]
        return context

    class Meta:
        icon = "mobile-alt"
        label = _("Helplines")
        description = _("Numbers from the register of helplines, with their source and the date of the last check.")
        template = "content/blocks/helplines.html"
        preview_value = {"audience": Audience.EVERYONE}


class StepBlock(blocks.StructBlock):
    lead = blocks.CharBlock(label=_("In short"), max_length=100)
    text = blocks.TextBlock(label=_("More"), required=False, max_length=300, rows=2)


class PathBlock(blocks.StructBlock):
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=2, max_num=8)

    class Meta:
        icon = "list-ol"
        label = _("Path of steps")
        description = _("What happens, step by step. The last step is where the path leads.")
        template = "content/blocks/path.html"
        preview_value = {"steps": [{"lead": "You call.", "text": ""}, {"lead": "You choose.", "text": ""}]}


def destinations(links: list[Any], context: dict | None) -> list[Link | None]:
    """Where each value of LinkBlock leads, in the reader's language."""
    request = (context or {}).get("request")
    language = translation.get_language() or "en"
    pages = PageLinks(request, [link["page"].pk for link in links if link["page"]], language)
    return [pages.get(link["page"].pk) if link["page"] else to_view(link["view"], language) for link in links]


class CardBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    text = blocks.TextBlock(label=_("Text"), required=False, max_length=200, rows=2)
    link = LinkBlock(label=_("Leads to"))


class CardsBlock(blocks.StructBlock):
    cards = blocks.ListBlock(CardBlock(), label=_("Cards"), max_num=6)

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        found = destinations([card["link"] for card in value["cards"]], parent_context)
        context["cards"] = [(card, link) for card, link in zip(value["cards"], found, strict=True) if link]
        return context

    class Meta:
        icon = "grip"
        label = _("Cards that lead on")
        description = _("Two or three choices. The whole card is the link.")
        template = "content/blocks/cards.html"
        preview_value = {
            "cards": [{"title": "Find support", "text": "Near you.", "link": {"page": None, "view": "find-support"}}]
        }


class ActionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Words on the button"), max_length=60)
    link = LinkBlock(label=_("Leads to"))

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["destination"] = destinations([value["link"]], parent_context)[0]
        return context

    class Meta:
        icon = "link"
        label = _("Button")
        description = _("The one main thing to do on the page.")
        template = "content/blocks/action.html"
        preview_value = {"text": "Find support", "link": {"page": None, "view": "find-support"}}


class BodyBlock(blocks.StreamBlock):
    """What an editor can put on a page."""

    text = ProseBlock()
    heading = HeadingBlock()
    inset = InsetBlock()
    details = DetailsBlock()
    helplines = HelplinesBlock()
    path = PathBlock()
    cards = CardsBlock()
    action = ActionBlock()
    image = ImageBlock(
        label=_("Picture"),
        description=_("A drawing. Never a photograph of a person or a place that somebody could know."),
        template="content/blocks/image.html",
    )
