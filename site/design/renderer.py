"""Draws forms with the public engine. Chosen form by form: Wagtail's admin keeps Django's own."""

from typing import Any

from django.forms.renderers import BaseRenderer, DjangoTemplates
from django.template import engines

from design.bound import GovukBoundField


class GovukRenderer(BaseRenderer):
    form_template_name = "components/form/fields.html"
    field_template_name = "components/form/field.html"
    bound_field_class = GovukBoundField

    def get_template(self, template_name: str) -> Any:
        """Django's own templates draw hidden inputs only."""
        if template_name.startswith("django/forms/"):
            return DjangoTemplates().get_template(template_name)
        return engines["public"].get_template(template_name)
