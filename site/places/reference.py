"""The areas, commissions and policy that the two specifications state, loaded once.

Every piece is loaded once and marked: whatever staff changed or deleted afterwards stands. What no source states
is our proposal and says so (`provisional`). Staffed hours are stated nowhere: `places.demo` has invented ones.
"""

import csv
from collections.abc import Callable, Iterable
from datetime import date

from django.db import transaction

from . import grid
from .finding import DATA
from .models import (
    Area,
    Commission,
    Commissioner,
    Eligibility,
    Extension,
    Level,
    LoadedReference,
    MaracRules,
    ResponseTarget,
    Routing,
    Town,
)

# A key that says whether it was loaded, and what loads it.
Piece = tuple[str, Callable[[], object]]

KENT = (
    ("E07000105", "Ashford"),
    ("E07000106", "Canterbury"),
    ("E07000107", "Dartford"),
    ("E07000108", "Dover"),
    ("E07000112", "Folkestone and Hythe"),
    ("E07000109", "Gravesham"),
    ("E07000110", "Maidstone"),
    ("E07000111", "Sevenoaks"),
    ("E07000113", "Swale"),
    ("E07000114", "Thanet"),
    ("E07000115", "Tonbridge and Malling"),
    ("E07000116", "Tunbridge Wells"),
)
MEDWAY = ("E06000035", "Medway")
DURHAM = ("E06000047", "County Durham")
DARLINGTON = ("E06000005", "Darlington")
NETWORKS = 12

KENT_KEY = "kent"
DURHAM_KEY = "durham"

# No national rule on response times was found; these follow the sector's habit: high the same day, medium two to
# three working days, standard five, counted here in days of eight staffed hours.
RESPONSE = (
    (Level.ACT_NOW, 60, 15),
    (Level.HIGH, 480, None),
    (Level.UNASSESSED, 480, None),
    (Level.MEDIUM, 960, None),
    (Level.STANDARD, 2400, None),
)
HABIT = "No national rule was found. This is the sector's habit, to be set by the commissioner."


@transaction.atomic
def load(say: Callable[[str], object] = lambda line: None) -> int:
    """Load what was never loaded; returns how many pieces that were."""
    known = set(LoadedReference.objects.values_list("key", flat=True))
    fresh = [(key, make) for key, make in (*_areas(), *_networks(), *_commissions(), *_routings()) if key not in known]
    for _key, make in fresh:
        make()
    towns = {key: row for row in town_rows() if (key := f"town:{row['geonames_id']}") not in known}
    _make_towns(towns.values())
    keys = [*(key for key, _make in fresh), *towns]
    LoadedReference.objects.bulk_create([LoadedReference(key=key) for key in keys])
    say(f"Places: {len(keys)} pieces loaded, {len(known)} were there.")
    return len(keys)


def _areas() -> list[Piece]:
    councils = (*KENT, MEDWAY, DURHAM, DARLINGTON)
    return [(f"area:{gss}", _council(gss, name, order)) for order, (gss, name) in enumerate(councils, 1)]


def _council(gss: str, name: str, order: int) -> Callable[[], object]:
    return lambda: Area.objects.get_or_create(gss=gss, defaults={"name": name, "order": order})


def _networks() -> list[Piece]:
    """D-1: twelve lots in County Durham. Their names have no public source, so none are given."""
    return [(f"network:{number}", _network(number)) for number in range(1, NETWORKS + 1)]


def _network(number: int) -> Callable[[], object]:
    return lambda: Area.objects.get_or_create(
        slug=f"local-network-{number}",
        defaults={
            "name": f"Local Network {number} (name to be confirmed)",
            "kind": Area.Kind.NETWORK,
            "parent": Area.objects.get(gss=DURHAM[0]),
            "order": number,
        },
    )


def _commissions() -> list[Piece]:
    return [(f"commission:{KENT_KEY}", _kent), (f"commission:{DURHAM_KEY}", _durham)]


