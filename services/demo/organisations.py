"""The invented organisations, and who keeps their entries true."""

from datetime import datetime

from wagtail.models import Locale

from services.demo import content
from services.demo.rows import Rows, choose, shared
from services.models import Keeper, Organisation

# organisation → its keepers, in the order of the file
Keepers = dict[str, list[Keeper]]


def make(locales: dict[str, Locale], now: datetime) -> tuple[Rows, Keepers]:
    rows: Rows = {}
    for key, entry in content.organisations().items():
        for code, description in entry["description"].items():
            rows[key, code] = Organisation(
                name=entry["name"],
                description=description,
                website=website(key),
                email=f"office@{domain(key)}",
                locale=locales[code],
                **shared(rows, key, now),
            )
    Organisation.objects.bulk_create(rows.values())
    entries = content.organisations()
    choose(Organisation, "partners", "partner", ((row, entries[key]["partners"]) for (key, _), row in rows.items()))
    return rows, _keepers(rows)


def domain(key: str) -> str:
    """RFC 2606 keeps `.example` for this: it leads nowhere."""
    return f"{key}.example"


def website(key: str) -> str:
    return f"https://{domain(key)}/"


def _keepers(rows: Rows) -> Keepers:
    keepers = {
        key: [
            Keeper(
                organisation=rows[key, content.ENGLISH],
                role=role,
                contact={"name": name, "email": f"{mailbox}@{domain(key)}"},
            )
            for role, name, mailbox in entry["keepers"]
        ]
        for key, entry in content.organisations().items()
    }
    Keeper.objects.bulk_create(keeper for several in keepers.values() for keeper in several)
    for (key, _code), row in rows.items():
        row.keeper = keepers[key][0]
    Organisation.objects.bulk_update(rows.values(), ["keeper"])
    return keepers
