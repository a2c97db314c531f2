"""Below /admin/directory/: whether the directory is true, and what it lacks."""

from django.urls import include, path

from services import gaps_views
from services.checking import views as checking
from services.keepers import views as keepers
from services.proposals import staff_views as proposals

urlpatterns = [
    path("exchange/", include("services.exchange.urls")),
    path("due/", checking.due, name="directory_due"),
    path("due/sheet/", checking.due_sheet, name="directory_due_sheet"),
    path("due/<int:point_id>/withdraw/", checking.withdraw, name="directory_withdraw"),
    path("due/<str:kind>/<int:entry_id>/check/", checking.check, name="directory_check"),
    path("gaps/", gaps_views.report, name="directory_gaps"),
    path("gaps/sheet/", gaps_views.sheet, name="directory_gaps_sheet"),
    path("keepers/", keepers.keepers, name="directory_keepers"),
    path("keepers/new/", keepers.new, name="directory_new_keeper"),
    path("keepers/<uuid:keeper_id>/", keepers.keeper, name="directory_keeper"),
    path("keepers/<uuid:keeper_id>/assign/", keepers.assign, name="directory_assign"),
    path("keepers/<uuid:keeper_id>/hand-over/", keepers.hand_over, name="directory_hand_over"),
    path("keepers/<uuid:keeper_id>/active/", keepers.active, name="directory_keeper_active"),
    path("keepers/<uuid:keeper_id>/link/", keepers.send_link, name="directory_keeper_link"),
    path("proposals/", proposals.proposals, name="directory_proposals"),
    path("proposals/<uuid:proposal_id>/", proposals.proposal, name="directory_proposal"),
]
