"""When shall we call? Live times, which vanish when they are full."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from design import dates
from design.forms import Look
from journeys.forms import QuestionForm, Told
from places.hours import UTC
from referral_forms.inbox import calls
from referral_forms.inbox.calls import Slot

from . import routing


class CallTimeForm(QuestionForm):
    """Without any free time it has no field, and its page says so."""

    heading = "time"
    looks: ClassVar = {"time": Look()}
    time = forms.ChoiceField(
        label=_("When shall we call?"),
        help_text=_("Choose a time when you can talk safely. You can skip this."),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Somebody else has just taken that time. Choose another one.")},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        area = routing.area_of(self.answers)
        safe = (self.answers.get("safe-times") or {}).get("times") or []
        slots = calls.free(area, timezone.now(), safe) if area else []
        if slots:
            self.fields["time"].choices = [(key(slot), in_words(slot)) for slot in slots]  # type: ignore[attr-defined]
        else:
            del self.fields["time"]

    @classmethod
    def told(cls, given: dict[str, Any], answers: dict[str, Any]) -> Iterator[Told]:
        label = gettext("A call at this time, if it is still free")
        yield label, moment_in_words(datetime.fromisoformat(given["time"])) if given.get("time") else gettext("Skipped")

    @classmethod
    def prose(cls, given: dict[str, Any]) -> bool:
        return False


def key(slot: Slot) -> str:
    return slot.starts_at.astimezone(UTC).isoformat()


def moment_in_words(moment: datetime) -> str:
    return f"{dates.date(moment, 'l j E')}, {dates.time(moment)}"


def in_words(slot: Slot) -> str:
    words = {"day": dates.date(slot.starts_at, "l j E"), "from": dates.time(slot.starts_at)}
    return gettext("%(day)s, between %(from)s and %(to)s") % {**words, "to": dates.time(slot.ends_at)}
