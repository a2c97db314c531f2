"""An upload that never touches a disk in clear: kept in memory, and cut off where it grows too large."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from .tables import MOST_BYTES


class InMemory(FileUploadHandler):
    """Django's own would write whatever is larger than a form to a temporary file."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.chunks: list[bytes] = []
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.size > MOST_BYTES:
            raise StopUpload(connection_reset=True)
        self.chunks.append(raw_data)

    def file_complete(self, file_size: int) -> SimpleUploadedFile:
        content, self.chunks = b"".join(self.chunks), []
        return SimpleUploadedFile("import", content)
