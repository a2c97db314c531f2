from .equality import EqualityAnswers
from .notices import Notice
from .referrals import Referral

__all__ = ["EqualityAnswers", "Notice", "Referral"]
