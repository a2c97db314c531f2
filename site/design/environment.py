"""The public pages' template engine: Jinja2 with GOV.UK's components and Django's translations.

It answers for `site/templates/` and the component package only, so that a template of Wagtail's or
allauth's admin is never found here and falls through to Django's own engine.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, Undefined

from design import dates, telephones


class LoudUndefined(Undefined):
    """A name or attribute that is not there: may be asked for (`if x`), never printed or walked through.

    What a dict lacks stays quiet: GOV.UK's components print parameters that nobody gave them.
    """

    __slots__ = ()

    def __str__(self) -> str:
        if not isinstance(self._undefined_obj, dict):
            self._fail_with_undefined_error()
        return ""

    def __html__(self) -> str:
        return str(self)

    def __iter__(self) -> Iterator[Any]:
        return iter(str(self))

    def __len__(self) -> int:
        return len(str(self))


def environment(**options: Any) -> Environment:
    """Called by Django's Jinja2 back end with its OPTIONS; `loader` reads the folders in DIRS."""
    options["loader"] = ChoiceLoader(
        [
            options["loader"],
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    # A page with a hole helps a frightened visitor more than an error page: loud everywhere but in production.
    options["undefined"] = LoudUndefined if settings.TESTING or settings.DEMO or settings.DEBUG else Undefined
    # Django's back end passes autoescape=True.
    env = Environment(**options, trim_blocks=True, lstrip_blocks=True)  # noqa: S701
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(
        static=static,
        url=_url,
        language=translation.get_language,
        language_is_rtl=translation.get_language_bidi,
        neutral_site=settings.NEUTRAL_SITE,
        demo=settings.DEMO,
    )
    env.filters.update(date=dates.date, time=dates.time, tel=telephones.link, tel_href=telephones.href)
    return env


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args, kwargs=kwargs)
