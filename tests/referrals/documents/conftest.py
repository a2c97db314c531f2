from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from referral_forms.inbox.models import Case
from tests.referrals.conftest import ANSWERS, Visitor

Sent = tuple[str, bytes]


class Sender(Visitor):
    """Somebody who fills in the form and sends files with it."""

    def __init__(self) -> None:
        super().__init__()
        self.start = "/en/get-help/with-files/"

    def come_to_files(self) -> HttpResponse:
        self.begin()
        return self.answer("danger", danger="no")

    def add(self, *files: Sent, **more: str) -> HttpResponse:
        sent = [SimpleUploadedFile(name, content) for name, content in files]
        given = {"attachments": sent, "add": "1", "whole": "1", **more}
        return self.client.post(self.page("files"), given, follow=True)

    def take_away(self, file_id: str) -> HttpResponse:
        return self.client.post(self.page("files"), {"remove": file_id, "whole": "1"}, follow=True)

    def to_check(self) -> HttpResponse:
        """Go on from the page of files to the last one."""
        response = self.client.post(self.page("files"), {"whole": "1"}, follow=True)
        for _turn in range(30):
            slug = response.request["PATH_INFO"].rstrip("/").rsplit("/", 1)[-1]
            if slug == "check":
                return response
            response = self.client.post(response.request["PATH_INFO"], ANSWERS.get(slug, {}), follow=True)
        raise AssertionError(f"the form does not end: {response.request['PATH_INFO']}")

    def finish(self) -> Case:
        self.to_check()
        self.send()
        return Case.objects.get()


@pytest.fixture
def sender(world, settings) -> Sender:
    settings.ROOT_URLCONF = "tests.referrals.documents.urls"
    return Sender()


@pytest.fixture
def stored(settings) -> Callable[[], list[Path]]:
    """The files that lie in the storage."""
    folder = Path(settings.STORAGES["uploads"]["OPTIONS"]["location"])
    return lambda: sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []


def add_to_case(client: Client, case: Case, *files: Sent) -> HttpResponse:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    address = f"/admin/inbox/{case.reference}/documents/add/"
    return client.post(address, {"attachments": sent, "whole": "1"}, follow=True)


def without_isolates(page: str) -> str:
    """A page without the unseen signs that hold a name together, whichever way it is read."""
    return page.replace("\u2068", "").replace("\u2069", "")
