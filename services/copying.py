"""A copy of an entry begins without what is only true of the original."""

from typing import Any

from wagtail.snippets.views.snippets import CopyView

# Nobody has checked the copy yet, nor said when it is to come and go.
NOT_ITS_OWN = ("checked_on", "phone_checked_on", "go_live_at", "expire_at")


class CopyEntryView(CopyView):
    def get_initial_form_instance(self) -> Any:
        entry = super().get_initial_form_instance()
        for name in NOT_ITS_OWN:
            if hasattr(entry, name):
                setattr(entry, name, None)
        # Of what is not public yet, Wagtail's script makes the address from the name as it is typed.
        entry.live = False
        return entry
