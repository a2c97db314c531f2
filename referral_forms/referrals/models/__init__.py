from .checklists import Checklist
from .equality import EqualityAnswers
from .marac import MaracAssessment
from .notices import Notice
from .professional import Addition, ProfessionalReferral, ReferralReader, Told, Withdrawal
from .referrals import Referral
from .referrers import EmailCode, PermittedDomain, Professional, ReferrerSession
from .translations import Translation

__all__ = [
    "Addition",
    "Checklist",
    "EmailCode",
    "EqualityAnswers",
    "MaracAssessment",
    "Notice",
    "PermittedDomain",
    "Professional",
    "ProfessionalReferral",
    "Referral",
    "ReferralReader",
    "ReferrerSession",
    "Told",
    "Translation",
    "Withdrawal",
]
