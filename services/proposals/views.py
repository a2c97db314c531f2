"""Behind a keeper's link. Its token is the secret: no cookie, no account, and nothing changes by opening it."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from services.checking import due_on, intervals
from services.checking.standing import KINDS, with_standing
from services.keepers import entries, links
from services.models import Keeper, Proposal
from vault import throttle

from . import actions
from .forms import ProposalForm

PER_PAGE = 25
# Tokens are sealed, so nobody guesses one: this only keeps a machine from trying all day.
WRONG_LINKS, WRONG_LINKS_WITHIN = 30, timedelta(minutes=15)
CHANGES, CHANGES_WITHIN = 200, timedelta(hours=1)
DECISIONS_SHOWN = 10

View = Callable[..., HttpResponse]


def by_link(view: View) -> View:
    """Hands the view its keeper. A link that is over is told so, and is never told why."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        now = timezone.now()
        keeper = links.keeper_of(token, now)
        if keeper is None:
            asked_by = throttle.origin(request)
            if not throttle.allow("keep", asked_by, limit=WRONG_LINKS, window=WRONG_LINKS_WITHIN, now=now):
                return render(request, "errors/429.html", status=429)
            return render(request, "services/propose_over.html", status=410)
        if request.method == "POST" and not throttle.allow(
            "keep-change", str(keeper.pk), limit=CHANGES, window=CHANGES_WITHIN, now=now
        ):
            return render(request, "errors/429.html", status=429)
        return view(request, keeper, token, **kwargs)

    # Exempt: whoever could forge a request would need the token, and holding it would not need to forge one.
    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(opened))


@by_link
def keep(request: HttpRequest, keeper: Keeper, token: str) -> HttpResponse:
    """Everything of their organisation, with what is due first in each kind."""
    if request.method == "POST":
        actions.confirm(keeper, _named(request.POST.getlist("entry"), keeper))
        return _see_other("keep", token, done="checked")
    every, today = intervals(), timezone.localdate()
    keys = [
        (kind, pk)
        for kind in KINDS
        for pk in with_standing(kind, entries.within_reach(kind, keeper), today, every).values_list("pk", flat=True)
    ]
    page = Paginator(keys, PER_PAGE).get_page(request.GET.get("page"))
    found = _rows(page.object_list, keeper)
    open_proposals = set(_mine(keeper).filter(state=Proposal.State.OPEN).values_list("point_id", flat=True))
    rows = []
    for kind, pk in page.object_list:
        entry, due = found[kind, pk], due_on(found[kind, pk], every)
        waiting = kind == "access-point" and pk in open_proposals
        late = due is None or due < today
        rows.append({"kind": kind, "entry": entry, "due": due, "overdue": late, "waiting": waiting})
    context = {
        "keeper": keeper, "token": token, "rows": rows, "page": page, "today": today,
        "decided": _decided(keeper), "done": request.GET.get("done", ""),
    }  # fmt: skip
    return render(request, "services/propose_list.html", context)


def _named(names: list[str], keeper: Keeper) -> list[Any]:
    """The entries ticked as `<kind>:<id>`; whatever is not theirs is passed over."""
    keys = [
        (kind, int(pk))
        for kind, _colon, pk in (name.partition(":") for name in names[:PER_PAGE])
        if kind in KINDS and pk.isascii() and pk.isdecimal() and len(pk) < 10
    ]
    return list(_rows(keys, keeper).values())


def _rows(keys: Any, keeper: Keeper) -> dict[tuple[str, int], Any]:
    """One query a kind."""
    found = {}
    for kind in {kind for kind, _pk in keys}:
        wanted = [pk for each, pk in keys if each == kind]
        for row in entries.within_reach(kind, keeper).filter(pk__in=wanted):
            found[kind, row.pk] = row
    return found


def _mine(keeper: Keeper) -> Any:
    return Proposal.objects.filter(keeper=keeper)


def _decided(keeper: Keeper) -> list[Proposal]:
    """The newest decisions, with the reasons."""
    states = [Proposal.State.ACCEPTED, Proposal.State.DECLINED]
    rows = _mine(keeper).filter(state__in=states).select_related("point").order_by("-decided_at")
    return list(rows[:DECISIONS_SHOWN])


@by_link
def propose(request: HttpRequest, keeper: Keeper, token: str, point: UUID) -> HttpResponse:
    """The form with the entry as it stands. A proposal that waits is shown again, to be put right."""
    rows = entries.within_reach("access-point", keeper).prefetch_related("exceptions", "access", "languages")
    row = get_object_or_404(rows, translation_key=point)
    waiting = _mine(keeper).filter(point=row, state=Proposal.State.OPEN).first()
    form = ProposalForm(row, request.POST if request.method == "POST" else None, waiting=waiting)
    if form.is_bound and form.is_valid():
        actions.propose(keeper, row, form.changes(), form.cleaned_data["note"])
        return _see_other("keep", token, done="proposed")
    context = {"keeper": keeper, "token": token, "point": row, "form": form, "waiting": waiting is not None}
    return render(request, "services/propose.html", context)


def _see_other(name: str, token: str, *, done: str) -> HttpResponse:
    response = redirect(name, token)
    response.status_code = 303
    response["Location"] += f"?done={done}"
    return response
