"""An entry stays true because a person checks it: when that is due, who is reminded, and what stands overdue."""

from .due import Intervals, due_on, intervals, overdue, phone_checked_on, phone_due_on, phone_overdue

__all__ = ["Intervals", "due_on", "intervals", "overdue", "phone_checked_on", "phone_due_on", "phone_overdue"]
