"""Importing and exporting as an editor does it, and from a terminal."""

import csv
import io
import json

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import ModelLogEntry

from services.exchange import runs, tables
from services.exchange.plan import Options
from services.models import AccessPoint, Import, ImportPart
from tests.services.test_exchange import NOW, edited, new_row, table, written

FILE = reverse("directory_import_file")


@pytest.fixture
def editor(cast, demonstration, signed_in):
    return signed_in(cast.edie)


def sent(client, content: bytes, **choices: str):
    """The page that an upload leads to."""
    data = {"file": SimpleUploadedFile("a.csv", content), "publish": "drafts", **choices}
    return client.post(FILE, data, follow=True)


def test_a_file_is_checked_seen_and_then_imported(editor, room):
    page = sent(editor, edited(phone="01632 960777"), publish="live")
    words = page.content.decode()
    assert "<h1>Import: Checked</h1>" in words
    assert ">01632 960103</del>" in words
    assert ">01632 960777</ins>" in words
    run = Import.objects.get()
    room.refresh_from_db()
    assert room.phone == "01632 960103"
    done = editor.post(reverse("directory_import_write", args=[run.pk]), follow=True)
    assert "<h1>Import: Done</h1>" in done.content.decode()
    room.refresh_from_db()
    assert room.phone == "01632 960777"
    assert editor.get(room.get_absolute_url()).content.decode().count("01632 960777")


def test_an_import_leaves_one_line_in_the_log_and_one_version_an_entry(editor):
    sent(editor, written([new_row(name=f"Attic {number}") for number in range(7)]))
    editor.post(reverse("directory_import_write", args=[Import.objects.get().pk]))
    assert AccessPoint.objects.filter(name__startswith="Attic").count() == 7
    lines = ModelLogEntry.objects.all()
    assert [line.action for line in lines] == ["services.import"]
    assert lines[0].data["point.new"] == 7
    assert lines[0].message == "Imported a file: 7 new, 0 changed."
    assert {point.revisions.count() for point in AccessPoint.objects.filter(name__startswith="Attic")} == {1}


def test_mistakes_are_listed_by_row_and_nothing_can_be_imported(editor):
    page = sent(editor, written([new_row(hours="nine to five")])).content.decode()
    assert "Cannot be imported" in page
    assert "There is 1 mistake." in page
    assert '<th scope="row">2</th><td>hours</td>' in page
    run = Import.objects.get()
    assert not run.parts.filter(kind=ImportPart.Kind.FILE).exists()
    editor.post(reverse("directory_import_write", args=[run.pk]))
    run.refresh_from_db()
    assert run.state == Import.State.REFUSED
    assert not AccessPoint.objects.filter(name="The Quince Attic").exists()


@pytest.mark.parametrize("content", [b"PK\x03\x04", "id,name\n1,Jos\u00e9".encode("cp1252")])
def test_a_file_that_cannot_be_read_is_refused_on_the_spot(editor, content):
    page = sent(editor, content)
    assert "CSV UTF-8" in page.content.decode()
    assert "There is a problem" in page.content.decode()
    assert not Import.objects.exists()


def test_a_wrong_head_is_told_on_the_page(editor):
    assert "There is no column “colour”." in sent(editor, b"id,colour\n1,2\n").content.decode()


def test_a_file_too_large_is_not_even_read(editor, monkeypatch):
    monkeypatch.setattr("services.exchange.views.MOST_BYTES", -(1024**2))
    page = sent(editor, written([new_row()]))
    assert "50 MB is the most" in page.content.decode()
    assert not Import.objects.exists()


def test_what_was_uploaded_is_sealed_and_forgotten_after_the_import(editor, django_assert_num_queries):
    sent(editor, written([new_row(summary="A canary of a sentence.")]))
    run = Import.objects.get()
    kept = repr([bytes(part) for part in _raw()])
    assert "canary" not in kept
    assert "Quince" not in kept
    editor.post(reverse("directory_import_write", args=[run.pk]))
    assert not run.parts.filter(kind=ImportPart.Kind.FILE).exists()


def _raw() -> list[bytes]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM services_importpart")
        return [row[0] for row in cursor.fetchall()]


def test_what_changed_since_the_check_is_not_written_over(editor, room):
    sent(editor, edited(phone="01632 960777"), publish="live")
    AccessPoint.objects.filter(pk=room.pk).update(email="new@waymark.example")
    page = editor.post(reverse("directory_import_write", args=[Import.objects.get().pk]), follow=True)
    assert "the directory has changed since the file was checked" in page.content.decode()
    room.refresh_from_db()
    assert (room.phone, room.email) == ("01632 960103", "new@waymark.example")


def test_pressing_twice_imports_once(editor):
    sent(editor, written([new_row()]))
    run = Import.objects.get()
    assert runs.agree(run)
    assert runs.write(run, user=None, now=NOW)
    assert not runs.agree(run)
    assert not runs.write(run, user=None, now=NOW)
    assert AccessPoint.objects.filter(name="The Quince Attic").count() == 1


