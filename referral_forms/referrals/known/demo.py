"""One invented neighbour who told us of somebody."""

from uuid import NAMESPACE_URL, uuid5

from journeys.journey import Delivery
from referral_forms.inbox.models import Case

from .journey import deliver

ANSWERS = {
    "danger": {"danger": "no"},
    "relation": {"relation": "neighbour"},
    "place": {"area": "thanet", "staffed": True, "women_only": False},
    "age": {"age": "18"},
    "what-you-see": {"kinds": ["controlling"]},
    "signs": {"signs": ["escalation", "isolation"]},
    "children": {"children": "yes", "child_hurt": "no", "children_more": "Two, at primary school."},
    "name": {"name": "Alex"},
    "who-hurts": {"name": "", "relation": ""},
    "knows": {"knows": "no"},
    "may-contact": {"contact": "unsure"},
    "your-contact": {"channels": {"call": {"safe": "yes", "to": "01632 960177"}}, "will_call": False},
    "your-times": {"times": ["weekday_evening"], "times_more": "", "code_word": "heron"},
    "your-name": {"name": "Bo"},
    "anything-else": {"more": "I hear shouting through the wall, more often since the summer."},
}


def load() -> None:
    """Send it once, through the same action as the form."""
    draft_id = uuid5(NAMESPACE_URL, "waymark-demo-known")
    if not Case.objects.filter(draft_id=draft_id).exists():
        deliver(Delivery(draft_id, ANSWERS, lambda receipt: None, "en", {}))
