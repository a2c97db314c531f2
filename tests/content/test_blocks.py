import pytest
from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.embeds.blocks import EmbedBlock
from wagtail.rich_text import RichText

from content.blocks import BodyBlock
from content.link_blocks import LinkBlock
from content.prose import prose

BODY = BodyBlock()


@pytest.mark.parametrize("name", sorted(BODY.child_blocks))
def test_every_block_explains_itself_and_shows_an_example(world, name):
    block = BODY.child_blocks[name]
    assert str(block.meta.description)
    # A picture has no example: there is none to choose before somebody has put one in.
    assert name == "image" or block.render(block.get_preview_value()).strip()


def every_block(block: blocks.Block):
    yield block
    for child in getattr(block, "child_blocks", {}).values():
        yield from every_block(child)
    if hasattr(block, "child_block"):
        yield from every_block(block.child_block)


def test_nothing_of_another_host_can_be_embedded():
    for block in every_block(BODY):
        assert not isinstance(block, EmbedBlock | blocks.RawHTMLBlock)
        if isinstance(block, blocks.RichTextBlock):
            assert set(block.features) == {"h3", "bold", "ol", "ul", "link"}


def test_rich_text_wears_the_sites_classes():
    html = prose(RichText('<p data-block-key="a1">One <b>two</b></p><ul><li data-block-key="b">x</li></ul>'))
    assert html == ('<p class="govuk-body">One <b>two</b></p><ul class="govuk-list govuk-list--bullet"><li>x</li></ul>')


def test_a_telephone_number_in_a_text_runs_left_to_right():
    html = prose(RichText('<p><a href="tel:08082000247">0808 2000 247</a></p>'))
    assert '<a class="govuk-link wm-tel" dir="ltr" translate="no" href="tel:08082000247">' in html


def test_a_link_leads_to_exactly_one_place(db):
    with pytest.raises(ValidationError):
        LinkBlock().clean(LinkBlock().to_python({"page": None, "view": ""}))
    assert LinkBlock().clean(LinkBlock().to_python({"page": None, "view": "get-help"}))["view"] == "get-help"
