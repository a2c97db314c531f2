"""A referral's part of the case page, for any of its journeys."""

from collections.abc import Callable
from typing import Any

from django.utils.text import capfirst

from content import languages
from journeys.journey import Journey
from referral_forms.inbox.models import Case


def of(journey: Journey) -> Callable[[Case], dict[str, Any]]:
    """For `Kind.panel`: every answer in the worker's language; what somebody wrote stands as written."""

    def panel(case: Case) -> dict[str, Any]:
        detail = case.referral
        titles = dict(journey.parts)
        parts = {step.slug: capfirst(str(titles[step.part])) for step in journey.steps}
        return {
            "rows": [
                {
                    "slug": slug,
                    "part": parts[slug],
                    "question": question,
                    "answer": answer,
                    "written": _is_written(journey, slug),
                }
                for slug, question, answer in journey.rows(detail.answers)
            ],
            "language": case.language,
            "language_name": languages.english_name(case.language) if case.language != "en" else "",
            "notice": {"version": detail.notice_version, "language": detail.notice_language},
        }

    return panel


def _is_written(journey: Journey, slug: str) -> bool:
    step = journey.step(slug)
    return bool(step and step.form and (step.form.prose_fields() or step.form.not_prose))
