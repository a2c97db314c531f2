"""Deleting entries and choices in Wagtail's admin: what still holds them is asked of the tables themselves.

Wagtail asks its reference index, which does not follow choices (many-to-many), and does not know of rows that were
written in bulk: it would offer to delete an organisation with all its services, and then fail.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import PROTECT, Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.models import TranslatableMixin
from wagtail.snippets.views.snippets import DeleteView, UsageView

from services.choosing import CHOSEN_ON, chosen_by
from services.models import AccessPoint, Facet, Organisation, Service


@hooks.register("before_delete_snippet")
def refuse_what_is_held(request: HttpRequest, instances: Sequence[Any]) -> HttpResponse | None:
    """One by one, or many at once: before anybody is asked whether they are sure."""
    refused = [text for each in instances if (text := _refusal(each, alone=len(instances) == 1))]
    for text in refused:
        messages.error(request, text)
    if not refused:
        return None
    if len(instances) > 1:
        return redirect(_address(instances[0], "list"))
    return redirect(_address(instances[0], "edit"), instances[0].pk)


def _refusal(instance: Model, *, alone: bool) -> str:
    if isinstance(instance, Organisation | Service | AccessPoint):
        what = ", ".join(_holders(instance))
        said = _("“%(name)s” was not deleted. It still has: %(what)s.")
        return said % {"name": instance, "what": what} if what else ""
    if isinstance(instance, Facet) and not alone and chosen(instance).exists():
        return _("“%(name)s” is in use. Delete it by itself, to see where.") % {"name": instance}
    return ""


def _holders(instance: Organisation | Service | AccessPoint) -> Iterator[str]:
    """What the database would not let go of, counted and named."""
    for relation in instance._meta.related_objects:
        if relation.on_delete is not PROTECT:
            continue
        model: Any = relation.related_model
        rows = model._default_manager.filter(**{f"{relation.field.name}__in": with_translations(instance)})
        # In however many languages, it is one service.
        one = "translation_key" if issubclass(model, TranslatableMixin) else "pk"
        if count := rows.values(one).distinct().count():
            names = model._meta
            yield f"{count} {ngettext(names.verbose_name, names.verbose_name_plural, count)}"


def with_translations(instance: Any) -> list[int]:
    """The keys of all that goes with it: of an English row its translations, of a translation itself."""
    if instance.locale.language_code != settings.LANGUAGE_CODE:
        return [instance.pk]
    rows = type(instance)._default_manager.filter(translation_key=instance.translation_key)
    return list(rows.values_list("pk", flat=True))


def chosen(facet: Facet) -> Any:
    """The English entries for which it is chosen, drafts too."""
    model, _name = CHOSEN_ON[facet.group]
    rows = model._default_manager.filter(pk__in=chosen_by(facet.group, [facet.pk]))
    return rows.filter(locale__language_code=settings.LANGUAGE_CODE)


def _address(instance: Any, view: str) -> Any:
    return f"wagtailsnippets_{instance._meta.app_label}_{instance._meta.model_name}:{view}"


def entries_address(facet: Facet) -> str:
    """The list of the entries for which it is chosen."""
    model, name = CHOSEN_ON[facet.group]
    return f"{reverse(_address(model, 'list'))}?{name}={facet.pk}"


class Chosen:
    """In place of Wagtail's references: a choice goes from its entries, so nothing prevents it."""

    is_protected = False

    def __init__(self, facet: Facet) -> None:
        self.facet = facet

    def count(self) -> int:
        return chosen(self.facet).count()


class DeleteChoiceView(DeleteView):
    object: Facet

    def get_usage(self) -> Chosen:
        return Chosen(self.object)

    def get_usage_url(self) -> str:
        return entries_address(self.object)


class ChoiceUsageView(UsageView):
    object: Facet

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(entries_address(self.object))
