"""Reported problems in Wagtail's admin: for those who may edit entries."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts import permissions
from accounts.requests import StaffRequest
from accounts.views import needs
from services import problems
from services.models import Problem

PER_PAGE = 20


@require_safe
@needs(problems.MAY)
def reported(request: HttpRequest) -> HttpResponse:
    page = Paginator(problems.waiting(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "services/problems.html", {"page_of_problems": page})


@require_POST
@needs(problems.MAY)
def settle(request: StaffRequest, problem_id: UUID) -> HttpResponse:
    try:
        problems.settle(request.user, problem_id)
    except Problem.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("Settled. The words are deleted."))
    return redirect("reported_problems")


class ProblemsItem(MenuItem):
    def is_shown(self, request: StaffRequest) -> bool:
        return permissions.has(request.user, problems.MAY)


@hooks.register("register_admin_urls")
def problem_urls() -> list[Any]:
    return [
        path("problems/", reported, name="reported_problems"),
        path("problems/<uuid:problem_id>/settle/", settle, name="settle_problem"),
    ]


@hooks.register("register_admin_menu_item")
def problems_item() -> MenuItem:
    return ProblemsItem(
        gettext_lazy("Reported problems"), reverse("reported_problems"), name="problems", icon_name="warning", order=210
    )
