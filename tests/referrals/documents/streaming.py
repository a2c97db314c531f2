"""A request that is made while it is read, so that a test of memory holds nothing of it itself."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.test import Client

BOUNDARY = "b0undary"
PIECE = 64 * 1024


class Stream:
    """What a server hands over as `wsgi.input`."""

    def __init__(self, pieces: Iterator[bytes]):
        self.pieces, self.left = pieces, b""

    def read(self, size: int = -1) -> bytes:
        while not self.left:
            piece = next(self.pieces, None)
            if piece is None:
                return b""
            self.left = piece
        taken, self.left = self.left[:size], self.left[size:]
        return taken

    def readline(self, size: int = -1) -> bytes:
        raise AssertionError("nobody reads an upload by lines")


def field(name: str, value: str) -> bytes:
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()


def file(name: str, start: bytes, size: int, end: bytes) -> Iterator[bytes]:
    """A file of `size` bytes that starts and ends like this."""
    yield (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="attachments"; filename="{name}"\r\n'
        f"Content-Type: application/pdf\r\n\r\n"
    ).encode()
    yield start
    left = size - len(start) - len(end)
    while left:
        piece = min(left, PIECE)
        yield b"x" * piece
        left -= piece
    yield end + b"\r\n"


def post(client: Client, path: str, pieces: list[Any], length: int | None = None) -> HttpResponse:
    """Send it; `length` is what Content-Length says, by default the truth."""

    def all_of_it() -> Iterator[bytes]:
        for piece in pieces:
            if isinstance(piece, bytes):
                yield piece
            else:
                yield from piece()
        yield f"--{BOUNDARY}--\r\n".encode()

    environ = client._base_environ(
        PATH_INFO=path,
        REQUEST_METHOD="POST",
        CONTENT_TYPE=f"multipart/form-data; boundary={BOUNDARY}",
        CONTENT_LENGTH=str(length if length is not None else sum(len(piece) for piece in all_of_it())),
    )
    environ["wsgi.input"] = Stream(all_of_it())
    return client.handler(environ)
