import os

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vault import ring, sealing

KEY = os.urandom(32)


@given(st.binary(max_size=300), st.text(max_size=20))
def test_what_is_sealed_opens_again_in_its_place(plain: bytes, place: str):
    assert sealing.unseal(KEY, sealing.seal(KEY, plain, place), place) == plain


def test_a_sealed_value_does_not_open_in_another_place():
    sealed = sealing.seal(KEY, b"kestrel", "note:1")
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(KEY, sealed, "note:2")


@given(st.integers(min_value=0, max_value=35))
def test_one_changed_byte_is_refused(position: int):
    sealed = bytearray(sealing.seal(KEY, b"kestrel", "note:1"))
    sealed[position] ^= 1
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(KEY, bytes(sealed), "note:1")


def test_a_value_sealed_with_an_older_ring_key_opens_until_that_key_leaves_the_ring(settings):
    old, new = "old:" + "11" * 32, "new:" + "22" * 32
    settings.KEY_RING = old
    sealed = sealing.seal_with_ring(b"kestrel", "session")
    settings.KEY_RING = f"{new},{old}"
    assert sealing.unseal_with_ring(sealed, "session") == b"kestrel"
    settings.KEY_RING = new
    with pytest.raises(sealing.Unreadable):
        sealing.unseal_with_ring(sealed, "session")


@given(st.binary(max_size=80), st.sampled_from([b"", sealing.UNDER_RING, sealing.UNDER_RING + b"\x05test2"]))
@example(b"", sealing.UNDER_RING)
def test_bytes_that_nobody_sealed_are_unreadable_and_no_fault(noise: bytes, beginning: bytes):
    with pytest.raises(sealing.Unreadable):
        sealing.unseal_with_ring(beginning + noise, "session")


def test_keys_for_different_purposes_differ():
    assert ring.derive("audit") != ring.derive("wrap")
