"""The risk tool that was used, an organisation's own checklist, and the professional's judgement."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from design.forms import NO, UNSURE, YES, Look, YesNoNotSureField
from journeys.forms import QuestionForm, Told
from referral_forms.inbox.models import Risk

from ..models.checklists import Tool
from . import checklists, referrer
from .fields import PastDayField, ask, line, one_of, story

NO_TOOL = "none"
TOOLS = [*Tool.choices, (NO_TOOL, _("No tool"))]
# High, medium, standard: unassessed is no answer that anybody gives.
LEVELS = [(Risk.HIGH, _("High")), (Risk.MEDIUM, _("Medium")), (Risk.STANDARD, _("Standard"))]
MOST_QUESTIONS = 100


class ToolForm(QuestionForm):
    reveals: ClassVar = {"tool": {Tool.OTHER: ("tool_name",)}}
    not_prose = frozenset({"tool_name"})
    tool = one_of(
        _("Which risk tool did you use?"),
        TOOLS,
        required=True,
        error_messages={"required": _("Choose a tool, or “No tool”")},
    )
    tool_name = line(_("Which?"), most=80)
    fill_in = forms.ChoiceField(label=_("Your organisation’s checklist"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        found = checklists.for_referrer(referrer.of_answers(self.answers))
        if not found:
            del self.fields["fill_in"]
            return
        field: Any = self.fields["fill_in"]
        field.choices = [
            *((str(each.pk), _("Fill in here: %(name)s, version %(version)s") % vars_of(each)) for each in found),
            ("", _("I have the result already, or use none")),
        ]

    @classmethod
    def told(cls, given: dict[str, Any], answers: dict[str, Any]) -> Iterator[Told]:
        return (row for row in super().told(given, answers) if row[0] != cls.base_fields["fill_in"].label)


def vars_of(checklist: Any) -> dict[str, str]:
    return {"name": checklist.name, "version": checklist.version}


class ScoreForm(QuestionForm):
    """For Dash and Young Person's Dash the number of yes answers counts; other tools have scales of their own."""

    looks: ClassVar = {"score": Look(width=4, inputmode="numeric"), "unknown": Look(width=4, inputmode="numeric")}
    score = forms.IntegerField(
        label=_("How many answers were yes?"),
        help_text=_("Leave it empty if the tool does not count."),
        required=False,
        min_value=0,
        max_value=MOST_QUESTIONS,
        error_messages={
            "invalid": _("Type a number, such as 14"),
            "min_value": _("Type a number from 0 to 100"),
            "max_value": _("Type a number from 0 to 100"),
        },
    )
    unknown = forms.IntegerField(
        label=_("How many were “don’t know”, or left blank?"),
        help_text=_("They are never counted as no."),
        required=False,
        min_value=0,
        max_value=MOST_QUESTIONS,
        error_messages={
            "invalid": _("Type a number, such as 2"),
            "min_value": _("Type a number from 0 to 100"),
            "max_value": _("Type a number from 0 to 100"),
        },
    )
    level = one_of(_("Which level did the tool give, if it gives one?"), LEVELS)
    done_on = PastDayField(label=_("When was it filled in?"))

    @classmethod
    def told(cls, given: dict[str, Any], answers: dict[str, Any]) -> Iterator[Told]:
        for name, field in cls.base_fields.items():
            if name in ("score", "unknown") and given.get(name) is not None:
                yield field.label or "", str(given[name])
        yield from (row for row in super().told(given, answers) if row[0] not in _numbers(cls))


def _numbers(form: type[QuestionForm]) -> set[Any]:
    return {field.label for field in form.base_fields.values() if isinstance(field, forms.IntegerField)}


class ChecklistForm(QuestionForm):
    """An organisation's own licensed checklist, loaded as data. What was answered is kept with the questions' words."""

    filled_on = PastDayField(label=_("When were these asked?"))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.checklist = checklists.chosen(self.answers)
        for number, question in enumerate(self.checklist.questions if self.checklist else []):
            self.fields[f"item_{number}"] = YesNoNotSureField(
                label=question,
                required=False,
                choices=[(YES, _("Yes")), (NO, _("No")), (UNSURE, _("Don’t know"))],
            )
        for number, item in enumerate((self.initial.get("items") or []) if self.initial else []):
            self.initial[f"item_{number}"] = item["answer"]

    def kept(self) -> dict[str, Any]:
        if self.checklist is None:
            return {}
        items = [
            {"question": question, "answer": self.cleaned_data.get(f"item_{number}", "")}
            for number, question in enumerate(self.checklist.questions)
        ]
        day = self.cleaned_data.get("filled_on")
        return {"checklist": self.checklist.as_used(), "items": items, "filled_on": day.isoformat() if day else None}

    @classmethod
    def told(cls, given: dict[str, Any], answers: dict[str, Any]) -> Iterator[Told]:
        used = given.get("checklist")
        if not used:
            yield _("Checklist"), gettext("Skipped")
            return
        yield _("Checklist"), f"{used['name']}, {used['version']} ({used['owner']})"
        counted = checklists.count(given["items"])
        yield _("Result"), gettext("Yes: %(yes)s. No: %(no)s. Don’t know: %(unsure)s. Left blank: %(blank)s.") % counted
        answered = {YES: _("Yes"), NO: _("No"), UNSURE: _("Don’t know"), "": _("Left blank: not counted as no")}
        for item in given["items"]:
            yield item["question"], answered[item["answer"]]
        yield from super().told(given, answers)

    @classmethod
    def prose(cls, given: dict[str, Any]) -> bool:
        return False


class JudgementForm(QuestionForm):
    """Professional judgement counts over every score, upwards only."""

    judgement = one_of(
        _("How high is the risk, in your professional judgement?"),
        [*LEVELS, ("unassessed", _("I cannot judge it"))],
        required=True,
        error_messages={"required": _("Choose a level, or “I cannot judge it”")},
    )
    reason = story(_("Why?"), _("What you saw or know that a form does not show."), most=2000)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("judgement") in dict(LEVELS) and not (data.get("reason") or "").strip():
            self.add_error("reason", _("Write why you judge it so"))
        return data


class EarlierForm(QuestionForm):
    """What the criteria of a conference ask besides: suicide or self-harm, and an earlier conference."""

    reveals: ClassVar = {"earlier": {YES: ("last_on", "same_two")}}
    self_harm = ask(
        _("Has the person tried suicide or harmed themself, or do they speak of it?"),
    )
    earlier = ask(_("Has there been a conference (MARAC) about them before?"))
    last_on = PastDayField(label=_("When was the last one?"))
    same_two = ask(_("Was it about the same two people?"))
