from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import LockableMixin, Page, TranslatableMixin
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from content.addresses import SHADOWED, is_shadowed
from content.entry_lists import LANGUAGE, STATUS, EntryViewSet
from content.models import Helpline, LanguageReview
from content.translations import missing_texts, unfinished_message


class HelplineViewSet(EntryViewSet):
    model = Helpline
    icon = "mobile-alt"
    menu_label = _("Helplines")
    menu_name = "helplines"
    menu_order = 210
    add_to_admin_menu = True
    list_display = ["name", LANGUAGE, "number", "checked_on", "owner", STATUS]
    list_filter = ["locale", "live", "checked_on"]
    search_fields = ["name", "number", "owner"]
    list_export = ["key", "name", "number", "hours", "source", "checked_on", "owner", "live"]


class LanguageReviewViewSet(SnippetViewSet):
    model = LanguageReview
    icon = "globe"
    menu_label = _("Reviews of languages")
    menu_order = 220
    list_display = ["language", "what", "reviewed_by", "reviewed_on"]


register_snippet(HelplineViewSet)
register_snippet(LanguageReviewViewSet)


# Before wagtail-localize's own hook, which takes over the editor of a translation.
@hooks.register("before_edit_page", order=-10)
@hooks.register("before_edit_snippet", order=-10)
def say_what_is_missing(request: HttpRequest, instance: Model) -> HttpResponse | None:
    """The Publish button of an unfinished translation answers with what is missing."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    if not isinstance(instance, TranslatableMixin) or not (missing := missing_texts(instance)):
        return None
    messages.error(request, unfinished_message(missing))
    return redirect(request.path)


# Before what is missing: whoever may not publish need not hear of that.
@hooks.register("before_edit_page", order=-20)
@hooks.register("before_edit_snippet", order=-20)
def refuse_to_publish_what_is_locked(request: HttpRequest, instance: Model) -> HttpResponse | None:
    """Wagtail's own editor looks at locks; the editor of a translation does not."""
    if request.method != "POST" or request.POST.get("action") != "publish" or not isinstance(instance, LockableMixin):
        return None
    if (lock := instance.get_lock()) is None or not lock.for_user(request.user):
        return None
    messages.error(request, lock.get_message(request.user))
    return redirect(request.path)


@hooks.register("before_bulk_action")
def refuse_unfinished_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], view: Any
) -> HttpResponse | None:
    if action_type != "publish":
        return None
    for instance in objects:
        if isinstance(instance, TranslatableMixin) and (missing := missing_texts(instance)):
            messages.error(request, f"{instance}: {unfinished_message(missing)}")
            return redirect(request.get_full_path())
    return None


@hooks.register("before_move_page")
def refuse_to_move_behind_a_view(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Where a plain view answers, nobody would ever see the page again."""
    if not is_shadowed(destination, page.slug):
        return None
    messages.error(request, SHADOWED)
    return redirect("wagtailadmin_pages:move", page.pk)


@hooks.register("before_copy_page")
def refuse_to_copy_behind_a_view(request: HttpRequest, page: Page) -> HttpResponse | None:
    if request.method != "POST":
        return None
    chosen = request.POST.get("new_parent_page", "")
    parent = Page.objects.filter(pk=chosen).first() if chosen.isdigit() else None
    if parent is None or not is_shadowed(parent, request.POST.get("new_slug", "").strip()):
        return None
    messages.error(request, SHADOWED)
    return redirect("wagtailadmin_pages:copy", page.pk)
