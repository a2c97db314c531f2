"""Files that staff send to be read at once (a directory, a picture): in memory, and never on a disk in clear.

Files that are kept with a case come in another way: `vault.files`.
"""

from typing import IO, Any

from django.core.files.uploadhandler import MemoryFileUploadHandler, SkipFile

# The largest file that staff send, a directory to import (`services.exchange`), and what a form puts around it.
LARGEST_BYTES = 51 * 1024 * 1024
STAFF = "/admin/"


class StaffMemoryHandler(MemoryFileUploadHandler):
    """Keeps a worker's file in memory; anybody else's is read past and dropped, so that it fills nothing.

    A view that takes files of a case says so (`vault.files.receiving`). Django's own handlers
    would write large ones to the temporary folder for everybody.
    """

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        self.activated = self._from_staff() and content_length <= LARGEST_BYTES

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if not self.activated:
            raise SkipFile
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return super().receive_data_chunk(raw_data, start) if self.activated else None

    def _from_staff(self) -> bool:
        user = getattr(self.request, "user", None)
        path = getattr(self.request, "path", "")
        return path.startswith(STAFF) and user is not None and user.is_authenticated
