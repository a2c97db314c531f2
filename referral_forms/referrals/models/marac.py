"""What the criteria of a conference said of a referral, on the day it came."""

from django.db import models

from referral_forms.inbox.models import Case
from vault.fields import SealedField


class MaracAssessment(models.Model):
    """Computed once, by `professional.marac`; a later one is a new look, never a change of this.

    `content`: {"on": "2026-01-31", "met": [Met…], "open": [Met…], "risk", "tool_risk", "tool", "score", "unknown",
    "judgement", "rules": id of the MaracRules or None for the national ones}.
    """

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="marac")
    content = SealedField(owner="case_id")
