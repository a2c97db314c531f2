from typing import Any

from django.utils.translation import gettext_lazy as _

from .kept import KeptForm


class AccessPointForm(KeptForm):
    """Wagtail's form: what stands in its rows of other hours is judged together with the entry."""

    def is_valid(self) -> bool:
        return super().is_valid() and self._other_hours_may_stand()

    def _other_hours_may_stand(self) -> bool:
        rows = self._other_hours()
        if rows and "hours" in self.instance.withheld:
            consent = _("Take these away unless the organisation has agreed that place and times may be shown.")
            rows[0].add_error(None, consent)
            return False
        seen: set[tuple[Any, Any]] = set()
        for row in rows:
            days = (row.cleaned_data.get("first_day"), row.cleaned_data.get("last_day"))
            if days in seen:
                row.add_error("first_day", _("These days have a row already. Put all their times into one."))
                return False
            seen.add(days)
        return True

    def _other_hours(self) -> list[Any]:
        formset = self.formsets.get("exceptions")
        if formset is None:
            return []
        gone = set(formset.deleted_forms)
        return [row for row in formset.forms if row not in gone and row.has_changed() | bool(row.instance.pk)]
