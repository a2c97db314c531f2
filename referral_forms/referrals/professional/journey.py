"""The professional referral: its pages, and what becomes of the answers."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from journeys.drafts import Answers
from journeys.journey import Delivery, Journey
from places import policy
from places.models import Commission, MaracRules
from referral_forms.inbox.actions import Arrival
from referral_forms.inbox.models import Case, Source

from .. import judging, notices, promises, reaching, receiving, routing
from ..models import MaracAssessment
from . import access, assessing, marac, people, referrer
from .steps import PARTS, STEPS

KIND = "professional_referral"
IDLE = timedelta(minutes=60)
# Saved with a code, to be finished later or elsewhere.
KEEP_FOR = timedelta(days=7)


def marac_rules(commission: Commission | None, day: date) -> MaracRules:
    """The area's own criteria; without any, the national ones, which are the model's defaults."""
    found = policy.marac_rules(commission, day) if commission else None
    return found or MaracRules()


def deliver(delivery: Delivery) -> None:
    answers, who = delivery.answers, referrer.of(delivery.known)
    area = routing.area_of(answers)
    contact = safe_contact(answers)
    now = timezone.now()
    today = timezone.localdate(now)
    commission = routing.commission_of(area, now)
    rules = marac_rules(commission, today)
    unread = delivery.language != "en" and JOURNEY.prose(answers)
    judgement = assessing.judge(answers, rules, today, unread=unread)
    assessment = assess(answers, rules, now)

    def arrange(word: str, now: datetime) -> Arrival:
        return Arrival(
            kind=KIND,
            draft_id=delivery.draft_id,
            area=area,
            commission=commission,
            language=delivery.language,
            judgement=judgement,
            safe_contact=contact,
            look_up=[("word", word), *reaching.look_up(contact)],
            people=list(people.of(answers, who)),
            source=source(answers, who),
            restricted=assessing.restricted(answers),
        )

    def also(case: Case) -> None:
        MaracAssessment.objects.create(case=case, content=assessment)
        if who.id:
            access.attach(case, who.id, now)

    receiving.receive(delivery, arrange, lambda case, word: receipt(case, answers, assessment), also)


def source(answers: Answers, who: referrer.Referrer) -> str:
    """K-4.1: what kind of organisation asked, as they said it themselves."""
    return assessing.given(answers, "sender", "source") or who.source or Source.OTHER


def safe_contact(answers: Answers) -> dict[str, Any]:
    """What the inbox keeps of how to reach the person; nobody has confirmed it with them."""
    name = assessing.given(answers, "person", "name") or ""
    needs = {"access_more": assessing.given(answers, "language", "access") or ""}
    kept = reaching.safe_contact({**answers, "name": {"name": name}, "access": needs})
    return {**kept, "through_sender": bool(assessing.given(answers, "safe-contact", "through_me"))}


def assess(answers: Answers, rules: MaracRules, now: datetime) -> dict[str, Any]:
    """What is kept of the criteria; see `models.MaracAssessment`."""
    facts = assessing.facts(answers, timezone.localdate(now))
    return {
        "on": facts.on.isoformat(),
        "met": [met.kept() for met in marac.criteria(facts, rules)],
        "open": [met.kept() for met in marac.open_questions(facts, rules)],
        "risk": marac.risk(facts, rules),
        "tool_risk": marac.tool_risk(facts, rules),
        "tool": facts.tool,
        "score": facts.score,
        "unknown": facts.unknown,
        "judgement": facts.judgement,
        "rules": rules.pk,
    }


def receipt(case: Case, answers: Answers, assessment: dict[str, Any]) -> Answers:
    """What the sender keeps: that it came, and never how it goes on."""
    return {
        "reference": case.reference,
        "area": case.area.slug if case.area else "",
        "in_danger": case.act_now != "none",
        "restricted": case.restricted,
        "through_you": bool(assessing.given(answers, "safe-contact", "through_me")),
        "will_call": bool(assessing.given(answers, "safe-contact", "will_call")) or not judging.safe_channels(answers),
        "met": assessment["met"],
    }


def sent_context(receipt: Answers) -> dict[str, Any]:
    now = timezone.now()
    promised = promises.of_receipt(receipt, now)
    rules = marac_rules(routing.commission_of(promised["area"], now), timezone.localdate(now))
    return {
        **promised,
        "how_to_refer": rules.how_to_refer,
        "met": [marac.words(met) for met in marac.of_kept(receipt["met"])],
    }


JOURNEY = Journey(
    key=KIND,
    namespace="professional_referral",
    parts=PARTS,
    steps=STEPS,
    start_template="referrals/professional/referral_start.html",
    check_template="referrals/professional/check.html",
    sent_template="referrals/professional/sent.html",
    deliver=deliver,
    start_context=lambda request: promises.of_every_team(timezone.now()),
    sent_context=sent_context,
    check_context=lambda answers: {"notice": notices.current(get_language() or "en")},
    unavailable=promises.unavailable,
    gate=access.gate,
    begun_with=lambda request: referrer.known(access.referrer_of(request)),
    keep_for=KEEP_FOR,
    owner_of=access.owner_of,
    tasks=True,
    tasks_template="referrals/professional/tasks.html",
    idle=IDLE,
)