def test_the_page_of_work_under_way_asks_again_by_itself_and_without_a_script(editor, cast):
    run = runs.begin("csv", b"id,name\n", Options(), user=cast.edie, now=NOW)
    Import.objects.filter(pk=run.pk).update(state="checking", done=3, total=10)
    Import.objects.filter(pk=run.pk).update(changed_at=runs.timezone.now())
    page = editor.get(reverse("directory_import", args=[run.pk])).content.decode()
    assert '<meta http-equiv="refresh" content="3">' in page
    assert '<progress id="progress" max="100" value="30">' in page
    Import.objects.filter(pk=run.pk).update(changed_at=NOW.replace(year=2020))
    page = editor.get(reverse("directory_import", args=[run.pk])).content.decode()
    assert "http-equiv" not in page
    assert "Perhaps the worker of this site is not running" in page


def test_what_fails_on_the_way_says_so_and_leaves_nothing(editor, monkeypatch):
    sent(editor, written([new_row()]))
    run = Import.objects.get()

    def fall(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("services.exchange.applying._forget_places", fall)
    runs.agree(run)
    with pytest.raises(OSError, match="no space"), runs.noticing(run):
        runs.write(run, user=None, now=NOW)
    run.refresh_from_db()
    assert run.state == Import.State.FAILED
    assert not AccessPoint.objects.filter(name="The Quince Attic").exists()


def test_files_that_nobody_imports_are_forgotten(editor):
    sent(editor, written([new_row()]))
    run = Import.objects.get()
    runs.sweep(run.changed_at + runs.FILE_KEPT * 2)
    assert not run.parts.filter(kind=ImportPart.Kind.FILE).exists()
    run.refresh_from_db()
    assert run.state == Import.State.REFUSED
    runs.sweep(run.changed_at + runs.REPORT_KEPT * 2)
    assert not Import.objects.exists()


def test_the_downloads_are_the_directory(editor):
    def read(form: str) -> bytes:
        response = editor.get(reverse(f"directory_export_{form}"))
        assert response.status_code == 200
        assert f".{form}" in response["Content-Disposition"]
        return b"".join(response.streaming_content)

    assert read("csv") == table()
    lines = [*csv.reader(io.StringIO(read("csv").decode("utf-8-sig")))]
    sheet = openpyxl.load_workbook(io.BytesIO(read("xlsx")), read_only=True).active
    cells = [["" if cell.value is None else cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells == lines
    whole = json.loads(read("json"))
    assert whole["version"] == "HSDS-UK-3.0"
    assert len(whole["directory"]["rows"]) == len(lines) - 1
    assert {each["id"] for each in whole["services"]} <= {row.get("service_id") for row in whole["directory"]["rows"]}


def test_no_cell_of_a_spreadsheet_is_a_formula(editor, room):
    AccessPoint.objects.filter(pk=room.pk).update(summary='=HYPERLINK("https://x.example","y")', hours_note="+44")
    response = editor.get(reverse("directory_export_xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)), read_only=True).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell for cell in cells if cell.value.startswith(("=", "+", "-", "@", "\t"))]


def test_the_json_comes_in_again_and_changes_nothing(editor):
    content = b"".join(editor.get(reverse("directory_export_json")).streaming_content)
    page = sent(editor, content).content.decode()
    assert "<h1>Import: Checked</h1>" in page
    assert "This file changes nothing." in page


@pytest.mark.parametrize(
    "content",
    [
        b'{"directory": {"rows": [{"id": 7}]}}',
        b'{"directory": {"rows": [{"colour": "red"}]}}',
        b'{"directory": {"rows": []}}',
        b'{"services": [',
        b'{"services": NaN}',
        b'{"services":' + b"[" * 40 + b"]" * 40 + b"}",
        b'{"services":' + b"[" * 200_000 + b"]" * 200_000 + b"}",
    ],
)
def test_json_that_is_none_of_ours_is_refused(editor, content):
    page = sent(editor, content).content.decode()
    assert "<h1>Import: Cannot be imported</h1>" in page
    assert 'class="wq-note"' in page


def test_the_form_is_refused_without_its_token(cast, demonstration, signed_in):
    client = signed_in(cast.edie)
    client.handler.enforce_csrf_checks = True
    assert sent(client, written([new_row()])).status_code == 403
    assert not Import.objects.exists()


def test_from_a_terminal_one_sees_first_and_imports_then(demonstration, tmp_path):
    file = tmp_path / "in.csv"
    file.write_bytes(written([new_row()]))
    out, err = io.StringIO(), io.StringIO()
    call_command("import_directory", str(file), stdout=out, stderr=err)
    assert "Access points: New 1, Changed 0" in out.getvalue()
    assert "Reading" in err.getvalue()
    assert not AccessPoint.objects.filter(name="The Quince Attic").exists()
    assert not Import.objects.exists()
    call_command("import_directory", str(file), "--apply", stdout=out, stderr=err)
    assert "Writing 100%" in err.getvalue()
    assert AccessPoint.objects.filter(name="The Quince Attic").exists()
    exported = tmp_path / "out.csv"
    call_command("export_directory", str(exported))
    assert exported.read_bytes() == table()
    file.write_bytes(written([new_row(hours="never")]))
    with pytest.raises(CommandError):
        call_command("import_directory", str(file), "--apply", stdout=out, stderr=err)
    assert "row 2, hours:" in out.getvalue()


def test_a_table_has_the_limits_that_the_page_names():
    assert (tables.MOST_BYTES, tables.MOST_ROWS) == (50 * 1024 * 1024, 50_000)
