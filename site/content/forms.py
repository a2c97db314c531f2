from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from content.addresses import SHADOWED, is_shadowed


class BasePageForm(WagtailAdminPageForm):
    """Says beside the slug that a plain view stands at the same address."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        slug = cleaned.get("slug")
        if slug and self.parent_page and is_shadowed(self.parent_page, slug) and "slug" not in self.errors:
            self.add_error("slug", SHADOWED)
        return cleaned
