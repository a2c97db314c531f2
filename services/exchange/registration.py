"""The one line that an import leaves in the site's log."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter

from .runs import ACTION


@hooks.register("register_log_actions")
def actions(registry: LogActionRegistry) -> None:
    @registry.register_action(ACTION)
    class Imported(LogFormatter):
        label = _("Import into the directory")

        def format_message(self, log_entry: Any) -> str:
            counts = log_entry.data
            made = sum(count for name, count in counts.items() if name.endswith(".new"))
            changed = sum(count for name, count in counts.items() if name.endswith(".changed"))
            return str(_("Imported a file: %(new)s new, %(changed)s changed.") % {"new": made, "changed": changed})
