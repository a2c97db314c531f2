"""What a file is, is told by its content; what it holds besides is refused or left behind."""

import io

import pytest
from PIL import Image
from PIL.ExifTags import IFD, Base

from tests.referrals.documents import making
from tests.referrals.documents.clamd import EICAR
from vault.files import faults, names
from vault.files.pictures import redraw
from vault.files.recognising import GIF, HEIC, JPEG, PDF, PNG, TIFF, WEBP, recognise
from vault.files.sealed import Scratch


def kind_of(content: bytes):
    return recognise(io.BytesIO(content), len(content))


def fault_of(content: bytes) -> str:
    with pytest.raises(faults.Refused) as refused:
        kind_of(content)
    return refused.value.fault


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (making.pdf(), ".pdf"),
        (making.docx(), ".docx"),
        (making.docx(word___rels__settings_DOT_xml_DOT_rels=making.template("file:///C:/Normal.dotm")), ".docx"),
        (making.doc(), ".doc"),
        (making.msg(), ".msg"),
        (making.eml(), ".eml"),
        (making.photo("JPEG"), ".jpg"),
        (making.photo("PNG"), ".png"),
        (making.photo("GIF"), ".gif"),
        (making.photo("WEBP"), ".webp"),
        (making.photo("TIFF"), ".tif"),
        (making.photo("HEIF"), ".heic"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_kind_that_we_take_is_known_by_its_content(content, ending):
    assert kind_of(content).ending == ending


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", faults.EMPTY),
        (b"MZ\x90\x00" + bytes(500), faults.UNKNOWN_KIND),
        (b"<html><script>alert(1)</script></html>", faults.UNKNOWN_KIND),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", faults.UNKNOWN_KIND),
        (b"#!/bin/sh\nrm -rf /\n", faults.UNKNOWN_KIND),
        (b"name: value\nother: value\n\nonly two lines", faults.UNKNOWN_KIND),
        (EICAR, faults.UNKNOWN_KIND),
        (making.eml().replace(b"Subject", b"Sub\x00ject"), faults.UNKNOWN_KIND),
        (making.compound("Workbook"), faults.UNKNOWN_KIND),
        (making.compound("WordDocument", "Macros", "VBA"), faults.MACROS),
        (making.compound("EncryptedPackage", "EncryptionInfo"), faults.LOCKED),
        (making.doc()[:700], faults.BROKEN),
        (making.docm(), faults.MACROS),
        (making.docx(word__vbaProject_DOT_bin=b"x"), faults.MACROS),
        (making.docx(types=making.MACRO_TYPES), faults.MACROS),
        (
            making.docx(word___rels__settings_DOT_xml_DOT_rels=making.template("https://x.example/a.dotm")),
            faults.MACROS,
        ),
        (making.docx(word___rels__settings_DOT_xml_DOT_rels=making.template(r"\\x.example\a.dotm")), faults.MACROS),
        (making.docx(types=making.TYPES.replace("wordprocessingml", "spreadsheetml")), faults.UNKNOWN_KIND),
        (making.docx()[:-10], faults.TWO_IN_ONE),
        (making.docx() + b"<script>", faults.TWO_IN_ONE),
        (making.bomb(30), faults.UNPACKS_TOO_LARGE),
        (making.overlapping_bomb(), faults.UNPACKS_TOO_LARGE),
        (making.pdf()[:-8], faults.BROKEN),
        (making.pdf() + making.docx(), faults.TWO_IN_ONE),
        (making.pdf() + b"<html><script>alert(1)</script></html>", faults.TWO_IN_ONE),
        (b"%PDF-1.4\n<html><script>alert(1)</script>" + making.pdf()[8:], faults.TWO_IN_ONE),
        (making.eml("x" * 300_000) + making.docx(), faults.TWO_IN_ONE),
        (b"junk" + making.pdf(), faults.UNKNOWN_KIND),
    ],
)
def test_anything_else_is_refused_and_the_reason_is_told(content, fault):
    assert fault_of(content) == fault
    assert faults.WORDS[fault]


