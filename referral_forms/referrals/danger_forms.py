"""Signs of danger, in our own short words and about now or lately. A person checks each of them (domain C)."""

from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from design.forms import Look, YesNoNotSureField
from journeys.forms import QuestionForm

NONE = "none"
SINCE = [
    ("days", _("A few days")),
    ("weeks", _("A few weeks")),
    ("months", _("Some months")),
    ("years", _("A year or more")),
    ("unsure", _("I am not sure")),
]
LAST = [
    ("today", _("Today or yesterday")),
    ("week", _("In the last week")),
    ("month", _("In the last month")),
    ("longer", _("Longer ago")),
    ("unsure", _("I am not sure")),
]
# The keys are those of `judging.ACT_NOW` and `judging.SIGNS`.
ACT_NOW = [
    ("threat_to_kill", _("They say that they will kill me, or somebody I love")),
    ("strangulation", _("They have put hands or something else round my neck, or stopped me breathing")),
    ("weapon", _("They have a weapon, or use things as a weapon")),
    ("suicidal", _("I think about ending my life")),
    ("child_at_risk", _("A child may be hurt")),
    (
        "forced_travel",
        _("Somebody wants to make me marry, cut me or a child (FGM), or take me to another country, soon"),
    ),
    ("knows_safe_address", _("They know the safe place where I stay now")),
    (NONE, _("None of these")),
]
MORE_SIGNS = [
    ("separation", _("I have left them, or I want to leave soon")),
    ("stalking", _("They follow me or watch me, also by phone or online")),
    ("child_contact", _("There is trouble about who sees the children")),
    ("disability", _("I need them to care for me, for example for food, medicine or getting about")),
    ("isolation", _("They keep me away from everybody")),
    (NONE, _("None of these")),
]
WHO = [
    ("partner", _("My partner, husband or wife")),
    ("ex", _("Someone I was with before")),
    ("family", _("Someone in my family")),
    ("several", _("More than one person")),
    ("other", _("Someone else")),
]
WHEREABOUTS = [
    ("with_me", _("They live with me")),
    ("nearby", _("They live near me")),
    ("far", _("They live far away")),
    ("custody", _("In prison, or held by the police")),
    ("unsure", _("I am not sure")),
]


class SinceWhenForm(QuestionForm):
    since = forms.ChoiceField(
        label=_("How long has it been happening?"), choices=SINCE, required=False, widget=forms.RadioSelect
    )
    last = forms.ChoiceField(label=_("When was the last time?"), choices=LAST, required=False, widget=forms.RadioSelect)
    worse = YesNoNotSureField(
        label=_("Has it got worse lately?"), help_text=_("It happens more often, or it is more frightening."),
        required=False,
    )  # fmt: skip


class SignsForm(QuestionForm):
    """Ticks of which the last says that nothing fits: to staff that is not the same as no answer (domain H 12)."""

    looks: ClassVar = {"signs": Look(exclusive=NONE)}
    heading = "signs"
    signs: forms.MultipleChoiceField

    def clean_signs(self) -> list[str]:
        """Without scripts "none of these" can be ticked beside others: then the others count."""
        chosen: list[str] = self.cleaned_data["signs"]
        return [key for key in chosen if key != NONE] or chosen


class DangerSignsForm(SignsForm):
    signs = forms.MultipleChoiceField(
        label=_("Is any of this true now, or was it lately?"),
        help_text=_(
            "Choose all that fit. If it is happening now, call 999: nobody reads this at once. You can skip this."
        ),
        choices=ACT_NOW,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class MoreSignsForm(SignsForm):
    signs = forms.MultipleChoiceField(
        label=_("And any of these, now or lately?"),
        help_text=_("Choose all that fit. You can skip this."),
        choices=MORE_SIGNS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        said = (self.answers.get("what-is-happening") or {}).get("kinds") or []
        # Nothing is asked twice (K-3.1.4). Not shown, but still taken: it may have been said in another tab meanwhile.
        widget = cast(forms.CheckboxSelectMultiple, self.fields["signs"].widget)
        widget.choices = [(key, words) for key, words in MORE_SIGNS if key not in said]


class OtherPersonForm(QuestionForm):
    """The person who hurts them: no more than helps to keep a distance from them."""

    not_prose = frozenset({"their_name"})
    looks: ClassVar = {"their_name": Look(width="two-thirds")}
    who = forms.ChoiceField(
        label=_("Who hurts or scares you?"), choices=WHO, required=False, widget=forms.RadioSelect
    )  # fmt: skip
    whereabouts = forms.ChoiceField(
        label=_("Where is this person now?"), choices=WHEREABOUTS, required=False, widget=forms.RadioSelect
    )
    their_name = forms.CharField(
        label=_("What is their name?"),
        help_text=_("Only if you want to say. We do not tell them, and we do not get in touch with them."),
        max_length=80,
        required=False,
    )
