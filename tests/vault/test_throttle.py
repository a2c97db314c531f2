"""What is counted as one network."""

import pytest
from django.test import RequestFactory

from vault import throttle


def origin(address: str) -> str:
    return throttle.origin(RequestFactory().get("/", REMOTE_ADDR=address))


@pytest.mark.parametrize("other", ["2001:db8:1:2::9", "2001:db8:1:2:ffff:ffff:ffff:ffff"])
def test_one_connection_with_many_ipv6_addresses_counts_once(other):
    assert origin("2001:db8:1:2::1") == origin(other)


def test_another_network_is_another():
    assert len({origin(each) for each in ("2001:db8:1:2::1", "2001:db8:1:3::1", "192.0.2.1", "192.0.2.2")}) == 4


def test_an_ipv4_address_in_ipv6_dress_is_the_same():
    assert origin("::ffff:192.0.2.1") == origin("192.0.2.1") == "192.0.2.1"


@pytest.mark.parametrize("odd", ["", "unix:", "fe80::1%eth0"])
def test_an_odd_address_is_counted_too(odd):
    assert isinstance(origin(odd), str)
