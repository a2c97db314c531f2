"""From what was said to flags that a person will check. Every way of asking uses these keys (domain C)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from design.forms import UNSURE, YES
from referral_forms.inbox.actions import Judgement
from referral_forms.inbox.models import Risk

from . import needs, routing
from .support_forms import band

UNDER_16 = {"under_13", "13_15"}
UNDER_18 = UNDER_16 | {"16_17"}

# One of these is enough: a person looks within hours.
ACT_NOW = {
    "danger_now": _("They say they are in danger now"),
    "threat_to_kill": _("Threat to kill"),
    "strangulation": _("Strangulation or choking"),
    "weapon": _("A weapon"),
    "suicidal": _("Thinks of suicide"),
    "child_at_risk": _("A child may be hurt now"),
    "forced_travel": _("About to be made to marry, be cut (FGM) or travel"),
    "knows_safe_address": _("The safe address is known to who hurts them"),
}
# Signs of danger, counted (the fourth part of the rank).
SIGNS = {
    "pregnant": _("Pregnant, or a baby under one"),
    "separation": _("Has left, or is about to leave"),
    "stalking": _("Stalking"),
    "honour": _("So-called honour-based abuse"),
    "forced_marriage": _("Forced marriage"),
    "fgm": _("Female genital mutilation"),
    "escalation": _("It happens more often, or gets worse"),
    "child_contact": _("Conflict over contact with children"),
    "disability": _("Disabled, or depends on who hurts them for care"),
    "isolation": _("Kept away from everybody"),
}
OTHERS = {
    "added": _("The sender has told something new: read it"),
    "withdrawal_asked": _("The sender asks to withdraw it: decide"),
    "child": _("Under 18: decide today who must be told"),
    "under_16": _("Under 16: needs social care and a manager"),
    "no_recourse": _("No recourse to public funds: a manager decides, with a reason"),
    "no_recourse_unsure": _("Not sure about recourse to public funds: find out together"),
    "access": _("Has access needs"),
    "age_unknown": _("Age not known: ask today"),
    "to_translate": _("Wrote in another language: not assessed until translated"),
    "interpreter": _("Needs an interpreter"),
    "children_seen": _("Children were seen there"),
    "sender_only": _("Do not contact the person: talk with who told us first"),
    "not_told": _("The person does not know that somebody wrote"),
    "no_safe_channel": _("No safe way to reach them: they will call"),
    "outside_areas": _("Lives outside our areas and asked for a person"),
    "not_a_woman": _("Asked for a person although the service is for women"),
    "sender_unchecked": _("Nobody has checked who sent it"),
    "trap": _("May have been sent by a machine. Check before you throw it away."),
    "danger_unsure": _("The sender is not sure whether they are in danger now"),
    "not_known": _("Signs of danger that the sender does not know: not counted as no"),
    "marac": _("Meets criteria of a conference (MARAC)"),
    "no_supporter": _("Under 16, and nobody in social care supports them yet"),
    "without_agreement": _("Sent without the person’s agreement"),
    "not_safe_to_tell": _("Not safe to tell them that it was sent"),
    "may_be_known": _("Somebody may know one of them: closed to all but a few"),
    "works_near": _("Who hurts them may work for us, the council, the police or a court: closed to all but a few"),
    "through_sender": _("Contact the sender first"),
    "lone_visit": _("Nobody should visit alone"),
}
# Of `support_forms.ACCESS`: what makes it harder to get away or to be heard.
DISABILITIES = {"step_free", "hearing", "bsl", "sight", "learning", "focus", "speech", "carer"}
REASONS = {**ACT_NOW, **SIGNS, **{key: need.words for key, need in needs.NEEDS.items()}, **OTHERS}


def judgement(keys: Iterable[str], *, need: int = 0, risk: str = Risk.UNASSESSED) -> Judgement:
    """Keys of REASONS, in any order and as often as they were said. `need`: 0 to 3, the highest single need.

    Risk stays unassessed whatever somebody says of themselves: only a person assesses.
    """
    said = set(keys)
    return Judgement(
        act_now=bool(said & ACT_NOW.keys()),
        risk=risk,
        need=need,
        danger_signs=len(said & SIGNS.keys()),
        is_child="child" in said,
        why=[key for key in REASONS if key in said],
    )


def judge(answers: dict[str, Any], *, unread: bool, today: date | None = None) -> Judgement:
    """What somebody who asks for themselves said.

    `unread`: words in a language that staff cannot be expected to read (domain H 13).
    """
    age = youngest(answers, today or timezone.localdate())
    # What was said of it before the area changed does not count.
    recourse = _given(answers, "money", "nrpf") if routing.recourse_matters(answers) else ""
    flags = {
        "danger_now": _given(answers, "danger", "danger") == "yes",
        "child": age in UNDER_18,
        "under_16": age in UNDER_16,
        "no_recourse": recourse == "yes",
        "no_recourse_unsure": recourse == "unsure",
        "access": bool(_given(answers, "access", "access") or _given(answers, "access", "access_more")),
        "to_translate": unread,
        "interpreter": _given(answers, "language", "interpreter") == "yes",
        "no_safe_channel": not safe_channels(answers),
        "outside_areas": bool(_given(answers, "place", "outside")) and not _given(answers, "which-area", "area"),
        "not_a_woman": _given(answers, "woman", "woman") == "no",
        "works_near": restricted(answers),
        "trap": "trap" in answers,
    }
    needed = needs.of(answers)
    said = [key for key, there in flags.items() if there]
    return judgement([*said, *signs_of(answers), *needed], need=needs.highest(needed))


def signs_of(answers: dict[str, Any]) -> Iterator[str]:
    """Keys of ACT_NOW and SIGNS that somebody told of themselves, from every page that asks about them."""
    ticked = [
        *(_given(answers, "what-is-happening", "kinds") or []),
        *(_given(answers, "danger-signs", "signs") or []),
        *(_given(answers, "more-signs", "signs") or []),
    ]
    yield from (key for key in ticked if key in ACT_NOW or key in SIGNS)
    if _given(answers, "since-when", "worse") == "yes":
        yield "escalation"
    if _given(answers, "pregnancy", "pregnant") == "yes" or _a_baby(answers):
        yield "pregnant"
    if DISABILITIES & set(_given(answers, "access", "access") or []):
        yield "disability"


def _a_baby(answers: dict[str, Any]) -> bool:
    return any(step.startswith("child-") and (given or {}).get("age") == "under_1" for step, given in answers.items())


def youngest(answers: dict[str, Any], today: date) -> str:
    """The age group, a key of `forms.AGES`: where birth date and group differ, whichever is younger."""
    said = [_given(answers, "age", "age")]
    if born := _given(answers, "birth-date", "birth_date"):
        said.append(band(date.fromisoformat(born), today))
    order = ["under_13", "13_15", "16_17", "18"]
    return min((age for age in said if age in order), key=order.index, default="")


def _given(answers: dict[str, Any], step: str, field: str) -> Any:
    return (answers.get(step) or {}).get(field)


def restricted(answers: dict[str, Any]) -> bool:
    """domain H 15: who hurts them could read it at work. After a yes, a not sure, or words without either."""
    told = answers.get("their-work") or {}
    return told.get("works_here") in (YES, UNSURE) or bool(told.get("works_where"))


def safe_channels(answers: dict[str, Any]) -> list[str]:
    """Channels that the person marked as safe."""
    channels = answers.get("safe-contact", {}).get("channels", {})
    return [key for key, channel in channels.items() if channel["safe"] == "yes"]
