"""What every response carries, whoever made it."""

import re
from collections.abc import Awaitable, Callable

import structlog
from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django_structlog.middlewares import RequestMiddleware
from wagtail.contrib.redirects.middleware import RedirectMiddleware

log = structlog.get_logger()

STAFF = "/admin/"
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def is_private(path: str) -> bool:
    """Whether what stands at this address belongs to one person."""
    return any(re.match(pattern, path) for pattern in settings.PRIVATE_PATHS)


class HeadersMiddleware:
    """Outermost: caching, framing and permissions, and no cookie where none has business."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        private = is_private(request.path)
        if response.cookies and not private and not getattr(request, "is_dummy", False):
            self.refuse_cookies(response)
        self.set_caching(request, response, private)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if settings.DEMO or private:
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        if request.path.startswith(STAFF):
            # Wagtail shows its previews in frames of its own pages.
            response["X-Frame-Options"] = "SAMEORIGIN"
        return response

    def refuse_cookies(self, response: HttpResponse) -> None:
        """A public page sets no cookie. One that tries is a mistake of ours: loud in tests, harmless for visitors."""
        if settings.TESTING:
            raise AssertionError(f"A public page set the cookie {', '.join(response.cookies)}")
        log.error("cookie_on_a_public_page")
        response.cookies.clear()

    def set_caching(self, request: HttpRequest, response: HttpResponse, private: bool) -> None:
        if private:
            response["Cache-Control"] = "no-store, private"
            return
        self.forget_cookies_in_vary(response)
        if response.has_header("Cache-Control"):
            return
        if request.method in {"GET", "HEAD"} and response.status_code < 300:
            patch_cache_control(response, public=True, max_age=settings.PUBLIC_CACHE_SECONDS)
        else:
            response["Cache-Control"] = "no-store"

    def forget_cookies_in_vary(self, response: HttpResponse) -> None:
        """No cookie reaches a public page's content: one copy serves everybody."""
        names = [name.strip() for name in response.get("Vary", "").split(",")]
        kept = [name for name in names if name and name.lower() != "cookie"]
        del response["Vary"]
        if kept:
            patch_vary_headers(response, kept)


class PolicyMiddleware(CSPMiddleware):
    """The strict policy for the public, Wagtail's for staff."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith(STAFF) and HEADER in response:
            # A preview went through the middleware as the public page it shows.
            del response[HEADER]
        return super().process_response(request, response)

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith(STAFF) and not report_only and parts.config is None:
            parts.config = settings.STAFF_CONTENT_SECURITY_POLICY
        return parts


class LogMiddleware(RequestMiddleware):
    """Logs the route of a request, never its path: a path can hold a token, or a postcode typed by hand."""

    def __call__(self, request: HttpRequest) -> HttpResponse | Awaitable[HttpResponse]:
        # Machines ask for health every few seconds.
        if request.path.startswith("/health/"):
            return self.get_response(request)
        return super().__call__(request)

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        match = request.resolver_match
        method = request.method if request.method in METHODS else "OTHER"
        return f"{method} {match.route if match else '(no route)'}"


class LanguageMiddleware(LocaleMiddleware):
    """The address alone says the language: no cookie, no guess, and a 404 stays a 404."""

    def process_request(self, request: HttpRequest) -> None:
        translation.activate(translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response


class OldAddressesMiddleware(RedirectMiddleware):
    """Where nothing was found, old addresses of pages and entries lead on. Nothing private ever had another one."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"} or is_private(request.path):
            return response
        try:
            found: HttpResponseBase = super().process_response(request, response)
        except DatabaseError:
            return response  # the page that says whom to call needs no database
        return found
