"""Pictures lose what they tell beside what is seen: where and when they were taken, with what, and by whom.

A photograph of a safe house must not carry the place in its metadata (K-6.1.10).
"""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.db.models.signals import pre_save
from django.dispatch import receiver
from PIL import Image, ImageOps, ImageSequence
from wagtail.images import get_image_model

# What decides how the picture looks. Everything else that a file says beside its dots is left out.
SEEN = {"icc_profile", "transparency", "gamma", "duration", "loop", "background", "disposal"}
# Telephones put several pictures into one; the first is the one that is seen.
SAVED_AS = {"MPO": "JPEG"}
QUALITY = 90


@receiver(pre_save)
def strip(sender: Any, instance: Any, raw: bool, **kwargs: Any) -> None:
    """Before an upload is stored, whichever way it came."""
    if raw or not issubclass(sender, get_image_model()) or not instance.file or instance.file._committed:
        return
    plain = ContentFile(without_metadata(instance.file), name=instance.file.name)
    instance.file = plain
    instance.file_size = plain.size
    instance._set_file_hash()


def without_metadata(file: Any) -> bytes:
    """The same picture, turned the way its metadata says."""
    file.seek(0)
    with Image.open(file) as picture:
        kind = SAVED_AS.get(picture.format or "", picture.format)
        moves = getattr(picture, "is_animated", False) and kind != "JPEG"
        frames = [_plain(frame) for frame in ImageSequence.Iterator(picture)] if moves else [_plain(picture)]
    out = BytesIO()
    more: dict[str, Any] = {"save_all": True, "append_images": frames[1:]} if moves else {}
    if kind in {"JPEG", "WEBP", "AVIF"}:
        more["quality"] = QUALITY
    shown = {name: frames[0].info[name] for name in SEEN & set(frames[0].info)}
    frames[0].save(out, kind, **{**shown, **more})
    return out.getvalue()


def _plain(frame: Image.Image) -> Image.Image:
    turned = ImageOps.exif_transpose(frame) or frame
    copy = turned.copy()
    copy.info = {name: value for name, value in turned.info.items() if name in SEEN}
    return copy
