"""How a person may be reached, as the inbox keeps it."""

from typing import Any

from journeys.drafts import Answers
from referral_forms.inbox import contact


def safe_contact(answers: Answers) -> dict[str, Any]:
    """What the inbox keeps of how to reach the person; see `inbox.models.SafeContact`."""
    reach = answers.get("safe-contact") or {}
    times = answers.get("safe-times") or {}
    language = answers.get("language") or {}
    who = answers.get("who-we-are") or {}
    access = answers.get("access") or {}
    return {
        "channels": {key: (reach.get("channels") or {}).get(key, {"safe": "", "to": ""}) for key in contact.CHANNELS},
        "will_call": bool(reach.get("will_call")),
        "times": times.get("times") or [],
        "times_more": times.get("times_more") or "",
        "say_who": who.get("say_who", ""),
        "cover": who.get("cover", ""),
        "hide_number": who.get("hide_number", ""),
        "who_sees": who.get("who_sees", ""),
        "code_word": (answers.get("code-word") or {}).get("code_word", ""),
        "name": (answers.get("name") or {}).get("name", ""),
        "spoken": language.get("spoken", ""),
        "dialect": language.get("dialect", ""),
        "interpreter": language.get("interpreter") == "yes",
        "interpreter_sex": language.get("interpreter_sex", ""),
        "not_local": bool(language.get("not_local")),
        "interpreter_more": language.get("interpreter_more", ""),
        "access": access.get("access") or [],
        "access_more": access.get("access_more", ""),
        "call_wanted": (answers.get("call-time") or {}).get("time", ""),
    }


# By what the case can be found again when somebody rings.
look_up = contact.look_up
