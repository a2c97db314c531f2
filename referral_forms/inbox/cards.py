"""Cards of the case page that stand beside its form: rules and decisions, links, merged cases, who may see it."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from accounts.models import User

from . import decisions, findings, kinds, linking, merging, restricting, timeline
from .due import due
from .forms import DecisionForm, RestrictForm
from .joined import merged_into
from .kinds import Kind
from .models import Case, Decision, Document, Link, Person
from .permissions import cases_for
from .timeline import Entry


@dataclass(frozen=True)
class Asked:
    """A decision that the rules ask for: taken, or with the form to take it."""

    kind: str
    title: Any
    taken: list[Decision]
    form: DecisionForm | None


@dataclass(frozen=True)
class Within:
    """A case that was merged into the one on the page. `suffix` keeps the ids of its parts apart."""

    case: Case
    kind: Kind
    panel: dict[str, Any]
    entries: list[Entry]
    people: list[Person]
    documents: list[Document]
    decisions: list[Decision]
    link: Link | None
    suffix: str


def of_case(user: User, case: Case) -> dict[str, Any]:
    found = findings.of(case)
    return {
        "found": found,
        "due": due(case),
        "asked": asked(user, case, found),
        "links": linking.shown(user, case),
        "within": within(user, case),
        "merged_to": cases_for(user).filter(pk=case.merged_into_id).first() if case.merged_into_id else None,
        "restriction": restriction(user, case),
    }


def asked(user: User, case: Case, found: list[findings.Finding], tried: DecisionForm | None = None) -> list[Asked]:
    may_decide = cases_for(user, "case.decide").filter(pk=case.pk, merged_into=None).exists()
    taken = list(case.decisions.select_related("decided_by"))
    wanted = [finding.decision for finding in decisions.wanted(case, found)]
    shown = dict.fromkeys([*wanted, *(decision.kind for decision in taken)])
    rows = []
    for kind in shown:
        form = None
        if may_decide and kind in wanted:
            form = (
                tried
                if tried and tried.kind == kind
                else DecisionForm(kind=kind, initial={"decision_id": uuid4(), "kind": kind}, prefix=kind)
            )
        title = Decision.Kind(kind).label
        rows.append(Asked(kind, title, [each for each in taken if each.kind == kind], form))
    return rows


def within(user: User, case: Case) -> list[Within]:
    rows = []
    for merged in merged_into(case):
        kind = kinds.get(merged.kind)
        link = merging.link_of(user, case, merged) if merged.merged_into_id == case.pk else None
        entries = timeline.entries(merged, viewer=user)
        rows.append(
            Within(
                case=merged,
                kind=kind,
                panel=kind.panel(merged),
                entries=entries,
                people=list(merged.people.all()),
                documents=list(merged.documents.all()),
                decisions=list(merged.decisions.select_related("decided_by")),
                link=link,
                suffix=f"-{merged.reference.lower()}",
            )
        )
    return rows


def restriction(user: User, case: Case) -> RestrictForm | None:
    """The form by which a safeguarding lead closes the case or opens it; None for everybody else."""
    if case.merged_into_id or not restricting.may_restrict(user, case):
        return None
    return RestrictForm(
        people=restricting.choices(case), initial={"people": [person.pk for person in case.opened_to.all()]}
    )
