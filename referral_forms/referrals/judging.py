"""What somebody's own answers say about danger, as flags a person will check."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from referral_forms.inbox.actions import Judgement

UNDER_18 = {"under_13", "13_15", "16_17"}
# Kinds of abuse that count as signs of danger of their own (domain C, 4).
SIGNS = ("stalking", "honour", "forced_marriage", "fgm")

REASONS = {
    "danger_now": _("They say they are in danger now"),
    "child": _("Under 18: decide today who must be told"),
    "under_16": _("Under 16: needs social care and a manager"),
    "stalking": _("Stalking"),
    "honour": _("So-called honour-based abuse"),
    "forced_marriage": _("Forced marriage"),
    "fgm": _("Female genital mutilation"),
    "to_translate": _("Wrote in another language: not assessed until translated"),
    "interpreter": _("Needs an interpreter"),
    "no_safe_channel": _("No safe way to reach them: they will call"),
    "outside_areas": _("Lives outside our areas and asked for a person"),
    "not_a_woman": _("Asked for a person although the service is for women"),
    "trap": _("May have been sent by a machine. Check before you throw it away."),
}

FREE_TEXT = (
    ("anything-else", "more"),
    ("safe-times", "times_more"),
    ("who-we-are", "cover"),
    ("language", "interpreter_more"),
)


def judge(answers: dict[str, Any], language: str) -> Judgement:
    """Risk stays unassessed whatever is said: only a person assesses."""
    in_danger = answers.get("danger", {}).get("danger") == "yes"
    age = answers.get("age", {}).get("age", "")
    kinds = answers.get("what-is-happening", {}).get("kinds", [])
    signs = [kind for kind in SIGNS if kind in kinds]
    flags = {
        "danger_now": in_danger,
        "child": age in UNDER_18,
        "under_16": age in {"under_13", "13_15"},
        **dict.fromkeys(signs, True),
        "to_translate": language != "en" and any(answers.get(step, {}).get(name) for step, name in FREE_TEXT),
        "interpreter": answers.get("language", {}).get("interpreter") == "yes",
        "no_safe_channel": not safe_channels(answers),
        "outside_areas": bool(answers.get("place", {}).get("outside"))
        and not answers.get("which-area", {}).get("area"),
        "not_a_woman": answers.get("woman", {}).get("woman") == "no",
        "trap": "trap" in answers,
    }
    return Judgement(
        act_now=in_danger,
        danger_signs=len(signs),
        is_child=age in UNDER_18,
        why=[key for key, there in flags.items() if there],
    )


def safe_channels(answers: dict[str, Any]) -> list[str]:
    """Channels that the person marked as safe."""
    channels = answers.get("safe-contact", {}).get("channels", {})
    return [key for key, channel in channels.items() if channel["safe"] == "yes"]
