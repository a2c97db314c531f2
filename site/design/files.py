"""The field with which somebody chooses files."""

from typing import Any

from django import forms


class FilesInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.Field):
    """Drawn on a page; what is chosen is taken by `vault.files`, never by a form. `accept`: endings, with commas."""

    widget = FilesInput

    def __init__(self, *, accept: str, **kwargs: Any):
        super().__init__(required=False, widget=FilesInput(attrs={"multiple": "multiple", "accept": accept}), **kwargs)
