"""Places and policy in Wagtail's admin, for people with the permission to change each."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from .models import (
    Area,
    CallTimes,
    Commission,
    Commissioner,
    Eligibility,
    MaracRules,
    ResponseTarget,
    Routing,
    StaffedHours,
    Town,
)
from .views import DeleteUnusedView


def _dated_panels() -> list[Panel]:
    return [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
                FieldPanel("source"),
                FieldPanel("provisional"),
                FieldPanel("note"),
            ],
            heading=_("When it holds, and why"),
            help_text=_(
                "To change a rule, use the page “Rules”: it shows first what would change. By hand: give this row a"
                " last day and add a new row, so that both stay readable."
            ),
        )
    ]


class AreaViewSet(ModelViewSet):
    model = Area
    delete_view_class = DeleteUnusedView
    icon = "site"
    list_display = ("name", "kind", "gss", "parent")
    list_filter = ("kind",)
    search_fields = ("name", "gss")
    copy_view_enabled = False
    panels = (
        FieldPanel("name"),
        FieldPanel("kind"),
        FieldPanel("gss"),
        FieldPanel("parent"),
        FieldPanel("order"),
    )
    # Moving an area would show its cases to others (see the model).
    panels_once_made = (
        FieldPanel("name"),
        FieldPanel("kind", read_only=True),
        FieldPanel("gss"),
        FieldPanel("parent", read_only=True),
        FieldPanel("order"),
    )

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        panel = ObjectList(self.panels_once_made).bind_to_model(self.model)
        return super().get_edit_view_kwargs(panel=panel, form_class=panel.get_form_class(), **kwargs)


class TownViewSet(ModelViewSet):
    model = Town
    icon = "home"
    list_display = ("name", "area", "source")
    list_filter = ("area",)
    search_fields = ("name",)
    copy_view_enabled = False
    panels = (
        FieldPanel("name"),
        FieldPanel("area"),
        FieldRowPanel([FieldPanel("easting"), FieldPanel("northing")]),
        FieldPanel("source"),
    )


class CommissionViewSet(ModelViewSet):
    model = Commission
    delete_view_class = DeleteUnusedView
    icon = "doc-full"
    list_display = ("name", "starts_on", "ends_on")
    copy_view_enabled = False
    panels = (
        FieldPanel("name"),
        FieldPanel("key"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldPanel("term_note"),
        InlinePanel("extensions", heading=_("Possible extensions"), label=_("Extension")),
        FieldPanel("areas", widget=forms.CheckboxSelectMultiple),
    )


class CommissionerViewSet(ModelViewSet):
    model = Commissioner
    icon = "user"
    list_display = ("name", "role", "commission", "valid_from", "valid_until")
    list_filter = ("commission",)
    panels = (FieldPanel("commission"), FieldPanel("name"), FieldPanel("role"), *_dated_panels())


class EligibilityViewSet(ModelViewSet):
    model = Eligibility
    icon = "tick-inverse"
    list_display = ("commission", "minimum_age", "valid_from", "valid_until")
    list_filter = ("commission",)
    copy_view_enabled = False
    panels = (
        HelpPanel(_("This sorts. It turns nobody away: whoever does not fit is led to other help and to a person.")),
        FieldPanel("commission"),
        FieldPanel("minimum_age"),
        FieldPanel("younger_by_exception"),
        FieldPanel("women_only"),
        FieldPanel("areas", widget=forms.CheckboxSelectMultiple),
        FieldPanel("moving_here"),
        FieldPanel("no_recourse"),
        *_dated_panels(),
    )


class ResponseTargetViewSet(ModelViewSet):
    model = ResponseTarget
    icon = "time"
    list_display = ("commission", "level", "staffed_minutes", "alert_after_staffed_minutes", "valid_from")
    list_filter = ("commission", "level")
    panels = (
        FieldPanel("commission"),
        FieldPanel("level"),
        FieldPanel("staffed_minutes"),
        FieldPanel("alert_after_staffed_minutes"),
        *_dated_panels(),
    )


class StaffedHoursViewSet(ModelViewSet):
    model = StaffedHours
    icon = "calendar-alt"
    list_display = ("commission", "area", "hours", "valid_from", "valid_until")
    list_filter = ("commission", "area")
    panels = (FieldPanel("commission"), FieldPanel("area"), FieldPanel("hours"), *_dated_panels())


class CallTimesViewSet(ModelViewSet):
    model = CallTimes
    icon = "calendar-check"
    list_display = ("commission", "area", "hours", "slot_minutes", "places", "valid_from", "valid_until")
    list_filter = ("commission", "area")
    panels = (
        FieldPanel("commission"),
        FieldPanel("area"),
        FieldPanel("hours"),
        FieldRowPanel([FieldPanel("slot_minutes"), FieldPanel("places")]),
        FieldRowPanel([FieldPanel("notice_minutes"), FieldPanel("days_ahead")]),
        *_dated_panels(),
    )


class MaracRulesViewSet(ModelViewSet):
    model = MaracRules
    icon = "group"
    list_display = ("commission", "visible_high", "escalation_months", "valid_from", "valid_until")
    list_filter = ("commission",)
    copy_view_enabled = False
    panels = (
        FieldPanel("commission"),
        FieldPanel("tools"),
        FieldPanel("visible_high"),
        FieldRowPanel([FieldPanel("escalation_events"), FieldPanel("escalation_months")]),
        FieldPanel("repeat_months"),
        FieldPanel("self_harm"),
        FieldPanel("how_to_refer"),
        *_dated_panels(),
    )


class RoutingViewSet(ModelViewSet):
    model = Routing
    icon = "order"
    list_display = ("commission", "valid_from", "valid_until")
    list_filter = ("commission",)
    copy_view_enabled = False
    panels = (FieldPanel("commission"), FieldPanel("idva_risks"), FieldPanel("act_now_too"), *_dated_panels())


class PlacesGroup(ModelViewSetGroup):
    menu_label = _("Places and policy")
    menu_icon = "site"
    menu_order = 700
    items = (
        AreaViewSet,
        TownViewSet,
        CommissionViewSet,
        CommissionerViewSet,
        EligibilityViewSet,
        ResponseTargetViewSet,
        StaffedHoursViewSet,
        CallTimesViewSet,
        MaracRulesViewSet,
        RoutingViewSet,
    )


@hooks.register("register_admin_viewset")
def register_places() -> PlacesGroup:
    return PlacesGroup()
