"""The page from which every way of asking for help starts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def get_help(request: HttpRequest) -> HttpResponse:
    return render(request, "referrals/get_help.html")