def _kent() -> None:
    start = date(2016, 7, 1)
    commission, made = Commission.objects.get_or_create(
        key=KENT_KEY,
        defaults={
            "name": "Kent Integrated Domestic Abuse Service",
            "starts_on": start,
            "term_note": "The specification says “1st July 2016 – 31st March” and leaves the year open.",
        },
    )
    if not made:
        return
    areas = Area.objects.filter(gss__in=[gss for gss, _name in (*KENT, MEDWAY)])
    commission.areas.set(areas)
    commission.save()
    Commissioner.objects.create(
        commission=commission,
        name="Kent County Council",
        role="Contracting authority, for the domestic abuse commissioning partnership",
        valid_from=start,
        source="K-1.3",
    )
    eligibility = Eligibility.objects.create(
        commission=commission,
        minimum_age=16,
        younger_by_exception=True,
        moving_here=True,
        no_recourse=Eligibility.NoRecourse.INDIVIDUAL,
        valid_from=start,
        source="K-7.1, K-7.2, K-9.2",
        note="K-7.1 says residents of Kent, K-1.1 Kent and Medway. Medway is included here: untick it to leave it out.",
    )
    eligibility.areas.set(areas)
    eligibility.save()
    _targets(commission, start)
    # Kent and Medway's own: three events in six months, and suicide or self-harm by itself.
    MaracRules.objects.create(
        commission=commission,
        escalation_months=6,
        self_harm=True,
        valid_from=start,
        source="domesticabuseservices.org.uk/practitioners/make-a-referral",
        provisional=True,
        note="As published for practitioners; to be confirmed by the commissioner.",
    )


def _durham() -> None:
    start = date(2026, 1, 1)
    commission, made = Commission.objects.get_or_create(
        key=DURHAM_KEY,
        defaults={
            "name": "Community Based Services Supporting Women",
            "starts_on": start,
            "ends_on": date(2028, 1, 1),
            "term_note": "As written: two years and one day, with up to 12 and another 12 months (2+1+1).",
        },
    )
    if not made:
        return
    areas = Area.objects.filter(gss__in=[DURHAM[0], DARLINGTON[0]])
    commission.areas.set(areas)
    commission.save()
    Extension.objects.bulk_create(Extension(commission=commission, months=12, sort_order=turn) for turn in (0, 1))
    Commissioner.objects.create(
        commission=commission,
        name="Durham Police and Crime Commissioner",
        role="Police and crime commissioner",
        valid_from=start,
        valid_until=date(2028, 12, 31),
        provisional=True,
        source="Specification, front page",
        note="Police and crime commissioners end in 2028; the source gives the year only. Add who comes after.",
    )
    eligibility = Eligibility.objects.create(
        commission=commission,
        minimum_age=18,
        women_only=True,
        no_recourse=Eligibility.NoRecourse.INCLUDED,
        valid_from=start,
        source="D-3.2, D-3.4a",
    )
    eligibility.areas.set(areas)
    eligibility.save()
    _targets(commission, start)
    MaracRules.objects.create(
        commission=commission,
        valid_from=start,
        source="safelives.org.uk, MARAC referral criteria",
        provisional=True,
        note="The national criteria; to be confirmed by the commissioner.",
    )


def _routings() -> list[Piece]:
    """Pieces of their own: they came after the commissions, which stand in many a database already."""
    return [(f"routing:{KENT_KEY}", _route_kent), (f"routing:{DURHAM_KEY}", _route_durham)]


def _route_kent() -> None:
    kent = Commission.objects.get(key=KENT_KEY)
    Routing.objects.create(commission=kent, idva_risks=["high"], valid_from=kent.starts_on, source="K-6.1.6")


def _route_durham() -> None:
    durham = Commission.objects.get(key=DURHAM_KEY)
    Routing.objects.create(
        commission=durham,
        idva_risks=[],
        valid_from=durham.starts_on,
        provisional=True,
        note="The specification names no IDVA list; to be confirmed by the commissioner.",
    )


def _targets(commission: Commission, start: date) -> None:
    ResponseTarget.objects.bulk_create(
        ResponseTarget(
            commission=commission,
            level=level,
            staffed_minutes=minutes,
            alert_after_staffed_minutes=alert,
            valid_from=start,
            provisional=True,
            note=HABIT,
        )
        for level, minutes, alert in RESPONSE
    )


def town_rows() -> list[dict[str, str]]:
    with (DATA / "towns.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _make_towns(rows: Iterable[dict[str, str]]) -> None:
    areas = dict(Area.objects.exclude(gss=None).values_list("gss", "pk"))
    towns = []
    for row in rows:
        if row["gss"] not in areas:
            continue
        easting, northing = grid.to_grid(float(row["latitude"]), float(row["longitude"]))
        towns.append(
            Town(
                name=row["name"],
                area_id=areas[row["gss"]],
                easting=easting,
                northing=northing,
                source=f"GeoNames {row['geonames_id']}, CC BY 4.0",
            )
        )
    Town.objects.bulk_create(towns, ignore_conflicts=True)
