"""What this room tells others when the site starts, once every model is loaded."""

from accounts.reference import grant
from accounts.roles import Role

from . import changes, moved, signals  # noqa: F401 (their receivers)
from .checking import history, tasks  # noqa: F401 (its words in histories, its scheduled jobs)
from .exchange import registration as exchange_registration  # noqa: F401 (its line in the log)
from .exchange import tasks as exchange_tasks  # noqa: F401 (its scheduled job)
from .listing import receivers  # noqa: F401 (and its scheduled job)

PUBLISHED = ("organisation", "service", "accesspoint")
MODELS = (*PUBLISHED, "facet")

grant(
    Role.COMMUNICATIONS_EDITOR,
    [
        *(f"services.{verb}_{model}" for verb in ("view", "add", "change", "delete") for model in MODELS),
        *(f"services.{verb}_{model}" for verb in ("publish", "lock", "unlock") for model in PUBLISHED),
    ],
)
