"""Where a worker begins: who is speaking?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import StaffRequest

from .journey import gate


@require_safe
def choose(request: StaffRequest) -> HttpResponse:
    gate(request)
    return render(request, "referrals/intake_choose.html")
