"""Wagtail's admin in our colours, on every staff page."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def staff_stylesheet() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/staff.css"))
