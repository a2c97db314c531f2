"""Pictures that editors upload are seen; nothing else of what is stored is."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file


def put(settings, place: str, content: bytes = b"secret") -> None:
    path = Path(settings.MEDIA_ROOT) / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def test_a_picture_of_a_page_is_served_and_kept(world, client):
    picture = get_image_model().objects.create(title="Drawing", file=get_test_image_file())
    response = client.get(picture.get_rendition("width-100").url)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "max-age=604800" in response["Cache-Control"]
    assert not response.cookies
    assert b"".join(response.streaming_content).startswith(b"\x89PNG")


def test_the_original_of_a_picture_is_not_public_because_it_may_say_where_it_was_taken(world, client):
    picture = get_image_model().objects.create(title="Drawing", file=get_test_image_file())
    assert client.get(picture.file.url).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "documents/plan.pdf",
        "images/page.html",
        "images/drawing.svg",
        "images/",
        "images/../documents/plan.pdf",
        "images/%2e%2e/documents/plan.pdf",
        "plan.pdf",
    ],
)
def test_nothing_else_is_served(world, client, settings, address):
    for place in ("documents/plan.pdf", "plan.pdf", "images/page.html", "images/drawing.svg"):
        put(settings, place)
    assert client.get(f"/media/{address}").status_code in (400, 404)


CANARY = "77 Canary Cottage"


def photograph(kind: str) -> ContentFile:
    """A tall picture that lies on its side, with everything in it that a telephone writes into one."""
    picture = Image.new("RGB", (60, 40), "green")
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = CANARY
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (51.0, 16.0, 44.0)
    xmp = f"<x:xmpmeta>{CANARY}</x:xmpmeta>".encode()
    told: dict = {"JPEG": {"xmp": xmp, "comment": CANARY}, "WEBP": {"xmp": xmp}, "PNG": {"pnginfo": PngInfo()}}[kind]
    if kind == "PNG":
        told["pnginfo"].add_text("Comment", CANARY)
    out = BytesIO()
    picture.save(out, kind, exif=exif, **told)
    assert CANARY.encode() in out.getvalue()
    return ContentFile(out.getvalue(), name=f"picture.{kind.lower()}")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_forgets_where_it_was_taken_before_it_is_stored(world, kind, settings):
    """K-6.1.10"""
    picture = get_image_model().objects.create(title="Drawing", file=photograph(kind))
    picture.get_rendition("width-20")
    stored = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert len(stored) == 2
    for path in stored:
        content = path.read_bytes()
        assert CANARY.encode() not in content
        assert b"Exif" not in content
        with Image.open(path) as opened:
            assert not opened.getexif()
    # It stands upright, as its metadata had asked.
    assert (picture.width, picture.height) == (40, 60)
    assert picture.file_size == picture.file.size


def test_a_moving_picture_still_moves(world):
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "green", "blue")]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=90, loop=0, comment=CANARY.encode())
    picture = get_image_model().objects.create(title="Steps", file=ContentFile(out.getvalue(), name="steps.gif"))
    with picture.open_file() as file:
        content = file.read()
    assert CANARY.encode() not in content
    with Image.open(BytesIO(content)) as opened:
        assert (opened.n_frames, opened.info["duration"]) == (3, 90)


def test_a_picture_that_is_only_renamed_is_not_made_again(world):
    picture = get_image_model().objects.create(title="Drawing", file=photograph("JPEG"))
    before = picture.file_hash
    picture.title = "Another name"
    picture.save()
    picture.refresh_from_db()
    assert picture.file_hash == before
