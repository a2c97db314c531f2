"""A referral's part of the case page, for any of its journeys."""

from collections.abc import Callable
from typing import Any

from django.utils.text import capfirst

from content import languages
from journeys.journey import Journey
from referral_forms.inbox.models import Case

from . import translating
from .contact_forms import SafeContactForm


def of(journey: Journey, by_staff: Journey | None = None) -> Callable[[Case], dict[str, Any]]:
    """For `Kind.panel`: every answer in the worker's language; what somebody wrote stands as written.

    `by_staff`: the journey by which a worker asks the same. An answer with a translation has it beside it.
    """
    translating.of(journey)

    def panel(case: Case) -> dict[str, Any]:
        detail = case.referral
        titles = dict(journey.parts) | (dict(by_staff.parts) if by_staff else {})
        language = translating.language_of(case)
        asked = by_staff if by_staff and by_staff.steps[0].slug in detail.answers else journey
        parts = {step.slug: capfirst(str(titles[step.part])) for step in asked.steps}
        passages = translating.passages(case)
        translated = {(each.step, each.text): each.translation for each in passages}
        return {
            "rows": [
                {
                    "slug": slug,
                    "part": parts[slug],
                    "question": question,
                    "answer": answer,
                    "written": _is_written(asked, slug),
                    "translation": translated.get((slug, str(answer)), ""),
                    "waiting": translated.get((slug, str(answer))) == "",
                }
                for slug, question, answer in asked.rows(detail.answers)
                if not _is_contact(asked, slug)
            ],
            "language": language,
            "dir": languages.direction(language),
            "language_name": languages.english_name(language) if language != "en" else "",
            "not_assessed": not translating.complete(case),
            "word": detail.answers.get("word", ""),
            "notice": {"version": detail.notice_version, "language": detail.notice_language},
        }

    return panel


def _is_written(journey: Journey, slug: str) -> bool:
    step = journey.step(slug)
    return bool(step and step.form and (step.form.prose_fields() or step.form.not_prose))


def _is_contact(journey: Journey, slug: str) -> bool:
    """Numbers and addresses stand in the banner alone: here they would outlive a request not to use them."""
    step = journey.step(slug)
    return bool(step and step.form and issubclass(step.form, SafeContactForm))
