"""A page that asks: what was typed and refused is kept in the sealed session, so that Back and reload show it."""

from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from design.forms import GovukForm
from journeys.leaving import SeeOther
from referral_forms.referrals.models import ReferrerSession

TRIED = "tried"
Form = TypeVar("Form", bound=GovukForm)


def filled(request: HttpRequest, session: ReferrerSession, form_class: type[Form], **initial: Any) -> Form:
    """The form with what was just sent, or what was refused before, or empty."""
    if request.method == "POST":
        return form_class(request.POST)
    tried = session.content[TRIED].get(request.path)
    if tried is None:
        return form_class(initial=initial) if initial else form_class()
    form = form_class(QueryDict(tried["typed"]))
    if tried["refused"] and form.is_valid():
        form.refuse()  # type: ignore[attr-defined]
    return form


def again(request: HttpRequest, session: ReferrerSession, *, refused: bool = False) -> HttpResponse:
    """Ask again on the same page; `refused`: nothing was wrong with the form itself (a code that does not fit)."""
    data = request.POST.copy()
    data.pop("csrfmiddlewaretoken", None)
    _keep(session, {request.path: {"typed": data.urlencode(), "refused": refused}})
    return SeeOther(request.path)


def done(session: ReferrerSession) -> None:
    if session.content[TRIED]:
        _keep(session, {})


def _keep(session: ReferrerSession, tried: dict[str, Any]) -> None:
    session.content = {**session.content, TRIED: tried}
    session.save(update_fields=["content"])


def show(request: HttpRequest, page: str, form: GovukForm | None = None, **context: Any) -> HttpResponse:
    context = {"form": form, "no_store": True, **context} if form is not None else {"no_store": True, **context}
    return render(request, f"referrals/professional/{page}.html", context)
