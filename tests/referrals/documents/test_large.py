"""Large uploads and broken lines: memory stays small, nothing stays behind, and the page says what was wrong."""

import tracemalloc
from contextlib import suppress
from functools import partial

import pytest

from tests.referrals.documents import making, streaming
from tests.referrals.documents.conftest import without_isolates
from vault.files import receiving
from vault.models import Blob

pytestmark = pytest.mark.django_db

MEGABYTE = 1024 * 1024
END = making.pdf()[9:]
WHOLE = streaming.field("whole", "1")


def pdf(name: str, size: int):
    return partial(streaming.file, name, b"%PDF-1.4\n%", size, b"\n" + END)


def send(sender, *pieces, length: int | None = None):
    """The page after sending, and the most memory that it took, in bytes."""
    tracemalloc.start()
    try:
        response = streaming.post(sender.client, sender.page("files"), list(pieces), length)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    return response, peak


def shown(sender) -> str:
    return without_isolates(sender.client.get(sender.page("files")).content.decode())


def test_a_file_of_200_mb_is_read_past_in_little_memory_and_the_rest_is_taken(sender, stored):
    """Bad input: a 200 MB file. Clear words, nothing lost, nothing let in"""
    sender.come_to_files()
    response, peak = send(sender, pdf("huge.pdf", 200 * MEGABYTE), pdf("small.pdf", 1 * MEGABYTE), WHOLE)
    assert response.status_code == 303
    assert "huge.pdf: This file is too large" in shown(sender)
    assert "small.pdf" in shown(sender)
    assert len(stored()) == 1
    assert peak < 8 * MEGABYTE


def test_eighty_megabytes_at_once_are_sealed_in_little_memory(sender, stored):
    sender.come_to_files()
    files = [pdf(f"{number}.pdf", (20 - number) * MEGABYTE) for number in range(4)]
    _response, peak = send(sender, *files, WHOLE)
    assert "4 files added" in shown(sender)
    assert sum(path.stat().st_size for path in stored()) > 74 * MEGABYTE
    assert peak < 8 * MEGABYTE


def test_more_than_a_hundred_megabytes_at_once_are_not_taken(sender):
    sender.come_to_files()
    files = [pdf(f"{number}.pdf", 20 * MEGABYTE - number) for number in range(6)]
    send(sender, *files, WHOLE)
    assert "5.pdf: All files together are too large" in shown(sender)
    assert "5 files added" in shown(sender)
    send(sender, pdf("more.pdf", 1 * MEGABYTE), WHOLE)
    assert "more.pdf: All files together are too large" in shown(sender)


def test_what_is_larger_than_anything_of_ours_is_not_read_at_all(sender, stored):
    sender.come_to_files()
    response, _peak = send(sender, pdf("huge.pdf", MEGABYTE), WHOLE, length=receiving.READ_AT_MOST + 1)
    assert response.status_code == 303
    assert "All files together are too large" in shown(sender)
    assert stored() == []


@pytest.mark.parametrize("length", [500, 60_000, 3 * MEGABYTE - 1])
def test_a_length_that_lies_leaves_nothing(sender, stored, length):
    """truncated upload: fewer bytes than the file has"""
    sender.come_to_files()
    send(sender, pdf("cut.pdf", 3 * MEGABYTE), WHOLE, length=length)
    assert "did not arrive whole" in shown(sender)
    assert stored() == []
    assert not Blob.objects.exists()


def test_a_line_that_breaks_leaves_nothing_and_gives_its_place_back(sender, stored):
    sender.come_to_files()

    def broken():
        yield b"--" + streaming.BOUNDARY.encode()
        yield b'\r\nContent-Disposition: form-data; name="attachments"; filename="a.pdf"\r\n\r\n' + making.pdf()
        raise OSError("the client has gone")

    for _turn in range(9):
        with suppress(OSError):
            streaming.post(sender.client, sender.page("files"), [broken], length=MEGABYTE)
    assert stored() == []
    send(sender, pdf("good.pdf", MEGABYTE), WHOLE)
    assert "1 file added" in shown(sender)
