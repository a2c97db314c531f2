"""The policy in force on a day."""

from datetime import date

from .models import Area, Commission, Commissioner, Eligibility, Level, MaracRules, ResponseTarget, Routing

# Until a commissioner has set another: a quarter of an hour (domain H 3).
ALERT_MINUTES = 15


def commission_for(area: Area, day: date) -> Commission | None:
    """The commission that serves an area on a day; a network is served as its council is."""
    ids = [area.pk, area.parent_id] if area.parent_id else [area.pk]
    commissions = Commission.objects.filter(areas__in=ids, starts_on__lte=day).prefetch_related("extensions")
    running = [commission for commission in commissions.distinct().order_by("-starts_on") if commission.runs_on(day)]
    return running[0] if running else None


def commissioner(commission: Commission, day: date) -> Commissioner | None:
    return Commissioner.objects.in_force(day).filter(commission=commission).first()


def eligibility(commission: Commission, day: date) -> Eligibility | None:
    return Eligibility.objects.in_force(day).filter(commission=commission).first()


def response_target(commission: Commission, level: str, day: date) -> ResponseTarget | None:
    """The target for a `Level` key, in staffed minutes."""
    return ResponseTarget.objects.in_force(day).filter(commission=commission, level=level).first()


def marac_rules(commission: Commission, day: date) -> MaracRules | None:
    return MaracRules.objects.in_force(day).filter(commission=commission).first()


def routing(commission: Commission, day: date) -> Routing | None:
    return Routing.objects.in_force(day).filter(commission=commission).first()


def alert_minutes(commission: Commission | None, day: date) -> int:
    """After how many staffed minutes an act-now case that nobody has opened alerts the next person."""
    target = response_target(commission, Level.ACT_NOW, day) if commission else None
    return (target and target.alert_after_staffed_minutes) or ALERT_MINUTES
