from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from services.conditional import conditional

# What is somebody's own, leads away, or is another form of a page. A star is any text (RFC 9309).
CLOSED = (
    "/admin/",
    "/leave/",
    "/*/find-support/near/",
    "/*/find-support/*/*/print/",
    "/*/find-support/*/*/card/",
    "/*/find-support/*/*/problem/",
    "/*/keep/",
    "/*/get-help/*/*/",
    "/*/tell-us/*/*/",
    "/*/funding/*/apply/",
)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    lines += [f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""]
    return conditional(request, HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8"))
