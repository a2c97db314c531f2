from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from content import entry_lists
from content.entry_lists import LANGUAGE, STATUS
from services import deleting, directory_menu, problem_desk, untranslated_above  # noqa: F401 (their hooks)
from services.copying import CopyEntryView
from services.models import AccessPoint, Facet, Organisation, Service


class EntryViewSet(entry_lists.EntryViewSet):
    copy_view_class = CopyEntryView


class OrganisationViewSet(EntryViewSet):
    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    list_display = ["name", LANGUAGE, "keeper", "checked_on", BooleanColumn("is_demo"), STATUS]
    list_read_with = ("keeper",)
    list_filter = ["live", "partners", "checked_on"]
    search_fields = ["name", "website", "charity_number", "company_number"]


class ServiceViewSet(EntryViewSet):
    model = Service
    icon = "help"
    menu_label = _("Services")
    list_display = ["name", LANGUAGE, "organisation", "keeper", "checked_on", STATUS]
    list_read_with = ("organisation", "keeper")
    list_filter = ["live", "support", "people", "needs", "abuse", "checked_on"]
    search_fields = ["name", "summary", "organisation__name"]


class AccessPointViewSet(EntryViewSet):
    model = AccessPoint
    icon = "site"
    menu_label = _("Access points")
    list_display = ["name", LANGUAGE, "area", "kind", "keeper", "checked_on", STATUS]
    list_read_with = ("area", "keeper")
    list_filter = ["live", "kind", "area", "access", "languages", "confidential", "checked_on"]
    search_fields = ["name", "slug", "summary", "town", "phone", "service__name", "service__organisation__name"]


class FacetViewSet(SnippetViewSet):
    model = Facet
    icon = "tag"
    menu_label = _("Choices")
    list_display = ["name", LANGUAGE, "group", "clause", "order"]
    list_filter = ["group"]
    search_fields = ["name", "key", "clause"]
    delete_view_class = deleting.DeleteChoiceView
    usage_view_class = deleting.ChoiceUsageView

    def get_queryset(self, request: HttpRequest) -> QuerySet[Facet]:
        return Facet.objects.select_related("locale")


class DirectoryViewSetGroup(SnippetViewSetGroup):
    menu_label = _("Directory")
    menu_icon = "site"
    menu_order = 200
    # Items of other screens join through this hook.
    submenu_hook = "register_directory_menu_item"
    items = (AccessPointViewSet, ServiceViewSet, OrganisationViewSet, FacetViewSet)


register_snippet(DirectoryViewSetGroup)
