"""The tasks of a professional referral, and their pages."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from design.forms import YES
from journeys.drafts import Answers
from journeys.files import FilesForm
from journeys.forms import QuestionForm
from journeys.journey import Step, Text
from vault.files.receiving import Rules

from .. import contact_forms, judging, routing
from . import event_forms, person_forms, risk_forms, sender_forms
from .assessing import MOST, MOST_ALLEGED, age_band, given

PAGE = "referrals/professional/page.html"
Applies = Callable[[Answers], bool]

PARTS: list[tuple[str, Text]] = [
    ("now", _("Danger now, and the area")),
    ("sender", _("You and your organisation")),
    ("knows", _("Whether anybody knows them")),
    ("person", _("The person")),
    ("contact", _("How to reach them safely")),
    ("children", _("Children")),
    ("happened", _("What is happening")),
    ("danger", _("Signs of danger")),
    ("alleged", _("Who is said to be causing harm")),
    ("risk", _("Risk assessment")),
    ("others", _("Others who help, and plans")),
    ("agreed", _("What they know and agreed to")),
    ("files", _("Files")),
]


def said(step: str, field: str, *values: str) -> Applies:
    return lambda answers: given(answers, step, field) in values


def in_danger(answers: Answers) -> bool:
    return given(answers, "danger", "danger") in ("yes", "unsure")


def area_unclear(answers: Answers) -> bool:
    return "place" in answers and not (answers["place"] or {}).get("area")


def lives_elsewhere(answers: Answers) -> bool:
    return bool(given(answers, "place", "outside")) and given(answers, "which-area", "area") == ""


def no_team(answers: Answers) -> bool:
    place = routing.placed(answers)
    return bool(place) and not place["staffed"]


def women_only(answers: Answers) -> bool:
    return bool(routing.placed(answers).get("women_only"))


def under_16(answers: Answers) -> bool:
    return age_band(answers, timezone.localdate()) in judging.UNDER_16


def has_score(answers: Answers) -> bool:
    tool = given(answers, "risk-tool", "tool")
    return bool(tool) and tool != risk_forms.NO_TOOL and not fills_in(answers)


def fills_in(answers: Answers) -> bool:
    return bool(given(answers, "risk-tool", "fill_in"))


def not_all_agreed(answers: Answers) -> bool:
    agreed = answers.get("agreed") or {}
    return bool(agreed) and any(agreed.get(field) != YES for field in ("support", "sharing"))


def page(slug: str, part: str, form: type[QuestionForm], heading: Text, **more: Any) -> Step:
    more.setdefault("template", PAGE)
    return Step(slug, part, form, heading, **more)


def repeated(
    name: str, part: str, form: type[QuestionForm], heading: Text, begins: Applies, most: int = MOST, **more: Any
) -> list[Step]:
    """`child-1`, `child-2`, …: each is there when the one before it said that there is another."""

    def applies(number: int, answers: Answers) -> bool:
        if not begins(answers):
            return False
        return all(given(answers, f"{name}-{before}", "another") == YES for before in range(1, number))

    return [
        page(f"{name}-{number}", part, form, heading, applies=partial(applies, number),
             context=partial(numbered, number), **more)
        for number in range(1, most + 1)
    ]  # fmt: skip


def numbered(number: int, answers: Answers) -> dict[str, Any]:
    return {"number": number}


def _area(answers: Answers) -> dict[str, Any]:
    return {"area": routing.area_of(answers)}


NOW = [
    page("danger", "now", person_forms.DangerForm, _("Danger now")),
    Step("call-999", "now", heading=_("Danger now"), template="referrals/professional/call_999.html",
         applies=in_danger),
    page("place", "now", person_forms.TheirPlaceForm, _("Where they live"), skippable=True,
         why=_("Each area has its own team. We keep only the area.")),
    page("which-area", "now", person_forms.TheirAreaForm, _("Where they live"), applies=area_unclear),
    Step("elsewhere", "now", heading=_("Where they live"), template="referrals/professional/elsewhere.html",
         applies=lives_elsewhere),
    Step("not-here-yet", "now", heading=_("Help in that area"), template="referrals/professional/no_team.html",
         applies=no_team, ends=True, context=_area),
    page("woman", "now", person_forms.WomanForm, _("Who the service is for"), applies=women_only),
    Step("other-help", "now", heading=_("Other help"), template="referrals/professional/other_help.html",
         applies=said("woman", "woman", "no")),
]  # fmt: skip
ABOUT = [
    page("sender", "sender", sender_forms.SenderForm, _("You and your organisation")),
    page("knows", "knows", sender_forms.KnowsForm, _("Does anybody know them?"),
         why=_("So that nobody reads about their own family, neighbour or colleague.")),
    page("person", "person", person_forms.PersonForm, _("The person")),
    page("social-care", "person", person_forms.SocialCareForm, _("Under 16"), applies=under_16),
    page("tonight", "person", person_forms.StayForm, _("Tonight"), skippable=True),
    page("pregnancy", "person", person_forms.PregnancyForm, _("Pregnancy"), skippable=True),
    page("money", "person", person_forms.MoneyForm, _("Money"), skippable=True,
         applies=routing.recourse_matters),
    page("support", "person", person_forms.SupportForm, _("To support them well"), skippable=True),
    page("safe-contact", "contact", person_forms.TheirContactForm, _("How to reach them safely"),
         template="referrals/professional/safe_contact.html",
         why=_("A call at the wrong time can put a person in danger.")),
    page("safe-times", "contact", contact_forms.SafeTimesForm, _("Times that are safe"), skippable=True),
    page("who-we-are", "contact", contact_forms.WhoWeAreForm, _("What we say"), skippable=True),
    page("language", "contact", person_forms.TheirLanguageForm, _("Language and access"), skippable=True),
]  # fmt: skip
EVENTS = [
    page("children", "children", event_forms.AnyChildrenForm, _("Children")),
    *repeated("child", "children", event_forms.ChildForm, _("Child"), said("children", "children", YES)),
    page("what-happened", "happened", event_forms.HappenedForm, _("What is happening")),
    *repeated("event", "happened", event_forms.EventForm, _("Event"), said("what-happened", "events", YES)),
    page("danger-now", "danger", event_forms.DangerNowForm, _("Now or lately")),
    page("signs", "danger", event_forms.SignsForm, _("More signs"), skippable=True),
    *repeated("alleged", "alleged", event_forms.AllegedForm, _("Who is said to be causing harm"),
              lambda answers: True, MOST_ALLEGED, skippable=True),
]  # fmt: skip
RISK = [
    page("risk-tool", "risk", risk_forms.ToolForm, _("Risk tool")),
    page("checklist", "risk", risk_forms.ChecklistForm, _("Checklist"), applies=fills_in,
         template="referrals/professional/checklist.html"),
    page("score", "risk", risk_forms.ScoreForm, _("Its result"), applies=has_score, skippable=True),
    page("judgement", "risk", risk_forms.JudgementForm, _("Professional judgement")),
    page("earlier", "risk", risk_forms.EarlierForm, _("Self-harm, and earlier conferences"), skippable=True),
    page("others", "others", event_forms.OthersForm, _("Others who help, and plans"), skippable=True),
    page("agreed", "agreed", sender_forms.AgreedForm, _("What they know and agreed to")),
    page("without", "agreed", sender_forms.WithoutForm, _("Without their agreement"), applies=not_all_agreed),
    Step("files", "files", FilesForm, _("Files"), "referrals/professional/files.html", skippable=True, files=Rules()),
]  # fmt: skip
STEPS = [*NOW, *ABOUT, *EVENTS, *RISK]
