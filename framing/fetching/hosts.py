"""An address to the one place that may be asked for it, or the reason why none may."""

import ipaddress
import re
import socket
from collections.abc import Collection
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.request import getproxies, proxy_bypass

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from framing.fetching.pages import FetchError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

PORTS = {"http": 80, "https": 443}
# Public by number, but clouds serve keys of their machines there: Azure's WireServer.
METADATA = frozenset({ipaddress.ip_address("168.63.129.16")})
# IPv6 addresses that stand for an IPv4 address: RFC 4291 (mapped), RFC 6052 (NAT64).
STANDING_FOR = tuple(map(ipaddress.IPv6Network, ("::ffff:0:0/96", "64:ff9b::/96")))
KINDS = (  # in this order: a loopback address is private too
    ("is_unspecified", "unspecified"),
    ("is_loopback", "loopback"),
    ("is_link_local", "link-local"),
    ("is_multicast", "multicast"),
    ("is_private", "private"),
    ("is_reserved", "reserved"),
)
# IANA's registries of special-purpose addresses: what Python calls private changes from version to
# version, and 3.11 lets most of 192.0.0.0/24 pass, where one cloud serves its metadata.
SPECIAL = tuple(
    ipaddress.ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24"),
        *("192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15"),
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        *("::/96", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64", "2001::/23", "2001:db8::/32"),
        *("2002::/16", "2620:4f:8000::/48", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10"),
        *("fec0::/10", "ff00::/8"),
    )
)


@dataclass(frozen=True, slots=True)
class Target:
    """A parsed address: whom to ask, and for what."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, as they begin an address."""
        usual = PORTS[self.scheme] == self.port
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{name}" + ("" if usual else f":{self.port}")

    @property
    def address(self) -> str:
        """The whole address, without a fragment."""
        return self.origin + self.path


def target_of(address: str) -> Target:
    """The target that an address names. Raises FetchError for what is none, or hides something."""
    if re.search(r"[\s\\\x00-\x20\x7f]", address):
        raise FetchError("an address with spaces or backslashes in it; not fetched")
    try:
        url = parse_url(address)
    except (LocationParseError, ValueError) as error:
        raise FetchError("not an address that can be read") from error
    if url.scheme not in PORTS or not url.host:
        raise FetchError("only http and https addresses are fetched")
    if url.auth is not None:
        raise FetchError("an address with a user name in it; not fetched")
    host = url.host.strip("[]").rstrip(".")
    if "%" in host:
        raise FetchError("an address that names a network interface; not fetched")
    return Target(url.scheme, host, url.port or PORTS[url.scheme], url.request_uri)


def place_of(target: Target, allowed: Collection[str], seconds: float) -> str:
    """The number under which a target is asked, resolved once and checked.

    Raises FetchError where a proxy would be between, and where the host is not in `allowed` and
    its port is unusual or one of its numbers is not of the public network.
    """
    refuse_proxy(target)
    is_allowed = target.host in allowed
    if not is_allowed and target.port not in PORTS.values():
        raise FetchError(
            f"port {target.port}; only 80 and 443 are asked, unless with --allow-host {target.host}"
        )
    places = _resolved(target, seconds)
    for place in places:
        if not is_allowed and (kind := forbidden(place)):
            raise FetchError(
                f"{target.host} is at {place}, a {kind} address; if you trust it: --allow-host "
                f"{target.host}"
            )
    return str(places[0])


def refuse_proxy(target: Target) -> None:
    """Raise FetchError where the environment names a proxy for a target.

    Through a proxy nobody could check whom it asks; past it would be against its operator's will.
    """
    proxies = getproxies()
    name = next((kind for kind in (target.scheme, "all") if proxies.get(kind)), None)
    if name and not proxy_bypass(f"{target.host}:{target.port}"):
        raise FetchError(
            f"a proxy is set ({name.upper()}_PROXY), and pages are fetched without one or not at "
            "all; unset it, or name the host in NO_PROXY"
        )


def forbidden(place: Address) -> str | None:
    """What keeps a number from being asked: "loopback", "private" ...; None for a public one."""
    if isinstance(place, ipaddress.IPv6Address):
        if any(place in network for network in STANDING_FOR):
            return forbidden(ipaddress.IPv4Address(int(place) & 0xFFFFFFFF))
        if place.sixtofour and (kind := forbidden(place.sixtofour)):
            return kind
    if place in METADATA:
        return "metadata"
    kind = next((kind for attribute, kind in KINDS if getattr(place, attribute)), None)
    if kind is None and any(place in network for network in SPECIAL):
        return "special-purpose"
    return kind or (None if place.is_global else "non-public")


def _resolved(target: Target, seconds: float) -> list[Address]:
    """Every number of a host. A resolver that does not answer is given up after `seconds`."""
    answers: SimpleQueue[list[Address] | OSError] = SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
            answers.put([ipaddress.ip_address(str(entry[4][0]).split("%")[0]) for entry in found])
        except (OSError, UnicodeError) as error:
            answers.put(error if isinstance(error, OSError) else OSError(str(error)))

    Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0.01))
    except Empty:
        raise FetchError(f"the name {target.host} is not resolved in time; try again") from None
    if isinstance(answer, OSError) or not answer:
        raise FetchError(f"the name {target.host} cannot be resolved; is there a network?")
    return answer
