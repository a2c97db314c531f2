"""The base of every question's form."""

from typing import Any

from design.forms import GovukForm


class QuestionForm(GovukForm):
    """A question of a journey. `answers` are those given so far, for choices that depend on them."""

    def __init__(self, data: Any = None, *, answers: dict[str, Any], slug: str, **kwargs: Any):
        self.answers, self.slug = answers, slug
        super().__init__(data, initial=answers.get(slug) or {}, **kwargs)

    def kept(self) -> dict[str, Any]:
        """What is kept of a valid form, as JSON values."""
        return dict(self.cleaned_data)
