from .checklists import Checklist
from .equality import EqualityAnswers
from .marac import MaracAssessment
from .notices import Notice
from .referrals import Referral

__all__ = ["Checklist", "EqualityAnswers", "MaracAssessment", "Notice", "Referral"]
