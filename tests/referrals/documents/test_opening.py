"""Files of a case: who opens them, for how long, and never before a scanner said that they are clean."""

from datetime import timedelta

import pytest
from django.utils import timezone

from referral_forms.inbox import document_actions, documents
from referral_forms.inbox.models import Case, Document
from tests.referrals.documents import making
from tests.referrals.documents.clamd import talking
from tests.referrals.documents.conftest import add_to_case, without_isolates
from vault import keys, schedule
from vault.files import scanning, storing
from vault.models import Blob, Event

pytestmark = pytest.mark.django_db


def page(client, case: Case) -> str:
    return client.get(f"/admin/inbox/{case.reference}/").content.decode()


def ask(client, document: Document):
    """Press "Open": the answer with the link, or the way back to the case."""
    return client.post(f"/admin/inbox/{document.case.reference}/documents/{document.pk}/open/")


def events(case: Case) -> list[str]:
    return list(Event.objects.filter(subject=case.pk).order_by("sequence").values_list("action", flat=True))


@pytest.fixture
def case(arrive) -> Case:
    return arrive()


@pytest.fixture
def maya(cast, signed_in):
    return signed_in(cast.maya)


@pytest.fixture
def letter(case, maya, scanner) -> Document:
    """A file that Maya added, and that was checked."""
    add_to_case(maya, case, ("letter.pdf", making.pdf("canaryletter")))
    return Document.objects.get(case=case)


