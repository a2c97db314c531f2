"""What somebody who knows the person said, as flags that a person will check."""

from journeys.drafts import Answers
from referral_forms.inbox.actions import Judgement
from referral_forms.referrals import conditions, judging
from referral_forms.referrals.conditions import given


def judge(answers: Answers, *, unread: bool) -> Judgement:
    """`unread`: words in a language that staff cannot be expected to read (domain H 13)."""
    said = {*(given(answers, "what-you-see", "kinds") or []), *(given(answers, "signs", "signs") or [])}
    age = given(answers, "age", "age")
    flags = {
        **{key: key in said for key in (*judging.ACT_NOW, *judging.SIGNS)},
        "danger_now": conditions.in_danger(answers),
        "danger_unsure": given(answers, "danger", "danger") == "unsure",
        "child_at_risk": "child_at_risk" in said or given(answers, "children", "child_hurt") == "yes",
        "children_seen": given(answers, "children", "children") == "yes",
        "child": age in judging.UNDER_18,
        "under_16": age in judging.UNDER_16,
        "not_told": given(answers, "knows", "knows") == "no",
        "sender_only": given(answers, "may-contact", "contact") != "yes",
        "no_safe_channel": not judging.safe_channels(answers) and not _sender_channels(answers),
        "to_translate": unread,
        "interpreter": given(answers, "language", "interpreter") == "yes",
        "outside_areas": conditions.lives_elsewhere(answers),
        "not_a_woman": conditions.not_a_woman(answers),
        "works_near": judging.restricted(answers),
        "trap": "trap" in answers,
    }
    return judging.judgement(key for key, there in flags.items() if there)


def _sender_channels(answers: Answers) -> list[str]:
    channels = given(answers, "your-contact", "channels") or {}
    return [key for key, channel in channels.items() if channel["safe"] == "yes"]


def told_to_act(answers: Answers) -> bool:
    """Whether something was said for which a person looks within hours."""
    return judge(answers, unread=False).act_now
