"""The cache's table: it tells nothing to who reads it, and runs nothing for who writes to it."""

import base64
import pickle
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection

from vault import cache as sealed_cache
from vault.cache import SealingSerializer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty(db) -> None:
    cache.clear()


def rows() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache")
        return cursor.fetchall()


def write(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cache SET value = %s", [value])


class Trap:
    """Unpickling it makes a file."""

    def __init__(self, path: Path):
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)


def test_what_was_put_in_comes_out():
    cache.set("list", [1, ("a", 2)], 60)
    assert cache.get("list") == [1, ("a", 2)]
    assert "list" in cache
    assert cache.get_many(["list", "other"]) == {"list": [1, ("a", 2)]}
    assert cache.touch("list", 90)
    assert not cache.touch("other", 90)
    assert cache.delete("list")
    assert cache.get("list", "gone") == "gone"
    cache.set("for ever", "y", None)
    assert cache.get("for ever") == "y"


def test_adding_succeeds_once_until_it_has_run_out():
    assert cache.add("code", "y", 30)
    assert not cache.add("code", "z", 30)
    assert cache.get("code") == "y"
    cache.set("code", "y", -1)
    assert cache.get("code") is None
    assert cache.add("code", "z", 30)


def test_neither_key_nor_value_stands_in_clear():
    cache.set("used?user=maya&code=123456", "a word to find", 60)
    key, value = rows()[0]
    assert "maya" not in key
    assert "123456" not in key
    assert b"a word to find" not in base64.b64decode(value)


def test_a_forged_row_is_a_miss_and_is_not_unpickled(tmp_path):
    mark = tmp_path / "ran"
    cache.set("key", "value", 60)
    write(base64.b64encode(pickle.dumps(Trap(mark))).decode())
    assert cache.get("key", "missing") == "missing"
    assert "key" not in cache
    assert not mark.exists()
    write("not even base64")
    assert cache.get("key") is None


def test_a_value_copied_to_another_key_is_a_miss():
    cache.set("one", "secret", 60)
    sealed = rows()[0][1]
    cache.set("two", "other", 60)
    write(sealed)
    assert cache.get("one") == "secret"
    assert cache.get("two") is None


def test_redis_gets_sealed_values_and_believes_no_others(tmp_path):
    redis, mark = SealingSerializer(), tmp_path / "ran"
    sealed = redis.dumps(["a word to find"])
    assert b"a word to find" not in sealed
    assert redis.loads(sealed) == ["a word to find"]
    assert redis.loads(b"7") == redis.dumps(7) == 7
    assert redis.loads(pickle.dumps(Trap(mark))) is None
    assert not mark.exists()


def test_what_has_run_out_makes_room_and_the_rest_stays(monkeypatch):
    cache.set("old", "y", -1)
    monkeypatch.setattr(sealed_cache, "CULLED_EVERY", 1)
    cache.set("new", "y", 60)
    cache.set("newer", "y", 60)
    assert len(rows()) == 2


def test_more_than_three_hundred_stay():
    for number in range(320):
        cache.set(str(number), number, 60)
    assert all(cache.get(str(number)) == number for number in range(320))
