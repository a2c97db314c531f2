"""What staff say of a case beside its notes: decisions, links to other cases, and who may see it."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import StaffRequest

from . import cards, decisions, findings, linking, merging, restricting, views
from .actions import refuse
from .forms import DecisionForm, LinkForm, RestrictForm
from .models import Case, Decision, Link
from .permissions import cases_for

View = Callable[..., HttpResponse]


def hidden(view: View) -> View:
    """Only POST; who may not do it is told that it is not there."""

    @wraps(view)
    def guarded(request: StaffRequest, reference: str, **kwargs: UUID | str) -> HttpResponse:
        try:
            return view(request, reference, **kwargs)
        except PermissionDenied:
            raise Http404 from None

    return require_POST(guarded)


def _seen(request: StaffRequest, reference: str, permission: str) -> Case:
    """The case, so that a form can say what it offers; the action checks again."""
    case = cases_for(request.user, permission).filter(reference=reference).first()
    if case is None:
        refuse(request.user, permission, reference)
    return case


@hidden
def decide(request: StaffRequest, reference: str, question: str) -> HttpResponse:
    case = _seen(request, reference, "case.decide")
    if question not in Decision.Kind.values:
        raise Http404
    form = DecisionForm(request.POST, kind=question, prefix=question)
    if not form.is_valid():
        asked = cards.asked(request.user, case, findings.of(case), tried=form)
        return views.shown_again(request, reference, asked=asked)
    given = form.cleaned_data
    supporter = None
    if given.get("supporter_name"):
        supporter = decisions.Supporter(given["supporter_name"], given["supporter_role"], given["supporter_contact"])
    try:
        decisions.decide(
            request.user, reference, question, given["outcome"], given["reason"], given["decision_id"], supporter
        )
        messages.success(request, _("Your decision is written down."))
    except ValueError:
        messages.error(request, _("The rules ask for no such decision here."))
    return redirect("inbox:case", reference)


@hidden
def link(request: StaffRequest, reference: str, link_id: UUID) -> HttpResponse:
    form = LinkForm(request.POST)
    if linking.known(request.user, reference, link_id) is None:
        refuse(request.user, "case.link", reference)
    if not form.is_valid():
        messages.error(request, _("Choose what to do with the other case."))
        return redirect("inbox:case", reference)
    answer, note = form.cleaned_data["answer"], form.cleaned_data["note"]
    try:
        shown = _answer(request, reference, link_id, answer, note)
    except merging.CannotMerge:
        messages.error(request, _("These two cannot be merged or taken apart now: one is closed, or it is done."))
        shown = reference
    return redirect("inbox:case", shown)


def _answer(request: StaffRequest, reference: str, link_id: UUID, answer: str, note: str) -> str:
    """Do it; returns the reference of the case to show next."""
    if answer == LinkForm.MERGE:
        kept = merging.merge(request.user, reference, link_id)
        messages.success(request, _("The two are one case now. Both histories are kept."))
        return kept.reference
    if answer == LinkForm.SPLIT:
        merging.split(request.user, reference, link_id)
        messages.success(request, _("They are two cases again."))
        return reference
    state = Link.State.LINKED if answer == LinkForm.LINK else Link.State.DISMISSED
    linking.judge(request.user, reference, link_id, state, note)
    messages.success(request, _("Saved."))
    return reference


@hidden
def restrict(request: StaffRequest, reference: str) -> HttpResponse:
    form = _restriction(request, reference)
    if not form.is_valid() or not form.reason_given():
        return views.shown_again(request, reference, restriction=form)
    restricting.restrict(request.user, reference, form.reason_given(), form.cleaned_data["people"])
    messages.success(request, _("Only safeguarding leads and the people you chose can see it now."))
    return redirect("inbox:case", reference)


@hidden
def open_to(request: StaffRequest, reference: str) -> HttpResponse:
    form = _restriction(request, reference)
    if not form.is_valid():
        return views.shown_again(request, reference, restriction=form)
    restricting.open_to(request.user, reference, form.cleaned_data["people"])
    messages.success(request, _("Saved."))
    return redirect("inbox:case", reference)


@hidden
def unrestrict(request: StaffRequest, reference: str) -> HttpResponse:
    form = _restriction(request, reference)
    if not form.is_valid() or not form.reason_given():
        return views.shown_again(request, reference, restriction=form)
    restricting.unrestrict(request.user, reference, form.reason_given())
    messages.success(request, _("Everybody who works in its area can see it again."))
    return redirect("inbox:case", reference)


def _restriction(request: StaffRequest, reference: str) -> RestrictForm:
    """What was sent; refused to who is no lead of this case."""
    case = _seen(request, reference, "case.work")
    if not restricting.may_restrict(request.user, case):
        refuse(request.user, "case.restrict", reference)
    return RestrictForm(request.POST, people=restricting.choices(case))
