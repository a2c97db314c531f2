from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from services import directory_menu, problem_desk  # noqa: F401 (their hooks)
from services.models import AccessPoint, Facet, Organisation, Service


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    list_display = ["name", "website", "live", "is_demo"]
    search_fields = ["name"]


class ServiceViewSet(SnippetViewSet):
    model = Service
    icon = "help"
    menu_label = _("Services")
    list_display = ["name", "organisation", "live"]
    list_select_related = ["organisation"]
    search_fields = ["name", "summary"]


class AccessPointViewSet(SnippetViewSet):
    model = AccessPoint
    icon = "site"
    menu_label = _("Access points")
    list_display = ["name", "area", "kind", "live", "checked_on", "keeper"]
    list_select_related = ["area", "keeper"]
    list_filter = ["area", "kind", "live", "confidential"]
    search_fields = ["name", "summary"]


class FacetViewSet(SnippetViewSet):
    model = Facet
    icon = "tag"
    menu_label = _("Choices")
    list_display = ["name", "group", "clause", "order"]
    list_filter = ["group"]


class DirectoryViewSetGroup(SnippetViewSetGroup):
    menu_label = _("Directory")
    menu_icon = "site"
    menu_order = 200
    # Items of other screens join through this hook.
    submenu_hook = "register_directory_menu_item"
    items = (AccessPointViewSet, ServiceViewSet, OrganisationViewSet, FacetViewSet)


register_snippet(DirectoryViewSetGroup)
