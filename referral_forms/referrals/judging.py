"""From what was said to flags that a person will check. Every way of asking uses these keys (domain C)."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from referral_forms.inbox.actions import Judgement
from referral_forms.inbox.models import Risk

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
    "forced_travel": _("About to be made to marry or travel"),
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
    "child": _("Under 18: decide today who must be told"),
    "under_16": _("Under 16: needs social care and a manager"),
    "to_translate": _("Wrote in another language: not assessed until translated"),
    "interpreter": _("Needs an interpreter"),
    "children_seen": _("Children were seen there"),
    "sender_only": _("Do not contact the person: talk with who told us first"),
    "not_told": _("The person does not know that somebody wrote"),
    "no_safe_channel": _("No safe way to reach them: they will call"),
    "outside_areas": _("Lives outside our areas and asked for a person"),
    "not_a_woman": _("Asked for a person although the service is for women"),
    "trap": _("May have been sent by a machine. Check before you throw it away."),
}
REASONS = {**ACT_NOW, **SIGNS, **OTHERS}


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


def judge(answers: dict[str, Any], *, unread: bool) -> Judgement:
    """What somebody who asks for themselves said.

    `unread`: words in a language that staff cannot be expected to read (domain H 13).
    """
    age = answers.get("age", {}).get("age", "")
    kinds = answers.get("what-is-happening", {}).get("kinds", [])
    flags = {
        "danger_now": answers.get("danger", {}).get("danger") == "yes",
        "child": age in UNDER_18,
        "under_16": age in UNDER_16,
        **{kind: kind in kinds for kind in SIGNS},
        "to_translate": unread,
        "interpreter": answers.get("language", {}).get("interpreter") == "yes",
        "children_seen": _("Children were seen there"),
        "sender_only": _("Do not contact the person: talk with who told us first"),
        "not_told": _("The person does not know that somebody wrote"),
        "no_safe_channel": not safe_channels(answers),
        "outside_areas": bool(answers.get("place", {}).get("outside"))
        and not answers.get("which-area", {}).get("area"),
        "not_a_woman": answers.get("woman", {}).get("woman") == "no",
        "trap": "trap" in answers,
    }
    return judgement(key for key, there in flags.items() if there)


def safe_channels(answers: dict[str, Any]) -> list[str]:
    """Channels that the person marked as safe."""
    channels = answers.get("safe-contact", {}).get("channels", {})
    return [key for key, channel in channels.items() if channel["safe"] == "yes"]
