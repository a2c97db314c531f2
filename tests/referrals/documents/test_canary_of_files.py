"""Words of a file's content and name: none may stand in clear where things are kept or written down."""

import logging
import os
import tempfile
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone

from referral_forms.inbox.models import Case, Document
from tests.referrals.documents import making
from tests.referrals.documents.conftest import add_to_case
from tests.test_canary import forms_of
from tests.test_canary import stored as in_database
from vault import outbox, schedule
from vault.files import sealed

pytestmark = pytest.mark.django_db

WORDS = {"canarycontent", "canaryname", "canaryrefused", "canarystaff", "canarywaiting", "canarydanger"}


@pytest.fixture
def temporary(settings, tmp_path, monkeypatch) -> list[bytes]:
    """Everything that went through a temporary file, as it stood there."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(folder)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    seen: list[bytes] = []
    close = sealed.Scratch.close

    def look_first(scratch: sealed.Scratch) -> None:
        if not scratch.file.closed:
            # It has no name, so that it is read through its own handle.
            seen.append(os.pread(scratch.file.fileno(), 10_000_000, 0))
        close(scratch)

    monkeypatch.setattr(sealed.Scratch, "close", look_first)
    return seen


def test_no_word_of_a_file_or_of_its_name_stands_anywhere_in_clear(
    sender, cast, signed_in, scanner, stored, temporary, caplog, settings, tmp_path
):
    caplog.set_level(logging.DEBUG)
    sender.come_to_files()
    sender.add(("canaryname.pdf", making.pdf("canarycontent")), ("canaryrefused.exe", b"MZcanaryrefused" + bytes(99)))
    sender.add(("canarydanger.eml", making.infected_eml()))
    before = in_database("default")
    case: Case = sender.finish()
    maya = signed_in(cast.maya)
    settings.CLAMD = ""
    add_to_case(maya, case, ("canarystaff.eml", making.eml("canarywaiting")))
    document = Document.objects.get(case=case, state=Document.State.CLEAN)
    address = maya.post(f"/admin/inbox/{case.reference}/documents/{document.pk}/open/")["Location"]
    opened = b"".join(maya.get(address).streaming_content)
    assert b"canarycontent" in opened
    assert "canaryname.pdf" in maya.get(f"/admin/inbox/{case.reference}/").content.decode()
    schedule.run_due(timezone.now())
    outbox.deliver_due()
    assert len(stored()) == 2
    assert len(temporary) > 3

    places = {
        "the database of the draft": before,
        "the database": in_database("default"),
        "the database of keys": in_database("keys"),
        "the storage": b"".join(path.read_bytes() for path in stored()),
        "names in the storage": "\n".join(map(str, stored())).encode(),
        "temporary files": b"".join(temporary),
        "the temporary folder": b"".join(
            p.read_bytes() for p in Path(tmp_path / "temporary").rglob("*") if p.is_file()
        ),
        "the logs": "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records).encode(),
        "the mails": "\n".join(str(message.message()) for message in mail.outbox).encode(),
        "the address": address.encode(),
    }
    found = [
        f"{word} stands in {place}"
        for place, content in places.items()
        for word in WORDS
        for text in forms_of(word)
        if text.lower() in content.lower()
    ]
    assert found == []


def test_this_search_finds_a_word_that_is_there(stored, cast):
    """A test that cannot fail proves nothing: the cast's names are kept in clear."""
    assert b"Maya Example" in in_database("default")
