"""A page of a journey that takes files. They belong to the draft until it is sent.

Its answer is {"files": [manifest, …]} (see `vault.files`): the key of each file is in the sealed draft and nowhere
else, so that a file cannot be opened once its draft has gone, and is deleted within a minute.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, cast

from django.http import HttpRequest, QueryDict
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from design.files import FilesField
from vault import throttle
from vault.files import faults, names, storing
from vault.files.receiving import Rules, arrived_in, cut_off
from vault.files.taking import Manifest, Taking, room_for

from . import cookies, drafts, tries
from .drafts import Answers, Opened
from .forms import QuestionForm, Told
from .journey import Journey, Step

# Files a draft may send, those that are refused or taken away again too.
SENT, SENT_WITHIN = 60, timedelta(minutes=10)
# (key of `faults.WORDS`, the file's name or "")
Fault = tuple[str, str]


class FilesForm(QuestionForm):
    """The one question of such a page. Bound, it only says what was wrong with the files that were tried."""

    attachments = FilesField(
        label=gettext_lazy("Choose files"),
        help_text=gettext_lazy(
            "PDF, pictures, Word files or email files. Each at most 20 MB, all together at most 100 MB. "
            "Nobody can open a file before it was checked for viruses."
        ),
        accept=faults.ACCEPT,
    )

    def clean(self) -> None:
        for tried in cast(QueryDict, self.data).getlist("faults"):
            key, _sign, name = tried.partition(":")
            self.add_error("attachments", faults.told(key, name))

    def problems(self) -> list[dict[str, str]]:
        asked = self["attachments"]
        return [{"text": str(error), "href": f"#{asked.auto_id}"} for error in asked.errors]

    def sent(self) -> list[dict[str, str]]:
        """The files that are there, to be shown: "id", "name" and "size" in words."""
        return [
            {"id": file["id"], "name": file["name"], "size": filesizeformat(file["size"])}
            for file in of(self.answers, self.slug)
        ]

    @classmethod
    def told(cls, given: dict[str, Any], answers: dict[str, Any]) -> Iterator[Told]:
        sent = "; ".join(file["name"] for file in given.get("files", []))
        yield cls.base_fields["attachments"].label or "", format_html("<bdi>{}</bdi>", sent) if sent else _("No files")


def of(answers: Answers, slug: str) -> list[Manifest]:
    return list((answers.get(slug) or {}).get("files", []))


def rules_for(journey: Journey, request: HttpRequest) -> Rules | None:
    """Who has a live draft may send files to a page that takes some; asked before anything of a file is read."""
    match = request.resolver_match
    step = journey.step(match.kwargs.get("slug", "")) if match else None
    token = cookies.token_of(request)
    if step is None or step.files is None or token is None:
        return None
    opened = drafts.read(token, journey.key)
    return step.files if opened and not opened.receipt else None


def answer(
    request: HttpRequest, journey: Journey, token: str, opened: Opened, step: Step
) -> tuple[Opened | None, bool]:
    """Take away and add what was asked. The draft (None when it has gone), and whether the same page comes again."""
    assert step.files is not None
    rules = step.files
    taken, wrong = _take(request, opened)
    removed = request.POST.get("remove", "")
    dropped: list[Manifest] = []

    def keep(answers: Answers) -> None:
        tries.forget(answers)
        kept = [file for file in of(answers, step.slug) if file["id"] != removed]
        dropped.extend(file for file in of(answers, step.slug) if file["id"] == removed)
        for file in taken:
            _put(file, kept, dropped, wrong, rules)
        if not (kept or wrong or removed or _may_be_empty(request, step)):
            wrong.append((faults.NONE_CHOSEN, ""))
        answers[step.slug] = {"files": kept}
        if wrong:
            tries.keep(answers, step.slug, _tried(wrong))

    changed = drafts.change(token, journey.key, keep)
    if changed is None or changed.receipt:
        dropped.extend(taken)
    storing.discard(file["stored_as"] for file in dropped)
    return changed, changed is not None and "save" not in request.POST and bool(
        wrong or removed or "add" in request.POST
    )


def _take(request: HttpRequest, opened: Opened) -> tuple[list[Manifest], list[Fault]]:
    taking = Taking(opened.id)
    taken: list[Manifest] = []
    wrong: list[Fault] = []
    for arrived in arrived_in(request, "attachments"):
        try:
            if not throttle.allow("files", str(opened.id), limit=SENT, window=SENT_WITHIN):
                raise faults.Refused(faults.TOO_OFTEN)
            taken.append(taking.take(arrived))
        except faults.Refused as refused:
            wrong.append((refused.fault, names.shown(arrived.name)))
    if fault := cut_off(request):
        wrong.append((fault, ""))
    return taken, wrong


def _put(file: Manifest, kept: list[Manifest], dropped: list[Manifest], wrong: list[Fault], rules: Rules) -> None:
    """Add a file to those that are kept; one that is there already is not kept twice."""
    fault = room_for(file, kept, rules)
    if any(file["digest"] == each["digest"] for each in kept):
        dropped.append(file)
    elif fault:
        dropped.append(file)
        wrong.append((fault, file["name"]))
    else:
        kept.append(file)


def _may_be_empty(request: HttpRequest, step: Step) -> bool:
    return "add" not in request.POST and (step.skippable or bool({"send_now", "save"} & set(request.POST)))


def _tried(wrong: list[Fault]) -> QueryDict:
    data = QueryDict(mutable=True)
    data.setlist("faults", [f"{key}:{name}" for key, name in wrong])
    return data