def test_a_worker_adds_a_file_and_opens_it(case, maya, letter, cast):
    assert "letter.pdf" in page(maya, case)
    assert "Checked" in page(maya, case)
    link = ask(maya, letter)
    assert link.status_code == 302
    opened = maya.get(link["Location"])
    assert b"".join(opened.streaming_content) == making.pdf("canaryletter")
    assert opened["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert opened["Content-Type"] == "application/octet-stream"
    assert opened["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in opened["Cache-Control"]
    policy = opened["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert letter.added_by == cast.maya
    assert events(case)[-1] == "document.opened"
    assert "opened a file" in page(maya, case)


def test_a_link_lasts_a_minute(case, letter, cast, maya):
    now = timezone.now()
    token = document_actions.link(cast.maya, case.reference, letter.pk, "session", now=now)
    document_actions.open_document(cast.maya, case.reference, token, "session", now=now + timedelta(seconds=59))
    with pytest.raises(document_actions.TooLate):
        document_actions.open_document(cast.maya, case.reference, token, "session", now=now + timedelta(seconds=61))


def test_a_late_click_leads_back_to_the_case_with_a_word(case, letter, cast, maya, monkeypatch):
    address = ask(maya, letter)["Location"]
    monkeypatch.setattr("referral_forms.inbox.document_actions.LINK_LASTS", timedelta(seconds=-1))
    address = ask(maya, letter)["Location"]
    response = maya.get(address, follow=True)
    assert "lasted a minute" in response.content.decode()


def test_a_link_works_for_nobody_else_and_in_no_other_session(case, letter, maya, cast, signed_in):
    """no link ever works for another person"""
    address = ask(maya, letter)["Location"]
    # Jo may see the case herself, Tom may not; neither can use Maya's link. Nor can Maya after signing in anew.
    for other in (signed_in(cast.jo), signed_in(cast.tom), signed_in(cast.maya)):
        assert other.get(address).status_code == 404
    assert events(case).count("case.refused") == 3
    assert maya.get(address).status_code == 200


def test_another_area_s_worker_finds_no_file_at_all(case, letter, cast, signed_in):
    tom = signed_in(cast.tom)
    assert ask(tom, letter).status_code == 404
    assert add_to_case(tom, case, ("x.pdf", making.pdf())).status_code == 404
    assert Document.objects.count() == 1
    assert "case.refused" in events(case)


def test_a_link_dies_when_the_case_is_restricted_meanwhile(case, letter, maya):
    address = ask(maya, letter)["Location"]
    Case.objects.filter(pk=case.pk).update(restricted=True)
    assert maya.get(address).status_code == 404


def test_a_link_of_one_case_opens_nothing_below_another(case, letter, maya, arrive):
    other = arrive()
    token = ask(maya, letter)["Location"].rstrip("/").rsplit("/", 1)[-1]
    assert maya.get(f"/admin/inbox/{other.reference}/documents/{token}/").status_code == 404
    assert maya.post(f"/admin/inbox/{other.reference}/documents/{letter.pk}/open/").status_code == 404


@pytest.mark.parametrize("token", ["x", "AAAA", "é", "a" * 300])
def test_a_made_up_link_opens_nothing(case, letter, maya, token):
    assert maya.get(f"/admin/inbox/{case.reference}/documents/{token}/").status_code == 404


def test_whoever_may_only_read_a_case_reads_its_files_and_adds_none(case, letter, cast, signed_in):
    """the safeguarding lead's view of a case is whatever `cases_for` says; here of a child's"""
    Case.objects.filter(pk=case.pk).update(is_child=True)
    sam = signed_in(cast.sam)
    assert "letter.pdf" in page(sam, case)
    assert sam.get(ask(sam, letter)["Location"]).status_code == 200


def test_with_the_scanner_down_a_file_is_kept_and_opens_for_nobody(case, maya, no_scanner, stored):
    """virus scanner down: nothing lost, nothing open"""
    add_to_case(maya, case, ("letter.pdf", making.pdf()))
    document = Document.objects.get()
    assert document.state == Document.State.WAITING
    assert len(stored()) == 1
    assert "Waiting to be checked" in page(maya, case)
    assert "scanner does not answer" in page(maya, case)
    assert f"documents/{document.pk}/open/" not in page(maya, case)
    answer = ask(maya, document)
    assert answer["Location"].endswith(f"/admin/inbox/{case.reference}/")
    with pytest.raises(scanning.Away):
        documents.scan_waiting(timezone.now())
    document.refresh_from_db()
    assert document.state == Document.State.WAITING


def test_without_any_scanner_files_wait(case, maya, settings):
    settings.CLAMD = ""
    add_to_case(maya, case, ("letter.pdf", making.pdf()))
    assert documents.scan_waiting(timezone.now()) == 0
    assert Document.objects.get().state == Document.State.WAITING


def test_a_file_that_waited_opens_once_the_scanner_is_back(case, maya, one_scanner, settings):
    settings.CLAMD = ""
    add_to_case(maya, case, ("letter.pdf", making.pdf()))
    settings.CLAMD = one_scanner.address
    assert documents.SCAN in schedule.run_due(timezone.now() + timedelta(minutes=1))
    document = Document.objects.get()
    assert document.state == Document.State.CLEAN
    assert maya.get(ask(maya, document)["Location"]).status_code == 200
    assert "document.cleared" in events(case)
    assert "nothing was found" in page(maya, case)


def test_a_file_found_harmful_later_is_destroyed_and_the_worker_sees_it(case, maya, one_scanner, settings, stored):
    settings.CLAMD = ""
    add_to_case(maya, case, ("mail.eml", making.infected_eml()), ("good.eml", making.eml()))
    assert len(stored()) == 2
    settings.CLAMD = one_scanner.address
    assert documents.scan_waiting(timezone.now()) == 2
    refused = Document.objects.get(state=Document.State.REFUSED)
    assert refused.content["name"] == "mail.eml"
    assert "key" not in refused.content
    assert refused.stored_as == ""
    storing.sweep()
    assert len(stored()) == 1
    assert "document.destroyed" in events(case)
    shown = page(maya, case)
    assert "Refused: it may do harm" in shown
    assert "checked for viruses and destroyed" in shown
    assert ask(maya, refused)["Location"].endswith(f"/admin/inbox/{case.reference}/")
    # A worker added it: the sender's page tells of what they sent themselves.
    assert documents.refused_names(case) == []


def test_a_harmful_file_is_refused_while_it_arrives(case, maya, scanner, stored):
    shown = without_isolates(add_to_case(maya, case, ("mail.eml", making.infected_eml())).content.decode())
    assert "virus check found something harmful" in shown
    assert not Document.objects.exists()
    assert stored() == []


def test_a_harmful_attachment_of_a_form_is_refused_in_plain_words(sender, scanner, stored):
    sender.come_to_files()
    shown = without_isolates(
        sender.add(("mail.eml", making.infected_eml()), ("good.pdf", making.pdf())).content.decode()
    )
    assert "mail.eml: Our virus check found something harmful" in shown
    assert "1 file added" in shown
    assert len(stored()) == 1
    case = sender.finish()
    assert [document.state for document in case.documents.all()] == [Document.State.CLEAN]


@pytest.mark.parametrize("answer", [None, "stream: Heuristics.Limits.Exceeded ERROR", "nonsense", ""])
def test_only_a_plain_ok_opens_a_file(case, maya, settings, answer):
    """fail closed: silence, errors and answers that nobody understands"""
    with talking(answer) as address:
        settings.CLAMD = address
        add_to_case(maya, case, ("letter.pdf", making.pdf()))
    assert Document.objects.get().state == Document.State.WAITING


def test_a_file_is_destroyed_with_the_key_of_its_case(case, maya, letter, stored, arrive):
    """what was sealed with it is unreadable, here and in every copy; the blob goes too"""
    arrive()
    keys.destroy(case.pk)
    keys.forget()
    with pytest.raises(keys.Destroyed):
        documents.manifest_of(Document.objects.get())
    assert len(stored()) == 1
    schedule.run_due(timezone.now() + timedelta(hours=2))
    assert stored() == []
    assert not Blob.objects.exists()


def test_a_lost_database_of_keys_destroys_no_file(case, maya, letter, stored):
    keys.destroy(case.pk)
    keys.forget()
    with pytest.raises(keys.Implausible):
        storing.sweep_destroyed()
    assert len(stored()) == 1


def test_a_blob_that_was_changed_or_is_gone_is_told_and_sends_nothing(case, maya, letter, stored):
    path = stored()[0]
    whole = path.read_bytes()
    for changed in (whole[:-1], b"", whole[:40] + bytes([whole[40] ^ 1]) + whole[41:]):
        path.chmod(0o600)
        path.write_bytes(changed)
        response = maya.get(ask(maya, letter)["Location"], follow=True)
        assert "cannot reach this file" in response.content.decode()
    path.unlink()
    assert "cannot reach this file" in maya.get(ask(maya, letter)["Location"], follow=True).content.decode()


def test_nobody_finds_a_stored_file_by_an_address(case, letter, stored, client, settings):
    name = letter.stored_as
    for address in (f"/media/{name}", f"/static/{name}", f"/uploads/{name}", f"/admin/uploads/{name}"):
        assert client.get(address).status_code in (301, 302, 404)
        assert client.get(address, follow=True).content != stored()[0].read_bytes()
    assert not str(stored()[0]).startswith((str(settings.MEDIA_ROOT), str(settings.STATIC_ROOT)))
    assert stored()[0].stat().st_mode & 0o077 == 0


def test_pressing_add_twice_adds_once(case, maya, letter, stored):
    add_to_case(maya, case, ("letter.pdf", making.pdf("canaryletter")))
    storing.sweep()
    assert Document.objects.count() == 1
    assert len(stored()) == 1


def test_a_worker_is_told_what_is_wrong_with_a_file(case, maya, settings):
    settings.CLAMD = ""
    shown = without_isolates(
        add_to_case(maya, case, ("x.exe", b"MZ" + bytes(99)), ("good.pdf", making.pdf())).content.decode()
    )
    assert "x.exe: We cannot open this kind of file" in shown
    assert "1 file is added" in shown
    assert "Choose a file first" in add_to_case(maya, case).content.decode()


def test_health_tells_a_machine_that_the_scanner_is_away(client, no_scanner, case):
    schedule.run_due()
    assert client.get("/health/work/").json()["scanner"] is False
    assert client.get("/health/work/").status_code == 503
