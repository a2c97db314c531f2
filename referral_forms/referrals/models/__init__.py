from .notices import Notice
from .referrals import Referral
from .translations import Translation

__all__ = ["Notice", "Referral", "Translation"]
