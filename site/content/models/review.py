from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel


def language_choices() -> list[tuple[str, str]]:
    return [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


class LanguageReview(models.Model):
    """Says that a person who speaks a language has read what stands in it (domain H 13)."""

    class What(models.TextChoices):
        PAGES = "pages", _("All public pages")
        DANGER = "danger", _("The page on being in danger now")
        CONTACT = "contact_safety", _("The pages on safe contact")
        INFORMATION = "information_use", _("The page on how information is used")

    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    what = models.CharField(_("what was read"), max_length=20, choices=What.choices)
    reviewed_by = models.CharField(
        _("reviewed by"), max_length=120, help_text=_("The person's role and, if they agree, their name.")
    )
    reviewed_on = models.DateField(
        _("reviewed on"), null=True, blank=True, help_text=_("Leave empty while the review is not finished.")
    )

    panels = [FieldPanel("language"), FieldPanel("what"), FieldPanel("reviewed_by"), FieldPanel("reviewed_on")]

    class Meta:
        verbose_name = _("review of a language")
        verbose_name_plural = _("reviews of languages")
        constraints = [models.UniqueConstraint(fields=["language", "what"], name="one_review_of_each_thing")]

    def __str__(self) -> str:
        return f"{self.get_language_display()}: {self.get_what_display()}"
