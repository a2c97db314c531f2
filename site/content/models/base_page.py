from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from content.addresses import SHADOWED, is_shadowed
from content.forms import BasePageForm
from content.translations import refuse_unfinished


class BasePage(Page):
    """Every public page: the same address in every language, a title that gives nothing away, no cookie."""

    base_form_class = BasePageForm
    # A page behind a password would need a cookie. What must be private does not belong on a page.
    private_page_options: list[str] = []
    # One address in every language, so that a link, a leaflet and hreflang agree.
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel(
                    "seo_title",
                    heading=_("Title in the browser"),
                    help_text=_("Stands in the browser's tab and history. Use words that give nothing away."),
                ),
                FieldPanel("search_description"),
            ],
            _("Address and search"),
        )
    ]

    class Meta:
        abstract = True

    @property
    def browser_title(self) -> str:
        """What the tab and the history show (domain H 19)."""
        return self.seo_title or self.title

    def clean(self) -> None:
        super().clean()
        if self.path and self.depth and is_shadowed(self.get_parent(), self.slug):
            raise ValidationError({"slug": SHADOWED})

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Raises UnfinishedTranslation; see `content.translations`."""
        refuse_unfinished(self)
        return super().publish(revision, *args, **kwargs)

    def save(self, clean: bool = True, user: Any = None, log_action: Any = False, **kwargs: Any) -> Any:
        """Raises UnfinishedTranslation for a live page, whoever saves it."""
        if self.live and clean and kwargs.get("update_fields") is None:
            refuse_unfinished(self)
        return super().save(clean=clean, user=user, log_action=log_action, **kwargs)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> TemplateResponse:
        request.public_page = self  # type: ignore[attr-defined]  # for content.context
        return super().serve(request, *args, **kwargs)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> TemplateResponse:
        request.public_page = self  # type: ignore[attr-defined]
        return super().serve_preview(request, mode_name)
