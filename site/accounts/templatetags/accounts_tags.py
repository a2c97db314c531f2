from django import template

from accounts import kinds

register = template.Library()


@register.filter
def kind_label(key: str) -> str:
    """A kind of case in words."""
    return str(kinds.label(key))
