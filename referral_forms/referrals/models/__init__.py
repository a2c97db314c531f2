from .checklists import Checklist
from .marac import MaracAssessment
from .notices import Notice
from .referrals import Referral

__all__ = ["Checklist", "MaracAssessment", "Notice", "Referral"]
