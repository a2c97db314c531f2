"""A self-referral's part of the case page."""

from typing import Any

from content import languages
from referral_forms.inbox.models import Case

from . import judging, summary

WRITTEN = {slug for slug, _name in judging.FREE_TEXT} | {"name", "language", "code-word"}


def panel(case: Case) -> dict[str, Any]:
    """Every answer in the worker's language; what the person wrote stands as written."""
    detail = case.self_referral
    return {
        "rows": [
            {"question": question, "answer": answer, "written": slug in WRITTEN}
            for slug, question, answer in summary.rows(detail.answers)
        ],
        "language": case.language,
        "language_name": languages.english_name(case.language) if case.language != "en" else "",
        "notice": {"version": detail.notice_version, "language": detail.notice_language},
    }
