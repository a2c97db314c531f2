from typing import Any

from django.utils.translation import gettext_lazy as _

from places.postcodes import PostcodesUnavailable
from services import placing

from .kept import KeptForm


class AccessPointForm(KeptForm):
    """Wagtail's form: what stands in its rows of other hours is judged together with the entry, and a postcode brings
    its place on the grid along, without which nobody finds the entry by distance.
    """

    once = ("area", "slug")
    TAKEN = _("Another access point of this area has this address. Choose another.")
    NOT_SERVED = _("Tick the main area too: its page stands there.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        main, served = cleaned.get("area"), cleaned.get("areas")
        if main and served and main not in served:
            self.add_error("areas", self.NOT_SERVED)
        return cleaned

    def clean_postcode(self) -> str:
        return str(self.cleaned_data["postcode"]).strip().upper()

    def _post_clean(self) -> None:
        super()._post_clean()
        if "postcode" in self.fields and "postcode" not in self.errors and not self.instance.withheld:
            self._place()

    def _place(self) -> None:
        """Metres that somebody typed stand; those of another postcode do not."""
        changed, metres = set(self.changed_data), placing.NOWHERE
        if "postcode" not in changed and self.instance.easting is not None:
            return
        if changed.intersection(metres) and self.instance.easting is not None:
            return
        postcode = self.instance.postcode
        try:
            found = placing.known(postcode)
        except PostcodesUnavailable:
            return
        if postcode and not found:
            self.add_error("postcode", placing.UNKNOWN)
        elif postcode or "postcode" in changed:
            for name, value in placing.grid_point(postcode).items():
                setattr(self.instance, name, value)

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
