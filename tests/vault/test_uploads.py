"""Files reach the memory of a worker's own request, and nothing else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

pytestmark = pytest.mark.django_db

SIX_MEGABYTES = 6 * 1024 * 1024


@pytest.fixture
def temporary(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    return tmp_path


def test_a_file_sent_to_a_public_page_is_dropped_and_the_form_still_works(world, client, temporary):
    """architecture, Sealing: no temporary file in clear"""
    file = SimpleUploadedFile("big.bin", b"canary" * (SIX_MEGABYTES // 6))
    response = client.post("/en/find-support/", {"place": "Dover", "file": file})
    assert response.status_code == 303
    assert list(temporary.iterdir()) == []


def test_nobody_who_is_not_signed_in_fills_the_memory_below_admin(world, client, temporary):
    file = SimpleUploadedFile("big.bin", b"canary" * (SIX_MEGABYTES // 6))
    response = client.post("/admin/directory/exchange/file/", {"file": file})
    assert response.status_code in {302, 403, 404}
    assert not response.wsgi_request.FILES
    assert list(temporary.iterdir()) == []


def test_a_worker_s_large_file_stays_in_memory(cast, signed_in, temporary):
    file = SimpleUploadedFile("directory.csv", b"a,b\n" * (SIX_MEGABYTES // 4), content_type="text/csv")
    response = signed_in(cast.edie).post("/admin/directory/exchange/file/", {"file": file})
    assert response.wsgi_request.FILES["file"].size == SIX_MEGABYTES
    assert list(temporary.iterdir()) == []
