"""Whom a service is for, by its Commission's dated rules. It sorts; nothing here turns anybody away (K-7.1)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from places import policy
from places.models import Area, Commission, Eligibility
from referral_forms.inbox.findings import Finding, Level
from referral_forms.inbox.models import Case, Decision

from . import facts as reading
from .facts import NO, YES, Facts

UNDER_AGE, NO_RECOURSE = Decision.Kind.UNDER_AGE.value, Decision.Kind.NO_RECOURSE.value

FINDINGS: dict[str, Finding] = {
    finding.key: finding
    for finding in (
        Finding("age_fits", Level.FITS, _("Old enough"), "K-7.1, D-3.2"),
        Finding("age_family", Level.FITS, _("Comes with somebody whom the service is for"), "K-7.1"),
        Finding("age_unsure", Level.NOT_SURE, _("Age not known: ask"), "K-7.1, D-3.2"),
        Finding(
            "exception_needed",
            Level.DECISION,
            _("Under the lowest age: exceptional reason, a named supporter from social care, and a manager’s decision"),
            "K-7.2",
            decision=UNDER_AGE,
        ),
        Finding(
            "under_minimum",
            Level.OUTSIDE,
            _("Under the lowest age: find the right help with them; child safeguarding decides today"),
            "D-3.2",
        ),
        Finding("area_fits", Level.FITS, _("Lives in the area"), "K-7.1, D-3.2"),
        Finding("area_moving", Level.FITS, _("Is moving to the area"), "K-7.1"),
        Finding("area_either", Level.FITS, _("Lives in the area, or is moving there"), "K-7.1"),
        Finding("area_unsure", Level.NOT_SURE, _("Not known where they live: ask"), "K-7.1, D-3.2"),
        Finding(
            "area_ask_lives",
            Level.NOT_SURE,
            _("The service is for people who live in the area: ask whether they live there already"),
            "D-3.2",
        ),
        Finding("area_outside", Level.OUTSIDE, _("Outside the area: find the right help with them"), "D-3.4"),
        Finding("woman_fits", Level.FITS, _("A woman, by her own word"), "D-3.2"),
        Finding("woman_unsure", Level.NOT_SURE, _("For women. They have not said: ask, without proof"), "D-3.2"),
        Finding("not_a_woman", Level.OUTSIDE, _("For women. They are not: find the right help with them"), "D-3.2"),
        Finding("nrpf_included", Level.FITS, _("No recourse to public funds changes nothing here"), "D-3.4a"),
        Finding("nrpf_fits", Level.FITS, _("Has recourse to public funds"), "K-9.2"),
        Finding("nrpf_unsure", Level.NOT_SURE, _("Not known whether they have recourse to public funds: ask"), "K-9.2"),
        Finding(
            "nrpf_decision",
            Level.DECISION,
            _("No recourse to public funds: a decision for this person, with a reason, by a manager"),
            "K-9.2",
            decision=NO_RECOURSE,
        ),
    )
}


@dataclass(frozen=True)
class Rules:
    """One row of `places.models.Eligibility`, as plain values. `areas`: slugs, those of networks inside too."""

    minimum_age: int
    younger_by_exception: bool
    women_only: bool
    areas: frozenset[str]
    moving_here: bool
    no_recourse: str

    @classmethod
    def of(cls, row: Eligibility) -> "Rules":
        covered = list(row.areas.all())
        inside = Area.objects.filter(parent__in=[area.pk for area in covered]).values_list("slug", flat=True)
        return cls(
            minimum_age=row.minimum_age,
            younger_by_exception=row.younger_by_exception,
            women_only=row.women_only,
            areas=frozenset({*(area.slug for area in covered), *inside}),
            moving_here=row.moving_here,
            no_recourse=row.no_recourse,
        )


def findings(facts: Facts, rules: Rules) -> list[Finding]:
    """What the rules say of these facts, a line for each rule. Pure: the same facts and rules, the same findings."""
    parts: Iterable[Callable[[Facts, Rules], str]] = (_age, _area, _woman, _no_recourse)
    return [FINDINGS[key] for part in parts if (key := part(facts, rules))]


def _age(facts: Facts, rules: Rules) -> str:
    if facts.youngest is not None and facts.youngest >= rules.minimum_age:
        return "age_fits"
    if facts.family:
        return "age_family"
    if facts.oldest is not None and facts.oldest < rules.minimum_age:
        return "exception_needed" if rules.younger_by_exception else "under_minimum"
    return "age_unsure"


def _area(facts: Facts, rules: Rules) -> str:
    if not facts.area:
        return "area_outside" if facts.outside else "area_unsure"
    if facts.area not in rules.areas:
        return "area_outside"
    if facts.lives == YES:
        return "area_fits"
    if not rules.moving_here:
        return "area_ask_lives"
    return "area_moving" if facts.lives == NO else "area_either"


def _woman(facts: Facts, rules: Rules) -> str:
    if not rules.women_only:
        return ""
    return {YES: "woman_fits", NO: "not_a_woman"}.get(facts.woman, "woman_unsure")


def _no_recourse(facts: Facts, rules: Rules) -> str:
    if rules.no_recourse == Eligibility.NoRecourse.INCLUDED:
        # D-3.4a: not a rule at all; said only where it applies, so that nobody looks for one.
        return "nrpf_included" if facts.no_recourse == YES else ""
    return {YES: "nrpf_decision", NO: "nrpf_fits"}.get(facts.no_recourse, "nrpf_unsure")


def overall(found: Iterable[Finding]) -> Level:
    """The one level that stands for all: what does not fit, what needs a decision, what nobody knows, else it fits."""
    levels = {finding.level for finding in found}
    order = (Level.OUTSIDE, Level.DECISION, Level.NOT_SURE)
    return next((level for level in order if level in levels), Level.FITS)


def rules_on(commission: Commission | None, day: date) -> Rules | None:
    row = policy.eligibility(commission, day) if commission else None
    return Rules.of(row) if row else None


def of_case(case: Case) -> list[Finding]:
    """For `findings.provide`: by the rules that hold today. Without a Commission nobody can tell."""
    referral = getattr(case, "referral", None)
    rules = rules_on(case.commission, timezone.localdate()) if referral is not None else None
    return findings(reading.of(case, referral.answers), rules) if referral is not None and rules else []
