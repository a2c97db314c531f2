"""Who is there, and what belongs to them: for the journey, the case, and the professional's own pages."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from journeys import saving
from journeys.leaving import SeeOther
from journeys.saving import Unfinished
from referral_forms.inbox.models import Case
from referral_forms.referrals.models import Professional, ProfessionalReferral, ReferralReader, ReferrerSession

from . import attention, register, sessions
from .referrer import Referrer

# The journey of professionals (`professional.journey`), and the kind of its cases.
JOURNEY_KEY = "professional_referral"
KEPT_ON_REQUEST = "_referrer_session"


def session_of(request: HttpRequest) -> ReferrerSession | None:
    """The live session; asked of the database once a request."""
    if not hasattr(request, KEPT_ON_REQUEST):
        setattr(request, KEPT_ON_REQUEST, sessions.of(request))
    kept: ReferrerSession | None = getattr(request, KEPT_ON_REQUEST)
    return kept


def professional_of(request: HttpRequest) -> Professional | None:
    """Whoever has proven their work address and said who they are."""
    session = session_of(request)
    professional = session.professional if session else None
    return professional if professional and register.described(professional) else None


def referrer_of(request: HttpRequest) -> Referrer | None:
    professional = professional_of(request)
    return register.described(professional) if professional else None


def owner_of(request: HttpRequest) -> str:
    """For `Journey.owner_of`: who may open again what they saved."""
    professional = professional_of(request)
    return str(professional.id) if professional else ""


def gate(request: HttpRequest) -> HttpResponse | None:
    """For `Journey.gate`: None for whoever is signed in; everybody else is led to the way in."""
    return None if professional_of(request) else SeeOther(reverse("refer:start"))


def attach(case: Case, referrer_id: UUID, now: datetime | None = None) -> ProfessionalReferral:
    """Write down whose a new case is. Call it inside the transaction that makes the case."""
    now = now or timezone.now()
    professional = Professional.objects.get(pk=referrer_id)
    referral = ProfessionalReferral.objects.create(case=case, referrer=professional, area=case.area, told_at=now)
    ReferralReader.objects.create(referral=referral, professional=professional, since=now)
    if not professional.is_checked:
        attention.draw(case, attention.UNCHECKED)
        case.save(update_fields=["why"])
    return referral


def referrals_of(professional: Professional) -> QuerySet[ProfessionalReferral]:
    """The one door to a referrer's own: whatever else there is, is not there."""
    mine = ReferralReader.objects.filter(professional=professional).values("referral")
    return ProfessionalReferral.objects.filter(pk__in=mine).select_related("case", "referrer", "area")


def unfinished(request: HttpRequest) -> list[Unfinished]:
    """What somebody has saved and not sent: dates only, since the code opens it."""
    return saving.unfinished(JOURNEY_KEY, owner_of(request))
