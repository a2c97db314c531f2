"""Languages and time. A language is offered where its folder in locale/ and its pages exist."""

from .environment import ROOT

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("pl", "Polski"), ("ar", "العربية")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
# Django's `en` writes and reads dates as Americans do.
FORMAT_MODULE_PATH = "config.formats"
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
TIME_ZONE = "Europe/London"
USE_TZ = True
# Nothing remembers a language but the address: no cookie, and no guess that shows on the screen.
LANGUAGE_COOKIE_NAME = "unused"
