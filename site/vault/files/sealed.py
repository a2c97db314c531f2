"""A sealed file: chunks under one key, each bound to its file, its place, and whether it is the last.

A chunk that was moved, taken out or cut off does not open. Nothing larger than a chunk is ever held in clear.
"""

import base64
import io
import os
import tempfile
from typing import IO, Any

from vault import ring, sealing

CHUNK = 64 * 1024
# The envelope of `sealing.seal`: a byte, the nonce, the tag.
OVERHEAD = 1 + sealing.NONCE_BYTES + 16
SEALED_CHUNK = CHUNK + OVERHEAD


def new_key() -> bytes:
    return os.urandom(ring.KEY_BYTES)


def key_text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def key_of(text: str) -> bytes:
    return base64.b64decode(text)


def _place(file_id: str, index: int, *, last: bool) -> str:
    return f"file:{file_id}:{index}:{'last' if last else 'more'}"


class Writer:
    """Seals what is written to it into `target`; `finish` closes the file's last chunk."""

    def __init__(self, target: IO[bytes], key: bytes, file_id: str):
        self.target, self.key, self.file_id = target, key, file_id
        self.index, self.size = 0, 0
        self.pending = bytearray()

    def write(self, plain: bytes) -> int:
        self.pending += plain
        self.size += len(plain)
        # One chunk stays behind: the last one has to say that it is the last.
        while len(self.pending) > CHUNK:
            self._seal(bytes(self.pending[:CHUNK]), last=False)
            del self.pending[:CHUNK]
        return len(plain)

    def finish(self) -> None:
        self._seal(bytes(self.pending), last=True)
        self.pending.clear()
        self.target.flush()

    def _seal(self, plain: bytes, *, last: bool) -> None:
        self.target.write(sealing.seal(self.key, plain, _place(self.file_id, self.index, last=last)))
        self.index += 1


class Reader(io.RawIOBase):
    """The plain bytes of a sealed file, at any place in it, one chunk at a time."""

    def __init__(self, source: Any, key: bytes, file_id: str):
        """Raises Unreadable when the end is not there, or not of this file."""
        super().__init__()
        self.source, self.key, self.file_id = source, key, file_id
        length = source.seek(0, io.SEEK_END)
        length = source.tell() if length is None else length
        self.last = max(0, -(-length // SEALED_CHUNK) - 1)
        self.size = length - (self.last + 1) * OVERHEAD
        if self.size < 0:
            raise sealing.Unreadable(file_id)
        self.position, self.held, self.held_index = 0, b"", -1
        self._chunk(self.last)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self.position, io.SEEK_END: self.size}[whence]
        self.position = max(0, start + offset)
        return self.position

    def readinto(self, buffer: Any) -> int:
        if self.position >= self.size:
            return 0
        index, start = divmod(self.position, CHUNK)
        piece = self._chunk(index)[start : start + len(buffer)]
        buffer[: len(piece)] = piece
        self.position += len(piece)
        return len(piece)

    def _chunk(self, index: int) -> bytes:
        if index != self.held_index:
            self.source.seek(index * SEALED_CHUNK)
            envelope = self.source.read(SEALED_CHUNK)
            self.held = sealing.unseal(self.key, envelope, _place(self.file_id, index, last=index == self.last))
            self.held_index = index
        return self.held

    def close(self) -> None:
        # What it reads from belongs to whoever opened that.
        self.held = b""
        super().close()


class Scratch:
    """A sealed file on its way: in a temporary file without a name, which is gone with the process, and never clear."""

    def __init__(self, file_id: str):
        self.file_id, self.key = file_id, new_key()
        self.file = tempfile.TemporaryFile(prefix="sealed-")  # noqa: SIM115
        self.writer = Writer(self.file, self.key, file_id)
        self.write, self.finish = self.writer.write, self.writer.finish

    @property
    def size(self) -> int:
        return self.writer.size

    def open(self) -> io.BufferedReader:
        return io.BufferedReader(Reader(self.file, self.key, self.file_id), CHUNK)

    def close(self) -> None:
        self.file.close()
