"""What happened, the signs of danger, the children, and who is said to cause harm."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from design.forms import UNSURE, YES, Look
from journeys.forms import QuestionForm

from .. import judging
from .fields import DayField, PastDayField, ask, line, one_of, several_of, story

KINDS = [
    ("physical", _("Physical violence, or threats of it")),
    ("controlling", _("Controlling or coercive behaviour")),
    ("sexual", _("Sexual abuse")),
    ("money", _("Economic abuse")),
    ("stalking", _("Stalking or harassment, also online")),
    ("honour", _("So-called “honour”-based abuse")),
    ("forced_marriage", _("Forced marriage")),
    ("fgm", _("Female genital mutilation, done or planned")),
    ("family", _("Abuse by a family member")),
    ("other", _("Something else")),
]
YES_NO = [("yes", _("Yes")), ("no", _("No"))]
# Asked one by one: those of `judging.ACT_NOW` but for danger now, which is asked first of all.
ACT_NOW = {
    "threat_to_kill": _("Has there been a threat to kill?"),
    "strangulation": _("Strangulation, choking or suffocation?"),
    "weapon": _("A weapon used, threatened or within reach?"),
    "suicidal": _("Does the person think of suicide?"),
    "child_at_risk": _("May a child be hurt now?"),
    "forced_travel": _("Are they about to be made to marry or travel?"),
    "knows_safe_address": _("Is the safe address known to who hurts them?"),
}
WHEREABOUTS = [
    ("together", _("Lives with the person")),
    ("apart", _("Lives somewhere else")),
    ("custody", _("In prison or police custody")),
    ("bail", _("On bail or released under investigation")),
    ("unknown", _("Nobody knows")),
]


class HappenedForm(QuestionForm):
    looks: ClassVar = {"story": Look(rows=8, count=5000)}
    kinds = several_of(_("What kind of abuse is it?"), KINDS, _("Choose all that fit."))
    story = story(
        _("What is happening, and since when?"),
        _("What was seen or said, and by whom. Facts rather than labels: the people named here may read it one day."),
        most=5000,
        required=True,
        error_messages={"required": _("Write what is happening")},
    )
    numbers = line(_("Crime or incident numbers"), most=200)
    events = one_of(
        _("Do you want to list single events with their dates?"),
        YES_NO,
        _("Several events within months count towards a conference (MARAC)."),
    )
    not_prose = frozenset({"numbers"})


class EventForm(QuestionForm):
    not_prose = frozenset({"number"})
    on = PastDayField(
        label=_("When did it happen?"),
        help_text=_("If you know only the month, use its first day."),
        required=True,
        error_messages={"required": _("Type the day, month and year")},
    )
    what = story(_("What happened?"), most=1000)
    number = line(_("Crime or incident number"), most=60)
    another = one_of(_("Is there another event to add?"), YES_NO)


class DangerNowForm(QuestionForm):
    """One by one, about now or lately. Neither a blank nor “not sure” counts as a no: both are shown."""

    threat_to_kill = ask(ACT_NOW["threat_to_kill"])
    strangulation = ask(ACT_NOW["strangulation"])
    weapon = ask(ACT_NOW["weapon"])
    suicidal = ask(ACT_NOW["suicidal"])
    child_at_risk = ask(ACT_NOW["child_at_risk"])
    forced_travel = ask(ACT_NOW["forced_travel"])
    knows_safe_address = ask(ACT_NOW["knows_safe_address"])


class SignsForm(QuestionForm):
    signs = several_of(
        _("Which of these are there?"),
        [(key, words) for key, words in judging.SIGNS.items() if key != "pregnant"],
        _("Choose all that fit."),
    )
    signs_more = story(_("What makes you most worried?"), most=1000)


class AnyChildrenForm(QuestionForm):
    heading = "children"
    children = ask(
        _("Are there children?"),
        _("Theirs, or in the home, also sometimes. We ask about each one separately."),
        required=True,
    )


class ChildForm(QuestionForm):
    """K-3.1.10: each child's own needs, safety and support."""

    not_prose = frozenset({"name", "school", "social_worker"})
    name = line(_("The child’s name"), required=True, error_messages={"required": _("Type the name that you know")})
    birth_date = PastDayField(label=_("Date of birth, if you know it"))
    age = line(_("If not: about how old?"), most=20)
    lives_with = line(_("Whom does the child live with, and where?"), most=200)
    school = line(_("School, nursery or college"))
    in_danger = ask(_("May this child be hurt now?"))
    social_care = ask(_("Has children’s social care been told about this child?"))
    social_worker = line(_("Social worker, if there is one"), _("Name, team and number."), most=200)
    needs = story(_("What does this child need?"), most=1000)
    another = one_of(_("Is there another child to add?"), YES_NO)


class AllegedForm(QuestionForm):
    """domain H 15. Kept apart from the person's own: whoever is named here has rights in it too."""

    reveals: ClassVar = {
        "whereabouts": {"custody": ("release",), "bail": ("bail",)},
        "weapons": {YES: ("weapons_more",), UNSURE: ("weapons_unsure",)},
    }
    not_prose = frozenset({"name", "relationship"})
    name = line(_("Their name"), required=True, error_messages={"required": _("Type a name, or “not known”")})
    birth_date = PastDayField(label=_("Date of birth, if you know it"))
    relationship = line(_("What are they to the person?"), _("For example: former partner, mother-in-law."))
    whereabouts = one_of(_("Where are they now?"), WHEREABOUTS)
    release = DayField(label=_("When are they released, if you know?"))
    bail = line(_("On which conditions, and until when?"), most=300)
    where = line(_("What else is known of where they are?"), most=200)
    orders = story(
        _("Orders and notices"),
        _("For example: a non-molestation order. Write beside each until when it holds."),
        most=500,
    )
    orders_end = DayField(label=_("Which day does the first of them end?"))
    weapons = ask(_("Can they get at a weapon?"))
    weapons_more = line(_("Which?"), most=200)
    weapons_unsure = line(_("What is known?"), most=200)
    child_contact = story(_("Contact with the children: what is agreed or ordered?"), most=500)
    knows_of_this = ask(_("Do they know that help is being asked for?"))
    another = one_of(_("Is there another person who causes harm?"), YES_NO)


class OthersForm(QuestionForm):
    """K-4.3.4 and K-4.3.5: other agencies, plans there are, and whether they fit together."""

    agencies = several_of(
        _("Who else is involved?"),
        [
            ("police", _("Police")),
            ("children", _("Children’s social care")),
            ("adults", _("Adult social care")),
            ("health", _("Health, midwife or GP")),
            ("mental_health", _("Mental health")),
            ("substance", _("Drug or alcohol service")),
            ("housing", _("Housing")),
            ("probation", _("Probation")),
            ("school", _("School or nursery")),
            ("solicitor", _("Solicitor or court")),
            ("idva", _("Another domestic abuse service")),
        ],
    )
    contacts = story(_("Whom should we talk to there?"), _("Names and numbers."), most=1000)
    plans = story(_("Which risk or safety plans are there already?"), most=1000)
    fit = ask(_("Do these plans fit together?"))
    fit_more = line(_("If not: what does not fit?"), most=300)


def not_known(given: dict[str, Any]) -> list[str]:
    """Keys of the act-now signs that were left blank or not known: never counted as no."""
    return [key for key in ACT_NOW if given.get(key, "") in ("", UNSURE)]
