from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from content.addresses import SHADOWED, is_shadowed


class BasePageForm(WagtailAdminPageForm):
    """Says beside the slug that a plain view stands at the same address."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        slug = cleaned.get("slug")
        if slug and self.parent_page and is_shadowed(self.parent_page, slug) and "slug" not in self.errors:
            self.add_error("slug", SHADOWED)
        return cleaned


class OnceALanguageForm(WagtailAdminModelForm):
    """Says beside the field what the database would refuse: a form that does not ask for the language leaves the
    constraints that name it unjudged, and a copied entry has the address of its original.
    """

    # The fields that are together unique in a language; the last one is where it is said.
    once: tuple[str, ...] = ()
    TAKEN = _("Another entry has this already. Choose another.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        asked = {name: cleaned.get(name) for name in self.once}
        if asked and all(asked.values()) and self._others().filter(**asked).exists():
            self.add_error(self.once[-1], self.TAKEN)
        return cleaned

    def _others(self) -> Any:
        rows = type(self.instance)._default_manager.filter(locale_id=self.instance.locale_id)
        return rows.exclude(pk=self.instance.pk)
