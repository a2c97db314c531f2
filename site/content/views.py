from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe
from django.views.static import serve

from content.site_settings import site_settings

YEAR = 365 * 24 * 60 * 60
WEEK = 7 * 24 * 60 * 60
# Wagtail's renditions; nothing else that is uploaded is public.
# Never the originals: a photograph may say where it was taken.
PICTURES = {"images"}
PICTURE_TYPES = {"image/avif", "image/gif", "image/jpeg", "image/png", "image/webp"}


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """`/` leads to the first language: a guess from the browser would show on the screen."""
    return redirect(f"/{settings.LANGUAGE_CODE}/")


@require_safe
def brand_stylesheet(request: HttpRequest, digest: str) -> HttpResponse:
    """The brand's colours. The address changes with them, so that it may be kept for ever."""
    brand = site_settings(request).brand
    if digest != brand.digest:
        return redirect(brand.css_url)  # a page kept by a cache from before the colours changed
    response = HttpResponse(brand.css(), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


@require_safe
def picture(request: HttpRequest, folder: str, name: str) -> FileResponse | HttpResponse:
    """A picture that an editor uploaded. A proxy or an object storage may take this address over."""
    if folder not in PICTURES:
        raise Http404
    response = serve(request, name, document_root=str(Path(settings.MEDIA_ROOT) / folder))
    if response.status_code == 200 and response["Content-Type"] not in PICTURE_TYPES:
        response.close()
        raise Http404
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = f"public, max-age={WEEK}"
    return response
