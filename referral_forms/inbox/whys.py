"""Why a case stands where it stands, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vault import keys

from . import kinds
from .kinds import Text
from .models import ActNow, Case, ContactChange

HEADLINES: dict[str, Text] = {
    ActNow.UNCONFIRMED: gettext_lazy("Act now, by their own word: a person must confirm it"),
    ActNow.CONFIRMED: gettext_lazy("Act now"),
    "high": gettext_lazy("High risk"),
    "unassessed": gettext_lazy("Nobody has checked the risk yet"),
    "medium": gettext_lazy("Medium risk"),
    "standard": gettext_lazy("Standard risk"),
}
DECISIONS: dict[str, Text] = {
    "exception_needed": gettext_lazy("Younger than the service is for: a manager decides"),
    "nrpf_decision": gettext_lazy("No recourse to public funds: a manager decides"),
}
NEEDS: dict[int, Text] = {
    1: gettext_lazy("Some need"),
    2: gettext_lazy("Much need"),
    3: gettext_lazy("Urgent need"),
}


def headline(case: Case) -> Text:
    return HEADLINES[case.act_now if case.act_now != ActNow.NONE else case.risk]


def reasons(case: Case) -> list[Text]:
    """All else that counts, most important first; opens the case's sealed `why`."""
    words: list[Text] = []
    if case.act_now != ActNow.NONE:
        words.append(HEADLINES[case.risk])
    if case.change_wanted:
        words.append(ContactChange.Wanted(case.change_wanted).label)
    known = {**DECISIONS, **kinds.get(case.kind).reasons}
    words += [known[key] for key in case.why or [] if key in known]
    if case.need:
        words.append(NEEDS[case.need])
    if case.contact_overdue:
        words.append(_("Contact overdue"))
    if case.risk == "unassessed" and case.act_now == ActNow.NONE:
        words.append(_("Not checked comes before medium."))
    return words


def open_all(cases: Iterable[Case]) -> None:
    """Fetch the keys of a page of cases at once."""
    keys.preload(case.id for case in cases)