def test_a_zip_that_is_a_pdf_at_the_same_time_is_refused():
    assert fault_of(making.docx(words="x").replace(b"[Content_Types].xml", b"%PDF-1.4AAAAAAA.xml", 1)) in {
        faults.TWO_IN_ONE,
        faults.BROKEN,
    }


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "GIF", "HEIF"])
def test_a_picture_keeps_its_dots_and_nothing_that_travelled_with_it(kind):
    """metadata stripped from images: place, camera, author, comments, and what was hidden behind the end"""
    known = {"JPEG": JPEG, "PNG": PNG, "WEBP": WEBP, "TIFF": TIFF, "GIF": GIF, "HEIF": HEIC}[kind]
    hidden = b"" if kind == "HEIF" else b"PK\x03\x04<script>canaryhidden</script>"
    sent = making.photo(kind, end=hidden)
    drawn, kept = redraw(io.BytesIO(sent), known)
    assert b"canary" in sent
    assert b"canary" not in drawn
    assert b"script" not in drawn
    picture = Image.open(io.BytesIO(drawn))
    assert not {Base.Artist, Base.Make, IFD.GPSInfo} & set(dict(picture.getexif()))
    assert not {"exif", "xmp", "comment", "icc_profile"} & set(picture.info)
    assert kept is (JPEG if kind == "HEIF" else known)
    if kind in ("JPEG", "WEBP", "PNG", "TIFF"):
        # Turned as its own field said, before that field was left behind: what was left is on top now.
        assert picture.size == (40, 60)
        top = picture.convert("RGB").getpixel((20, 5))
        assert top[2] > 150
        assert top[0] < 100


def test_all_pages_of_a_scanned_letter_are_kept():
    pages = [Image.new("1", (50, 70), number % 2) for number in range(5)]
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    drawn, _kept = redraw(io.BytesIO(out.getvalue()), TIFF)
    assert Image.open(io.BytesIO(drawn)).n_frames == 5


def test_a_picture_of_very_many_pages_is_refused_without_counting_them():
    page = Image.new("1", (8, 8))
    out = io.BytesIO()
    page.save(out, "TIFF", save_all=True, append_images=[page] * 2_000)
    with pytest.raises(faults.Refused) as refused:
        redraw(io.BytesIO(out.getvalue()), TIFF)
    assert refused.value.fault == faults.PICTURE_TOO_LARGE


def test_sixteen_bit_scans_stay_readable():
    out = io.BytesIO()
    Image.new("I;16", (4, 4), 30_000).save(out, "PNG")
    drawn, _kept = redraw(io.BytesIO(out.getvalue()), PNG)
    assert 100 < Image.open(io.BytesIO(drawn)).convert("L").getpixel((0, 0)) < 130


@pytest.mark.parametrize("size", [(40_000, 40_000), (20_000, 5_000)])
def test_a_picture_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked(size):
    with pytest.raises(faults.Refused) as refused:
        redraw(io.BytesIO(making.vast_png(*size)), PNG)
    assert refused.value.fault == faults.PICTURE_TOO_LARGE


def test_half_a_picture_is_refused():
    with pytest.raises(faults.Refused) as refused:
        redraw(io.BytesIO(making.photo(size=(800, 600))[:2000]), JPEG)
    assert refused.value.fault == faults.BROKEN


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\me\\letter.doc", "letter.pdf"),
        ("cod\u202efdp.exe", "cod fdp.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "img src=x onerror=alert(1).pdf"),
        ("a\x00b.pdf", "a b.pdf"),
        ("x" * 500 + ".pdf", "x" * 80 + ".pdf"),
        ("…\u200b", "….pdf"),
        (".pdf", "file.pdf"),
        ("", "file.pdf"),
        ("📄 list.jpg", "📄 list.pdf"),
        ("رسالة.pdf", "رسالة.pdf"),
        ("=HYPERLINK(1)\r\nX: y.pdf", "=HYPERLINK(1) X y.pdf"),
    ],
)
def test_a_name_is_one_line_that_shows_what_it_is(sent, kept):
    assert names.clean(sent, PDF.ending) == kept


def sealed(content: bytes) -> Scratch:
    scratch = Scratch("a" * 32)
    scratch.write(content)
    scratch.finish()
    return scratch


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_a_sealed_file_opens_as_it_was(size):
    content = bytes(number % 251 for number in range(size))
    with sealed(content).open() as opened:
        assert opened.read() == content
        assert opened.seek(size // 2) == size // 2
        assert opened.read() == content[size // 2 :]


def test_a_sealed_file_that_was_cut_or_whose_chunks_were_moved_does_not_open():
    from vault.files.sealed import SEALED_CHUNK, Reader
    from vault.sealing import Unreadable

    scratch = sealed(b"x" * 200_000)
    scratch.file.seek(0)
    raw = scratch.file.read()
    assert b"xxxx" not in raw
    moved = raw[SEALED_CHUNK : 2 * SEALED_CHUNK] + raw[:SEALED_CHUNK] + raw[2 * SEALED_CHUNK :]
    for changed in (raw[:SEALED_CHUNK], raw[:-1], raw[: 2 * SEALED_CHUNK], moved, b"", raw + b"x"):
        with pytest.raises(Unreadable):
            io.BufferedReader(Reader(io.BytesIO(changed), scratch.key, "a" * 32)).read()
    with pytest.raises(Unreadable):
        Reader(io.BytesIO(raw), scratch.key, "b" * 32)
