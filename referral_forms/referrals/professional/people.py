"""Everybody a referral names, each apart from the others."""

from collections.abc import Iterator
from typing import Any

from journeys.drafts import Answers
from referral_forms.inbox.actions import Somebody
from referral_forms.inbox.models import Person

from .assessing import chain
from .referrer import Referrer

CHILD = ("age", "lives_with", "school", "in_danger", "social_care", "social_worker", "needs")
ALLEGED = (
    "relationship", "whereabouts", "release", "bail", "where", "orders", "orders_end", "weapons", "weapons_more",
    "weapons_unsure", "child_contact", "knows_of_this",
)  # fmt: skip


def of(answers: Answers, who: Referrer) -> Iterator[Somebody]:
    """The person first, then children, those said to cause harm, and the sender."""
    person = answers.get("person") or {}
    yield Somebody(Person.Role.PERSON, _named(person, ("other_names", "age")))
    for child in chain(answers, "child"):
        yield Somebody(Person.Role.CHILD, _named(child, CHILD))
    for alleged in chain(answers, "alleged"):
        yield Somebody(Person.Role.ALLEGED, _named(alleged, ALLEGED))
    yield Somebody(Person.Role.SENDER, sender(answers, who))


def _named(given: dict[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    """Name and birth date, which every person has, and whatever else was said of them."""
    more = {key: given[key] for key in fields if given.get(key)}
    return {"name": given.get("name") or "", "birth_date": given.get("birth_date") or "", **more}


def sender(answers: Answers, who: Referrer) -> dict[str, Any]:
    """The way in proved the e-mail; the rest is as they typed it. `account`: whose own page shows the referral."""
    typed = answers.get("sender") or {}
    return {
        "name": typed.get("name") or who.name,
        "birth_date": "",
        "organisation": typed.get("organisation") or who.organisation,
        "team": typed.get("team") or "",
        "job": typed.get("job") or who.job,
        "email": who.email or typed.get("email") or "",
        "email_proved": bool(who.email),
        "telephone": typed.get("telephone") or who.telephone,
        "out_of_hours": typed.get("out_of_hours") or "",
        "account": str(who.id) if who.id else "",
    }
