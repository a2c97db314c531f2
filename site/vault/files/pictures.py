"""Pictures are drawn anew: what is kept holds the picture and nothing that travelled with it.

Where and when it was taken, with what, by whom, comments, small copies, anything behind its end: all of it stays out.
"""

import io
import threading
import warnings
from collections.abc import Iterator
from typing import IO, Any

import pillow_heif
from PIL import Image, ImageOps, ImageSequence

from .faults import BROKEN, BUSY, PICTURE_TOO_LARGE, Refused
from .recognising import GIF, HEIC, JPEG, PNG, TIFF, WEBP, Kind

# A telephone's 48 million dots, a page scanned at 600 dots an inch; four bytes each in memory, and twice.
MOST_DOTS = 50_000_000
MOST_DOTS_OF_ALL = 100_000_000
MOST_PAGES = 50
QUALITY = 90
FORMATS = {
    JPEG: ("JPEG", "MPO"), PNG: ("PNG",), GIF: ("GIF",), WEBP: ("WEBP",), TIFF: ("TIFF",), HEIC: ("HEIF",),
}  # fmt: skip
# A HEIC is kept as what every desk can show.
KEPT_AS = {HEIC: JPEG}
SAVING: dict[Kind, dict[str, Any]] = {
    JPEG: {"format": "JPEG", "quality": QUALITY, "optimize": False},
    PNG: {"format": "PNG"},
    GIF: {"format": "GIF"},
    WEBP: {"format": "WEBP", "quality": QUALITY},
    TIFF: {"format": "TIFF", "compression": "tiff_adobe_deflate"},
}
# Modes that each format can hold; anything else becomes RGB or RGBA.
MODES = {
    JPEG: {"RGB", "L"},
    PNG: {"RGB", "RGBA", "L", "1"},
    GIF: {"RGB", "RGBA", "L"},
    WEBP: {"RGB", "RGBA"},
    TIFF: {"RGB", "RGBA", "L", "1"},
}

pillow_heif.register_heif_opener(thumbnails=False)

# One picture at a time fills the memory of a process; the others wait their turn.
_drawing = threading.BoundedSemaphore(1)
PATIENCE = 30.0


def redraw(content: IO[bytes], kind: Kind) -> tuple[bytes, Kind]:
    """The picture drawn anew, and what it is now. Raises Refused."""
    if not _drawing.acquire(timeout=PATIENCE):
        raise Refused(BUSY)
    try:
        content.seek(0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _redraw(content, kind)
    except Refused:
        raise
    except Image.DecompressionBombError as error:
        raise Refused(PICTURE_TOO_LARGE) from error
    except Exception as error:  # a damaged picture makes its decoder fail in any way it likes
        raise Refused(BROKEN) from error
    finally:
        _drawing.release()


def _redraw(content: IO[bytes], kind: Kind) -> tuple[bytes, Kind]:
    kept = KEPT_AS.get(kind, kind)
    drawn = io.BytesIO()
    with Image.open(content, formats=FORMATS[kind]) as picture:
        # The second picture of a JPEG is a telephone's extra, no page.
        pages = 1 if kept is JPEG else _pages(picture)
        frames = _frames(picture, kept, pages)
        first = next(frames)
        if pages > 1:
            more: dict[str, Any] = {"save_all": True, "append_images": frames, **_timing(picture, kept)}
            first.save(drawn, **SAVING[kept], **more)
    if pages == 1:
        first.save(drawn, **SAVING[kept])
    return drawn.getvalue(), kept


def _pages(picture: Image.Image) -> int:
    """Asked page by page up to the limit: to count a hundred thousand of them would take minutes."""
    try:
        picture.seek(MOST_PAGES)
    except EOFError:
        picture.seek(0)
        return int(getattr(picture, "n_frames", 1))
    raise Refused(PICTURE_TOO_LARGE)


def _frames(picture: Image.Image, kept: Kind, pages: int) -> Iterator[Image.Image]:
    dots = 0
    for number, frame in enumerate(ImageSequence.Iterator(picture)):
        if number >= pages:
            return
        # Asked before its dots are unpacked.
        dots += frame.width * frame.height
        if frame.width * frame.height > MOST_DOTS or dots > MOST_DOTS_OF_ALL:
            raise Refused(PICTURE_TOO_LARGE)
        yield _plain(frame, kept)


def _plain(frame: Image.Image, kept: Kind) -> Image.Image:
    """The dots alone, turned as they were meant to be seen."""
    # A copy: it has none of the file's own fields any more, only `info`.
    turned = ImageOps.exif_transpose(frame) or frame.copy()
    if turned.mode.startswith("I"):
        # Sixteen bits a dot: the upper eight are what anybody sees.
        turned = turned.convert("I").point(lambda dot: dot * (1 / 256)).convert("L")
    clear = "A" in turned.getbands() or "transparency" in turned.info
    if turned.mode not in MODES[kept] or (clear and "A" not in turned.getbands()):
        turned = turned.convert("RGBA" if clear and "RGBA" in MODES[kept] else "RGB")
    # Whatever a format would write beside the dots it takes from here.
    turned.info = {}
    return turned


def _timing(picture: Image.Image, kept: Kind) -> dict[str, Any]:
    moving = kept in (GIF, WEBP, PNG)
    return {"duration": int(picture.info.get("duration") or 100), "loop": 0} if moving else {}
