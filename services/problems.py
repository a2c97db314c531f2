"""Something is wrong with an entry: a reader tells us, whoever keeps it hears of it, an editor settles it.

Readers tell more than they mean to: their words are sealed, stand in no mail, and go when the matter is settled.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Case, QuerySet, When
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.models import User
from services.keepers import contact, links
from services.models import AccessPoint, Keeper, Problem
from vault import audit, outbox

MAY = "content.edit"
SETTLED = "services.problem_settled"


@transaction.atomic
def tell(point: AccessPoint, topic: str, words: str, *, doubtful: bool = False, now: datetime | None = None) -> Problem:
    """Keep what a reader told us, and let those know who can put it right.

    doubtful: a trap for machines was filled in; it is kept and shown all the same (domain H 7).
    """
    now = now or timezone.now()
    problem = Problem.objects.create(point=point, topic=topic, words=words or None, doubtful=doubtful, made_at=now)
    keeper = keeper_of(point)
    told = _tell_keeper(keeper, problem, now) if keeper and not doubtful else False
    if topic == Problem.Topic.UNSAFE or not told:
        _tell_editors(problem, now)
    return problem


@transaction.atomic
def settle(actor: User, key: UUID, now: datetime | None = None) -> None:
    """The matter is dealt with: that it was told stays, its words go. Raises PermissionDenied, Problem.DoesNotExist."""
    if not permissions.has(actor, MAY):
        raise PermissionDenied
    now = now or timezone.now()
    problem = Problem.objects.select_for_update().get(pk=key)
    if problem.settled_at:
        return
    problem.settled_at, problem.words = now, None
    problem.save(update_fields=["settled_at", "words"])
    audit.record(SETTLED, actor=actor.pk, subject=problem.pk, detail={"topic": problem.topic}, now=now)


def waiting() -> QuerySet[Problem]:
    """What nobody has settled yet, what could be dangerous first."""
    rows = Problem.objects.filter(settled_at=None).select_related("point__area", "point__keeper")
    unsafe_first = Case(When(topic=Problem.Topic.UNSAFE, then=0), default=1)
    return rows.order_by(unsafe_first, "made_at", "pk")


def keeper_of(point: AccessPoint) -> Keeper | None:
    """Who keeps the entry true: it, its service or its organisation. None where nobody can be written to."""
    for entry in (point, point.service, point.service.organisation):
        keeper: Keeper | None = entry.keeper
        if keeper and keeper.is_active and contact(keeper).email:
            return keeper
    return None


def _tell_keeper(keeper: Keeper, problem: Problem, now: datetime) -> bool:
    """One mail a day, and one more where somebody may be in danger, however much is told: each holds a link."""
    kind = "unsafe" if problem.topic == Problem.Topic.UNSAFE else "wrong"
    with translation.override(settings.LANGUAGE_CODE):
        outbox.put(
            f"services.problem:{kind}:{keeper.pk}:{timezone.localdate(now)}",
            to=contact(keeper).email,
            subject=_("Please check your entries"),
            body=_("Somebody told us that something in one of your entries may be wrong:")
            + f"\n\n{problem.get_topic_display()}\n\n"
            + _("Open this link to look at your entries, and to propose a change:")
            + f"\n\n{links.address(keeper, now)}\n",
            urgent=problem.topic == Problem.Topic.UNSAFE,
            now=now,
        )
    return True


def _tell_editors(problem: Problem, now: datetime) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        for editor in permissions.holders(MAY, now).order_by("pk"):
            outbox.put(
                f"services.problem:{problem.point_id}:{problem.topic}:{editor.pk}:{timezone.localdate(now)}",
                to=editor.email,
                subject=_("Entries to check"),
                body=_("Somebody told us that something in an entry may be wrong:")
                + f"\n\n{problem.get_topic_display()}\n\n"
                + _("Sign in to read it:")
                + f"\n\n{settings.BASE_URL.rstrip('/')}{reverse('reported_problems')}\n",
                urgent=problem.topic == Problem.Topic.UNSAFE,
                now=now,
            )
