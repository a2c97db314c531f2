"""Files on the way: what a page takes, what it says of the rest, and what is left when somebody goes."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from journeys import drafts
from journeys.models import Draft
from referral_forms.inbox.models import Document
from tests.referrals.documents import making
from tests.referrals.documents.conftest import without_isolates
from vault import schedule
from vault.files import receiving, storing
from vault.models import Blob

pytestmark = pytest.mark.django_db

MEGABYTE = 1024 * 1024


def text(response) -> str:
    return without_isolates(response.content.decode())


def test_files_are_listed_and_can_be_taken_away_again(sender, stored):
    sender.come_to_files()
    page = text(sender.add(("letter.pdf", making.pdf()), ("photo.jpg", making.photo())))
    assert "2 files added" in page
    assert "letter.pdf" in page
    assert len(stored()) == 2
    first = page.split('name="remove" value="')[1].split('"')[0]
    page = text(sender.take_away(first))
    assert "1 file added" in page
    assert "letter.pdf" not in page
    storing.sweep()
    assert len(stored()) == 1


def test_files_that_were_chosen_go_with_continue_too(sender):
    sender.come_to_files()
    given = {"attachments": [SimpleUploadedFile("letter.pdf", making.pdf())], "whole": "1"}
    response = sender.client.post(sender.page("files"), given, follow=True)
    assert response.request["PATH_INFO"].endswith("/place/")
    assert "letter.pdf" in text(sender.client.get(sender.page("files")))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("nothing.pdf", b"", "There is nothing in this file"),
        ("invoice.pdf", b"MZ\x90\x00" + bytes(300), "cannot open this kind of file"),
        ("letter.docx", making.docm(), "small program"),
        ("both.pdf", making.pdf() + making.docx(), "hidden in this file"),
        ("half.jpg", making.photo(size=(900, 700))[:3000], "damaged"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_beside_it_and_nothing_of_it_is_kept(sender, stored, name, content, words):
    """Bad input: clear words, nothing lost, nothing let in"""
    sender.come_to_files()
    page = text(sender.add(("good.pdf", making.pdf()), (name, content)))
    assert f"{name}: " in page
    assert words in page
    assert page.count(words) == 2  # in the summary on top, and beside the field
    assert "1 file added" in page
    assert len(stored()) == 1
    # Back and reload show it again; the next good file clears it.
    assert words in text(sender.client.get(sender.page("files")))
    assert words not in text(sender.add(("other.pdf", making.pdf("other"))))


def test_a_lying_ending_is_put_right(sender):
    sender.come_to_files()
    page = text(sender.add(("holiday.jpg", making.pdf())))
    assert "holiday.pdf" in page
    assert "holiday.jpg" not in page


@pytest.mark.parametrize("name", ["<b>bold</b>.pdf", "\u202efdp.pdf", "../../../etc/x.pdf", "y" * 300 + ".pdf"])
def test_a_hostile_name_is_cleaned_and_escaped(sender, name, stored):
    sender.come_to_files()
    page = text(sender.add((name, making.pdf())))
    assert "1 file added" in page
    assert "<b>bold" not in page
    assert "\u202e" not in page
    assert "y" * 81 not in page
    assert all("etc" not in str(path) for path in stored())


def test_the_same_file_twice_is_kept_once(sender, stored):
    sender.come_to_files()
    sender.add(("letter.pdf", making.pdf()))
    assert "1 file added" in text(sender.add(("letter.pdf", making.pdf())))
    storing.sweep()
    assert len(stored()) == 1


def test_too_many_files_are_told_and_the_first_ones_stay(sender, stored):
    sender.come_to_files()
    page = text(sender.add(*((f"{number}.pdf", making.pdf(str(number))) for number in range(3))))
    page = text(sender.add(*((f"more{number}.pdf", making.pdf(f"m{number}")) for number in range(5))))
    assert "6 files added" in page
    assert "more3.pdf: That is one file too many" in page
    storing.sweep()
    assert len(stored()) == 6
    page = text(sender.add(*((f"again{number}.pdf", making.pdf(f"a{number}")) for number in range(9))))
    assert "again8.pdf: That is one file too many" in page


def test_a_file_of_more_than_twenty_megabytes_is_refused_and_one_of_just_twenty_is_not(sender):
    sender.come_to_files()
    page = text(sender.add(("large.pdf", making.pdf_of(20 * MEGABYTE + 1)), ("good.pdf", making.pdf_of(20 * MEGABYTE))))
    assert "large.pdf: This file is too large" in page
    assert "1 file added" in page


def test_all_files_together_are_at_most_a_hundred_megabytes(sender, settings):
    """20 MB each, 100 MB in all"""
    draft = sender.come_to_files()
    assert draft.status_code == 200
    token = sender.client.cookies["visit"].value

    def nearly_full(answers: dict) -> None:
        answers["files"] = {"files": [{"id": "a", "name": "a", "size": 99 * MEGABYTE, "digest": "", "stored_as": "x"}]}

    drafts.change(token, "self_referral", nearly_full)
    page = text(sender.add(("large.pdf", making.pdf_of(2 * MEGABYTE)), ("small.pdf", making.pdf())))
    assert "large.pdf: All files together are too large" in page
    assert "small.pdf" in page


def test_answers_given_before_survive_a_file_that_is_refused(sender):
    sender.come_to_files()
    sender.add(("x.exe", b"MZ" + bytes(300)))
    assert "checked" in text(sender.client.get(sender.page("danger")))


def test_a_page_without_a_chosen_file_says_so(sender):
    sender.come_to_files()
    assert "Choose a file first" in text(sender.add())


def test_a_visitor_who_may_skip_the_page_goes_on_without_files(sender):
    sender.come_to_files()
    response = sender.client.post(sender.page("files"), {"whole": "1"}, follow=True)
    assert response.request["PATH_INFO"].endswith("/place/")


def test_a_truncated_upload_leaves_nothing_and_says_so(sender, stored):
    """Content-Length lies, or the line breaks: the last field of the page never comes"""
    sender.come_to_files()
    boundary = "b0undary"
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="attachments"; filename="a.pdf"\r\n'
        f"Content-Type: application/pdf\r\n\r\n"
    ).encode() + making.pdf()[:200]
    response = sender.client.post(
        sender.page("files"), body, content_type=f"multipart/form-data; boundary={boundary}", follow=True
    )
    assert "did not arrive whole" in text(response)
    assert stored() == []
    assert not Blob.objects.exists()


def test_files_from_somebody_without_a_live_draft_are_dropped_unread(sender, stored, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    response = sender.add(("letter.pdf", making.pdf()))
    assert not response.wsgi_request.FILES
    assert stored() == []
    # Nor does any other page of a journey take files, though its visitor has a draft.
    sender.come_to_files()
    answered = sender.client.post(
        sender.page("place"), {"place": "Margate", "file": SimpleUploadedFile("x.pdf", making.pdf())}
    )
    assert not answered.wsgi_request.FILES
    assert stored() == []


def test_a_process_takes_only_so_many_uploads_at_once(sender):
    """the threads that are left serve everybody else"""
    sender.come_to_files()
    taken = 0
    while receiving._take_place():
        taken += 1
    try:
        assert "Many files are arriving" in text(sender.add(("letter.pdf", making.pdf())))
    finally:
        for _place in range(taken):
            receiving._leave_place()
    assert "1 file added" in text(sender.add(("letter.pdf", making.pdf())))
    # Each upload gave its place back.
    for _turn in range(taken + 2):
        assert "Many files are arriving" not in text(sender.add(("letter.pdf", making.pdf())))


def test_somebody_who_sends_without_end_is_told_to_wait(sender, monkeypatch):
    monkeypatch.setattr("journeys.files.SENT", 2)
    sender.come_to_files()
    sender.add(("1.pdf", making.pdf("1")), ("2.pdf", making.pdf("2")))
    assert "Wait ten minutes" in text(sender.add(("3.pdf", making.pdf("3"))))


@pytest.mark.parametrize("way", ["leave", "idle"])
def test_nothing_remains_of_files_after_exit_or_idle_time(sender, stored, way):
    """domain H 1: a draft and its files go together, within a minute"""
    sender.come_to_files()
    sender.add(("letter.pdf", making.pdf()), ("photo.jpg", making.photo()))
    assert len(stored()) == 2
    if way == "leave":
        sender.client.post("/leave/")
    else:
        Draft.objects.update(seen_at=timezone.now() - drafts.IDLE - timedelta(minutes=1))
        drafts.sweep()
    assert not Draft.objects.exists()
    schedule.run_due(timezone.now() + timedelta(minutes=1))
    assert stored() == []
    assert not Blob.objects.exists()


def test_a_draft_that_lives_keeps_its_files_through_every_sweep(sender, stored):
    sender.come_to_files()
    sender.add(("letter.pdf", making.pdf()))
    storing.sweep()
    assert len(stored()) == 1


def test_sending_makes_documents_of_the_files_and_keeps_no_key_in_the_answers(sender, stored):
    sender.come_to_files()
    sender.add(("letter.pdf", making.pdf()), ("photo.jpg", making.photo()))
    case = sender.finish()
    documents = Document.objects.filter(case=case)
    assert sorted(document.content["name"] for document in documents) == ["letter.pdf", "photo.jpg"]
    assert {document.state for document in documents} == {Document.State.WAITING}
    assert "key" not in str(case.referral.answers["files"])
    assert [file["name"] for file in case.referral.answers["files"]["files"]] == ["letter.pdf", "photo.jpg"]
    # The receipt idles out; the files are the case's by now.
    Draft.objects.all().delete()
    storing.sweep()
    assert len(stored()) == 2


def test_the_check_page_names_the_files(sender):
    sender.come_to_files()
    sender.add(("letter.pdf", making.pdf()))
    assert "letter.pdf" in text(sender.to_check())


def test_a_storage_that_does_not_delete_is_asked_again(sender, stored, monkeypatch):
    sender.come_to_files()
    sender.add(("letter.pdf", making.pdf()))
    with monkeypatch.context() as broken:
        broken.setattr("vault.files.storage.SealedFolder.delete", raise_it)
        sender.client.post("/leave/")
        storing.sweep()
        assert Blob.objects.count() == 1
    storing.sweep()
    assert stored() == []
    assert not Blob.objects.exists()


def raise_it(*args: object) -> None:
    raise OSError("the storage is away")


def test_a_stranger_s_cookie_reaches_nobody_s_files(sender):
    sender.come_to_files()
    sender.add(("letter.pdf", making.pdf()))
    stranger = Client()
    stranger.cookies["visit"] = "guessed"
    assert "letter.pdf" not in text(stranger.get(sender.page("files"), follow=True))


def test_a_storage_that_is_away_loses_no_answer_and_says_so(sender, stored, monkeypatch):
    """every outside part may be down without losing or leaking anything"""
    sender.come_to_files()
    with monkeypatch.context() as away:
        away.setattr("vault.files.storage.SealedFolder._save", raise_it)
        page = text(sender.add(("letter.pdf", making.pdf())))
    assert "We cannot take files at this moment" in page
    assert "1 file added" in text(sender.add(("letter.pdf", making.pdf())))
    storing.sweep()
    assert len(stored()) == Blob.objects.count() == 1


def test_a_submission_that_fails_leaves_the_files_with_the_draft(sender, stored, monkeypatch):
    sender.come_to_files()
    sender.add(("letter.pdf", making.pdf()))
    sender.to_check()
    with monkeypatch.context() as broken:
        broken.setattr("referral_forms.referrals.receiving.Referral.objects.create", raise_it)
        sender.client.raise_request_exception = False
        assert sender.send().status_code == 500
    assert not Document.objects.exists()
    assert not Blob.objects.filter(claimed=True).exists()
    sender.client.raise_request_exception = True
    sender.send()
    assert Document.objects.get().content["name"] == "letter.pdf"
    assert Blob.objects.get().claimed
