from .notices import Notice
from .referrals import Referral

__all__ = ["Notice", "Referral"]
