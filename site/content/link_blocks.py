"""Where a link of ours can lead: a page, or one of the site's own views. Never another host."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from content.links import View


class ViewBlock(blocks.ChoiceBlock):
    """One of the site's own services. Not a text: translators never see its key."""

    choices = View.choices


class DestinationBlock(blocks.StreamBlock):
    """The items of a menu, in order."""

    page = blocks.PageChooserBlock(label=_("Page"), icon="doc-empty")
    view = ViewBlock(label=_("Part of the site"), icon="site")


class LinkBlock(blocks.StructBlock):
    """A page or a part of the site: one of the two."""

    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    view = ViewBlock(label=_("or a part of the site"), required=False)

    class Meta:
        icon = "link"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["view"]):
            message = ValidationError(_("Choose a page or a part of the site: one of the two."))
            raise StructBlockValidationError(block_errors={"page": message})
        return cleaned
