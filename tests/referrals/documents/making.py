"""Real files, good and bad, made for the tests."""

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from tests.referrals.documents.clamd import EICAR

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
MACRO_TYPES = TYPES.replace(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
)


def pdf(words: str = "Hello", end: bytes = b"\n") -> bytes:
    stream = f"BT /F1 24 Tf 72 720 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start
    return bytes(out) + end


def pdf_of(size: int) -> bytes:
    """A whole PDF of exactly this size."""
    empty = pdf("")
    head, tail = empty[:9], empty[9:]
    return head + b"%" + b"x" * (size - len(empty) - 2) + b"\n" + tail


def docx(words: str = "Hello", types: str = TYPES, **more: bytes | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("word/document.xml", f"<w:document><w:t>{words}</w:t></w:document>")
        for name, content in more.items():
            archive.writestr(name.replace("___", "/_").replace("__", "/").replace("_DOT_", "."), content)
    return out.getvalue()


def template(target: str) -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    return f'<Relationships><Relationship Target="{target}" Type="{kind}" TargetMode="External"/></Relationships>'


def docm() -> bytes:
    return docx(types=MACRO_TYPES, word__vbaProject_DOT_bin=b"\x00" * 100)


def bomb(megabytes: int) -> bytes:
    """A Word file of a few kilobytes that unpacks to so many megabytes of nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", "<w:document/>")
        with archive.open("word/media/image1.png", "w", force_zip64=False) as entry:
            for _turn in range(megabytes):
                entry.write(bytes(1024 * 1024))
    return out.getvalue()


def overlapping_bomb() -> bytes:
    """Many entries of the directory that all mean the same packed bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", "<w:document/>")
        archive.writestr("word/media/a.bin", b"ab" * 10_000)
        entry = archive.getinfo("word/media/a.bin")
        for number in range(50):
            twin = zipfile.ZipInfo(f"word/media/a{number}.bin")
            for name in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
                setattr(twin, name, getattr(entry, name))
            archive.filelist.append(twin)
            archive._didModify = True
    return out.getvalue()


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40), end: bytes = b"", **saving: Any) -> bytes:
    """A photograph that says where it was taken, by whom and with what, on its side."""
    picture = Image.new("RGB", size, (200, 30, 30))
    picture.paste((10, 10, 200), (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[Base.Artist], exif[Base.Make], exif[Base.Orientation] = "canaryartist", "canarycamera", 6
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] = "N"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSAreaInformation] = "canarygps"
    out = io.BytesIO()
    more: dict[str, Any] = {"exif": exif} if kind in ("JPEG", "PNG", "WEBP", "HEIF", "TIFF") else {}
    if kind == "JPEG":
        more |= {"comment": b"canarycomment<script>alert(1)</script>", "xmp": b"<x:xmpmeta>canaryxmp</x:xmpmeta>"}
    picture.save(out, kind, **more, **saving)
    return out.getvalue() + end


def vast_png(width: int, height: int) -> bytes:
    """A picture of a few bytes that says it is this large."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">L", len(content)) + name + content + struct.pack(">L", zlib.crc32(name + content))

    head = struct.pack(">LLBBBBB", width, height, 1, 0, 0, 0, 0)
    start = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + start + chunk(b"IEND", b"")


def eml(body: str = "Hello", attachment: bytes | None = None) -> bytes:
    head = "From: pat@example.org\r\nTo: team@example.org\r\nSubject: Notes\r\nDate: Mon, 5 Jan 2026 10:00:00 +0000\r\n"
    text = f"{head}MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n{body}\r\n"
    return text.encode() + (attachment or b"")


def infected_eml() -> bytes:
    return eml("See below.\r\n" + EICAR.decode())


def compound(*names: str) -> bytes:
    """A compound file whose directory has these names."""
    entries = [_entry("Root Entry", 5), *(_entry(name, 2) for name in names)]
    entries += [_entry("", 0)] * (-len(entries) % 4)
    directory = b"".join(entries)
    sectors = len(directory) // 512
    chain = [0xFFFFFFFD, *(number + 2 for number in range(sectors - 1)), 0xFFFFFFFE]
    table = struct.pack("<128L", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<LLLLLLLLL", header, 40, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109L", header, 76, 0, *[0xFFFFFFFF] * 108)
    return bytes(header) + table + directory


def _entry(name: str, kind: int) -> bytes:
    raw = name.encode("utf-16-le")
    entry = bytearray(128)
    entry[: len(raw)] = raw
    struct.pack_into("<HB", entry, 64, len(raw) + 2 if name else 0, kind)
    return bytes(entry)


def doc() -> bytes:
    return compound("WordDocument", "1Table")


def msg() -> bytes:
    return compound("__properties_version1.0", "__nameid_version1.0")
