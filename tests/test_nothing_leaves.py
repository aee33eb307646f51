"""The guard that keeps tests on this machine is itself under test."""

import socket

import pytest


@pytest.mark.parametrize("place", ["192.0.2.1", "10.0.0.1", "2001:db8::1"])
def test_no_test_connects_elsewhere(place: str) -> None:
    family = socket.AF_INET6 if ":" in place else socket.AF_INET
    with (
        socket.socket(family) as plain,
        pytest.raises(AssertionError, match="would have connected"),
    ):
        plain.connect((place, 80))


def test_no_test_asks_a_name_server() -> None:
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("example.invalid", 80)
