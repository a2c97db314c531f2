"""Somebody who refers for their work: their browser, and what they have sent."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from types import ModuleType
from typing import Any
from uuid import uuid4

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpResponse
from django.test import Client
from django.urls import clear_url_caches, include, path
from django.utils import timezone

from config import urls as site_urls
from journeys.views import urls
from places.models import Area
from referral_forms.inbox import actions
from referral_forms.inbox.actions import Arrival, Judgement
from referral_forms.inbox.models import Case
from referral_forms.referrals.models import PermittedDomain, Professional, Referral
from referral_forms.referrals.professional import access
from referral_forms.referrals.professional.referrer import Referrer
from referral_forms.referrals.self_referral import JOURNEY
from tests.arrivals import CONTACT
from vault.models import Message

START = "/en/get-help/refer/"
KIND = "professional_referral"
DETAILS = {
    "name": "Priya Constable",
    "organisation": "Kent Police",
    "source": "police",
    "job": "Officer",
    "telephone": "01632 960555",
}
HERE = f"{START}try/"
# The self-referral's own questions, as a journey of somebody who is signed in.
KEPT = replace(
    JOURNEY,
    key=access.JOURNEY_KEY,
    namespace="kept_journey",
    keep_for=timedelta(days=7),
    # The journey of the same key has it, and the last that is made decides.
    idle=timedelta(minutes=60),
    gate=access.gate,
    owner_of=access.owner_of,
)


def permit(domain: str = "kent.police.uk", organisation: str = "Kent Police", source: str = "police") -> None:
    PermittedDomain.objects.get_or_create(
        domain=domain, defaults={"organisation": organisation, "source": source, "added_at": timezone.now()}
    )


def mailed_code() -> str:
    """The code of the mail that was queued last."""
    found = [each for each in Message.objects.order_by("-made_at") if each.key.startswith("refer-code:")]
    return str(re.search(r"^[0-9A-Z]{4}-[0-9A-Z]{4}", found[0].content["body"])[0])


class Officer:
    """Somebody at a desk with a work e-mail."""

    def __init__(self, email: str = "priya@kent.police.uk", language: str = "en", client: Client | None = None):
        self.email, self.client = email, client or Client()
        self.start = START.replace("/en/", f"/{language}/")

    def get(self, page: str = "", **more: Any) -> HttpResponse:
        return self.client.get(self.start + page, **more)

    def post(self, page: str = "", follow: bool = True, **given: Any) -> HttpResponse:
        return self.client.post(self.start + page, given, follow=follow)

    def ask_for_a_code(self) -> HttpResponse:
        self.post()
        return self.post("email/", email=self.email)

    def come_in(self, **changed: str) -> HttpResponse:
        """Through the code, and once through who they are."""
        self.ask_for_a_code()
        response = self.post("code/", code=mailed_code())
        if response.request["PATH_INFO"].endswith("about-you/"):
            response = self.post("about-you/", **{**DETAILS, **changed})
        return response

    @property
    def professional(self) -> Professional:
        found = [each for each in Professional.objects.all() if each.content["email"] == self.email]
        return found[0]


def referred_by(professional: Professional, area: str | None = "thanet", **judged: Any) -> Case:
    arrival = Arrival(
        kind=KIND,
        draft_id=uuid4(),
        area=Area.objects.get(slug=area) if area else None,
        commission=None,
        language="en",
        judgement=Judgement(**judged),
        safe_contact=CONTACT,
        source="police",
    )

    def detail(case: Case) -> None:
        answers = {"person": {"name": "Zofia"}, "safe-contact": {}}
        Referral.objects.create(case=case, answers=answers, notice_version=1, notice_language="en")
        access.attach(case, professional.id)

    return actions.receive(arrival, detail)


def come_in(client: Client, who: Referrer) -> None:
    """Let that browser be theirs."""
    permit(who.domain, who.organisation, who.source)
    details = {"name": who.name, "organisation": who.organisation, "source": who.source, "job": who.job}
    Officer(who.email, client=client).come_in(**details, telephone=who.telephone or DETAILS["telephone"])


@pytest.fixture
def officer(world) -> Officer:
    """Of an organisation that we know, signed in."""
    permit()
    someone = Officer()
    someone.come_in()
    return someone


@pytest.fixture
def stranger(world) -> Officer:
    """With a proven address that says nothing of where they work."""
    someone = Officer("sam.counsellor@gmail.com")
    someone.come_in(name="Sam Counsellor", organisation="A school", source="education")
    return someone


@pytest.fixture
def refer(world) -> Callable[..., Case]:
    """`refer(officer)`: a case that they have just sent."""
    return lambda someone, **judged: referred_by(someone.professional, **judged)


@pytest.fixture
def journey(settings) -> Iterator[str]:
    """Its address, beside all others of the site."""
    module = ModuleType("tests_kept_urls")
    here = i18n_patterns(path("get-help/refer/try/", include((urls(KEPT), KEPT.namespace))))
    module.urlpatterns = [*here, *site_urls.urlpatterns]
    for name in ("handler400", "handler403", "handler404", "handler500"):
        setattr(module, name, getattr(site_urls, name))
    settings.ROOT_URLCONF = module
    clear_url_caches()
    yield HERE
    clear_url_caches()
