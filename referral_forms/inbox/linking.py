"""Links between cases that may belong together: found by a machine, judged by a person who may see both."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from vault import audit

from .actions import refuse
from .joined import whole
from .kinds import Text
from .models import Case, Link
from .permissions import cases_for, led_by

REASONS: dict[str, Text] = {
    "birth_pair": _("Name and birth date"),
    "birth_part": _("Part of the name, and the birth date"),
    "phone": _("Telephone number"),
    "email": _("Email address"),
    "name": _("Name"),
    "alleged_name": _("The person said to be causing harm"),
    "person_alleged": _("Somebody whom one case is about is said to be causing harm in the other"),
    "alleged_both": _("The same person is said to be causing harm in both, to different people"),
}


def links_for(user: User, case: Case, permission: str = "case.read") -> QuerySet[Link]:
    """The links of a case that `user` may know of: only where they may see both cases (H 6)."""
    seen = cases_for(user, permission).values("pk")
    links = Link.objects.filter(Q(case_a=case) | Q(case_b=case), case_a__in=seen, case_b__in=seen)
    led = Case.objects.filter(led_by(user)).values("pk")
    links = links.filter(~Q(kind=Link.Kind.ALLEGED) | Q(case_a__in=led, case_b__in=led))
    return links.select_related("case_a", "case_b", "case_a__area", "case_b__area", "decided_by")


@dataclass(frozen=True)
class Shown:
    """A link as one of its two cases shows it."""

    link: Link
    other: Case
    reasons: list[Text]
    may_judge: bool
    may_merge: bool


def shown(user: User, case: Case) -> list[Shown]:
    links = list(links_for(user, case))
    workable = set(cases_for(user, "case.work").filter(pk__in=_ends(links)).values_list("pk", flat=True))
    rows = []
    for link in links:
        other = link.case_b if link.case_a_id == case.pk else link.case_a
        ends = {case.merged_into_id, other.merged_into_id}
        if link.state != Link.State.MERGED and ends & {case.pk, other.pk}:
            # They are one already: nothing is left to say of it.
            continue
        may_judge = {case.pk, other.pk} <= workable and link.state != Link.State.MERGED
        may_merge = (
            may_judge
            and link.state != Link.State.DISMISSED
            and not (case.merged_into_id or other.merged_into_id or case.closed or other.closed)
            and not apart(case, other)
        )
        words = [REASONS[key] for key in link.reasons if key in REASONS]
        rows.append(Shown(link, other, words, may_judge, may_merge))
    return rows


def _ends(links: list[Link]) -> set[UUID]:
    return {end for link in links for end in (link.case_a_id, link.case_b_id)}


def apart(first: Case, other: Case) -> bool:
    """Whether one may be the other side of the other, also where nobody who asks may know of it (H 6)."""
    mine, theirs = whole(first), whole(other)
    between = Q(case_a__in=mine, case_b__in=theirs) | Q(case_a__in=theirs, case_b__in=mine)
    return Link.objects.filter(between, kind=Link.Kind.ALLEGED).exists()


def judge(
    user: User, reference: str, link_id: UUID, state: str, note: str = "", *, now: datetime | None = None
) -> Link:
    """Say that two cases belong together, or that they do not; LINKED or DISMISSED."""
    now = now or timezone.now()
    with transaction.atomic():
        link = locked(user, reference, link_id)
        if link is not None and link.state != Link.State.MERGED:
            if state not in (Link.State.LINKED, Link.State.DISMISSED):
                raise ValueError(state)
            link.state, link.decided_by, link.decided_at = Link.State(state), user, now
            link.note = note.strip() or None
            link.save()
            _record(link, f"case.{link.state}", user, now)
            return link
    return refuse(user, "case.link", reference)


def known(user: User, reference: str, link_id: UUID) -> Link | None:
    """The link, if `user` may work on both its cases."""
    case = cases_for(user, "case.work").filter(reference=reference).first()
    return links_for(user, case, "case.work").filter(pk=link_id).first() if case else None


def locked(user: User, reference: str, link_id: UUID) -> Link | None:
    """As `known`, and held until the end of the transaction."""
    link = known(user, reference, link_id)
    return Link.objects.select_for_update().get(pk=link.pk) if link else None


def _record(link: Link, action: str, user: User, now: datetime) -> None:
    if link.kind == Link.Kind.ALLEGED:
        # H 6: neither case's timeline may show it.
        audit.record(action, actor=user.id, subject=link.id, detail={"kind": link.kind}, now=now)
        return
    for case_id, other in ((link.case_a_id, link.case_b_id), (link.case_b_id, link.case_a_id)):
        detail = {"link": str(link.id), "kind": link.kind, "other": str(other)}
        audit.record(action, actor=user.id, subject=case_id, detail=detail, now=now)
