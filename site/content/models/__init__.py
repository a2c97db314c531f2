"""What every public page shares."""

from content.governance import Governance

from .base_page import BasePage
from .brand import Brand
from .entry import Entry
from .helpline import Helpline
from .menus import Menus
from .review import LanguageReview
from .second_look import SecondLook

__all__ = ["BasePage", "Brand", "Entry", "Governance", "Helpline", "LanguageReview", "Menus", "SecondLook"]
