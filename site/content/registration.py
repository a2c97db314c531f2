"""What this room tells others when the site starts, once every model is loaded."""

from accounts.reference import grant
from accounts.roles import Role

from . import pictures, tasks  # noqa: F401 (what they receive, and scheduled jobs)
from .quiet import silence
from .translations import install_gate, install_honest_sync

EDITED = ("helpline", "languagereview")

install_gate()
install_honest_sync()
silence()
grant(
    Role.COMMUNICATIONS_EDITOR,
    [
        *(f"content.{verb}_{model}" for verb in ("view", "add", "change", "delete") for model in EDITED),
        *(f"content.{verb}_helpline" for verb in ("publish", "lock", "unlock")),
        "content.change_brand",
        "content.change_menus",
    ],
)
# Who says that the papers are signed is not who writes the pages.
grant(Role.DATA_PROTECTION_OFFICER, ["content.change_governance"])
