"""The sorted file: made once, replaced whole, read by all."""

from pathlib import Path

import msgpack
import pytest
from django.core.management import call_command

from places import postcode_file, postcodes
from places.finding import find
from places.postcode_file import PostcodeFile


@pytest.fixture
def small_country(monkeypatch, settings, tmp_path: Path) -> Path:
    """A package of three postcodes, not in order, one of them without council and grid reference."""
    missing = float("nan")
    rows = {
        "pcd": ["CT2 7AA", "CT1 1AB", "CT1 1AA"],
        "laua": ["E07000106", missing, "E07000106"],
        "oseast1m": [614000.0, missing, 615000.0],
        "osnrth1m": [158000.0, missing, 157000.0],
    }
    source = tmp_path / "postcodes_C.msgpack.br"
    source.write_bytes(postcode_file.brotli.compress(msgpack.packb({"columns": list(rows), "data": rows})))
    monkeypatch.setattr(postcode_file, "_sources", lambda: [source])
    settings.VAR = tmp_path / "var"
    return settings.VAR


def test_the_file_is_sorted_and_knows_what_is_missing(small_country: Path) -> None:
    postcode_file.build()
    file = PostcodeFile(small_country / "postcodes.bin")
    assert list(file) == [b"CT1 1AA", b"CT1 1AB", b"CT2 7AA"]
    assert file.get("CT1 1AA") == ("E07000106", 615000, 157000)
    assert file.get("CT1 1AB") == ("", 0, 0)
    assert file.get("CT1 1AC") is None
    assert file.get("ZZ9 9ZZ") is None
    assert file.outcode("CT1") == ({"E07000106": 1}, 615000, 157000)


def test_it_is_built_once_and_again_when_the_data_is_newer(small_country: Path, monkeypatch) -> None:
    assert postcode_file.build()
    assert not postcode_file.build()
    monkeypatch.setattr(postcode_file, "version", lambda package: "2099.1")
    assert postcode_file.build()
    assert PostcodeFile(small_country / "postcodes.bin").stamp == "2099.1"


def test_a_build_that_fails_leaves_the_old_file(small_country: Path, monkeypatch) -> None:
    postcode_file.build()
    monkeypatch.setattr(postcode_file, "_sources", lambda: [small_country / "gone"])
    with pytest.raises(FileNotFoundError):
        postcode_file.build(again=True)
    assert len(PostcodeFile(small_country / "postcodes.bin")) == 3


def test_a_file_cut_short_or_foreign_is_built_anew(small_country: Path) -> None:
    small_country.mkdir()
    (small_country / "postcodes.bin").write_bytes(b"something else")
    assert postcode_file.build()


def test_the_command_says_what_it_does(small_country: Path, capsys) -> None:
    call_command("build_postcodes")
    call_command("build_postcodes")
    said = capsys.readouterr().out
    assert "3 postcodes" in said
    assert "up to date" in said


def test_without_the_file_and_without_leave_to_write_it_names_still_work(places, settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file where a folder should be")
    settings.VAR = tmp_path / "file"
    postcodes.forget()
    try:
        assert find("ME14 1XQ").reason == "no_postcode_data"
        assert find("Whitstable").kind == "area"
    finally:
        postcodes.forget()


def test_a_deployment_that_forgot_to_build_builds_on_the_first_question(places, small_country: Path) -> None:
    postcodes.forget()
    try:
        assert [area.slug for area in find("ct2 7aa").areas] == ["canterbury"]
    finally:
        postcodes.forget()
