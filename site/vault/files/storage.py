"""Where sealed files lie: a folder that no web server knows."""

import os
from typing import Any

from django.core.files.storage import FileSystemStorage


class SealedFolder(FileSystemStorage):
    """A local folder. What is stored is on the disk, not on its way there, before anybody is told that we have it."""

    def _save(self, name: str, content: Any) -> str:
        saved: str = super()._save(name, content)  # type: ignore[misc]
        path = self.path(saved)
        for place in (path, os.path.dirname(path)):
            handle = os.open(place, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        return saved

    def url(self, name: str | None) -> str:
        raise ValueError("a sealed file has no address")
