"""Where staff land when they have signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.home import HomeView

from accounts import permissions
from referral_forms.inbox.permissions import may_see_queue

dashboard = require_admin_access(HomeView.as_view())


def staff_home(request: HttpRequest) -> HttpResponse:
    """Their queue, for whoever works on cases; Wagtail's own start page for everybody else."""
    user = request.user
    if user.is_authenticated and may_see_queue(user) and not permissions.has(user, "content.edit"):
        return redirect("inbox:queue")
    answer: HttpResponse = dashboard(request)
    return answer
