"""Fetching: what is never asked, what is survived, and how a guest behaves. Loopback only."""
# ruff: noqa: E501 - a specimen stays on its line

import gzip
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from ipaddress import IPv4Network, IPv6Network, ip_address
from itertools import pairwise
from pathlib import Path

import pytest
from certificates import CERTIFICATE, KEY
from web import Visit, Web, serving

from framing.fetching import Fetcher, Limits, hosts
from framing.fetching.cache import Cache, Stored
from framing.fetching.pages import FetchError, Page

QUICK = Limits(seconds=20, pause=0.0, backoff=0.01, size=1_000_000)  # a busy machine is slow
HASTY = replace(QUICK, seconds=1.5)
HOME = ("127.0.0.1", "localhost", "::1")


@pytest.fixture(autouse=True)
def no_proxy_but_the_test_s(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def web() -> Iterator[Web]:
    with serving({"/a": b"<p>A page.</p>"}) as web:
        yield web


def got(address: str, **options: object) -> Page | str:
    """A page, or the line that says why there is none."""
    options = {"allow_hosts": HOME, "limits": QUICK} | options
    [(asked, page)] = Fetcher(**options)([address])
    assert asked == address
    if isinstance(page, FetchError):
        assert "\n" not in str(page)
        return str(page)
    return page


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("http://127.0.0.1/", "127.0.0.1 is at 127.0.0.1, a loopback address; if you trust it: --allow-host 127.0.0.1"),
        ("http://localhost/", "localhost is at"),
        ("http://127.1/", "127.1 is at 127.0.0.1, a loopback address"),
        ("http://2130706433/", "2130706433 is at 127.0.0.1, a loopback address"),
        ("http://0x7f000001/", "0x7f000001 is at 127.0.0.1, a loopback address"),
        ("http://0177.0.0.1/", "0177.0.0.1 is at 127.0.0.1, a loopback address"),
        ("http://[::1]/", "::1 is at ::1, a loopback address"),
        ("http://[::ffff:127.0.0.1]/", "a loopback address"),
        ("http://[::ffff:7f00:1]/", "a loopback address"),
        ("http://0/", "0 is at 0.0.0.0, a unspecified address"),
        ("http://10.0.0.1/", "a private address"),
        ("http://192.168.1.1/", "a private address"),
        ("http://172.16.0.1/", "a private address"),
        ("http://100.64.0.1/", "a special-purpose address"),
        ("http://169.254.169.254/latest/meta-data/", "a link-local address"),
        ("http://[fd00:ec2::254]/", "a private address"),
        ("http://168.63.129.16/", "a metadata address"),
        ("http://192.0.0.192/", "a special-purpose address"),
        ("http://[fe80::1]/", "a link-local address"),
        ("http://[64:ff9b::10.0.0.1]/", "a private address"),
        ("http://[2002:7f00:1::]/", "a loopback address"),
        ("http://224.0.0.1/", "a multicast address"),
        ("http://255.255.255.255/", "a private address"),
        ("http://example.invalid:22/", "port 22; only 80 and 443 are asked, unless with --allow-host example.invalid"),
        ("http://user:secret@example.invalid/", "an address with a user name in it; not fetched"),
        ("http://example.invalid\\@127.0.0.1/", "an address with spaces or backslashes in it; not fetched"),
        ("http://[fe80::1%25eth0]/", "an address that names a network interface; not fetched"),
        ("ftp://example.invalid/", "only http and https addresses are fetched"),
        ("file:///etc/passwd", "only http and https addresses are fetched"),
        ("http:///nothing", "only http and https addresses are fetched"),
        ("http://exa mple/", "an address with spaces"),
        ("http://[/", "not an address that can be read"),
        ("http://nowhere.invalid/", "the name nowhere.invalid cannot be resolved; is there a network?"),
    ],
)  # fmt: skip
def test_what_is_never_asked(address: str, line: str) -> None:
    """Only the check is called here: were it wrong, a fetcher would really ask."""
    with pytest.raises(FetchError) as complaint:
        hosts.place_of(hosts.target_of(address), (), seconds=1)
    assert line in str(complaint.value)


def test_the_fetcher_asks_nobody_whom_the_check_forbids(web: Web) -> None:
    assert "a loopback address" in got(
        web.url("/a").replace(f":{web.server_port}", ""), allow_hosts=()
    )
    assert got(web.url("/a"), allow_hosts=()).startswith(f"port {web.server_port}; only 80 and 443")
    assert web.seen == []


@pytest.mark.parametrize("network", hosts.SPECIAL, ids=str)
def test_first_and_last_of_every_special_network_are_forbidden(
    network: IPv4Network | IPv6Network,
) -> None:
    assert hosts.forbidden(network[0])
    assert hosts.forbidden(network[-1])


@pytest.mark.parametrize("number", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "64:ff9b::8.8.8.8"])
def test_public_numbers_are_not_forbidden(number: str) -> None:
    assert hosts.forbidden(ip_address(number)) is None


def test_a_name_is_resolved_once_and_its_number_kept(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: a name that is public when it is checked and private when it is asked."""
    answers = iter(["127.0.0.1", "192.0.2.1", "192.0.2.1"])
    real = socket.getaddrinfo
    asked = []

    def rebinding(host: str, *rest: object, **more: object) -> object:
        if host != "rebinding.invalid":
            return real(host, *rest, **more)
        asked.append(host)
        return real(next(answers), *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    fetcher = Fetcher(allow_hosts=("rebinding.invalid",), limits=QUICK)
    target = hosts.target_of(f"http://rebinding.invalid:{web.server_port}/a")
    place = hosts.place_of(target, ["rebinding.invalid"], 1)
    assert place == "127.0.0.1"
    assert asked == ["rebinding.invalid"]
    answers = iter(["127.0.0.1"] * 2)  # once for robots.txt, once for the page
    [(_, page)] = fetcher([target.address])
    assert isinstance(page, Page)
    assert [headers["Host"] for _, headers in web.seen] == [
        f"rebinding.invalid:{web.server_port}"
    ] * 2


def test_one_private_number_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    def both(*_: object, **__: object) -> object:
        return [(2, 1, 6, "", (number, 80)) for number in ("8.8.8.8", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    assert "is at 10.0.0.1, a private address" in got("http://mixed.invalid/")


def test_a_page(web: Web) -> None:
    page = got(web.url("/a"))
    assert page == Page(web.url("/a"), b"<p>A page.</p>", "text/html", "utf-8")
    (robots, _), (path, headers) = web.seen
    assert (robots, path) == ("/robots.txt", "/a")
    assert headers["User-Agent"].startswith("FramingDesk/")
    assert headers["Host"] == f"127.0.0.1:{web.server_port}"


def redirect(where: str, status: int = 302) -> Callable[[Visit], None]:
    return lambda visit: visit.answer(status, Location=where)


def test_redirects_are_followed_and_each_is_checked(web: Web) -> None:
    web.pages |= {"/old": redirect("/a", 301), "/chain": redirect("/old")}
    assert got(web.url("/chain")).address == web.url("/a")
    web.pages |= {"/port": redirect(web.url("/a", host="localhost"))}
    assert f"port {web.server_port}; only" in got(web.url("/port"), allow_hosts=["127.0.0.1"])
    web.pages |= {"/in": redirect("http://localhost/a"), "/file": redirect("file:///etc/passwd")}
    assert "localhost is at" in got(web.url("/in"), allow_hosts=["127.0.0.1"])
    assert got(web.url("/file")) == "only http and https addresses are fetched"
    web.pages["/cloud"] = redirect("http://169.254.169.254/latest/")
    assert "a link-local address" in got(web.url("/cloud"))


def drip(visit: Visit) -> None:
    visit.send_response(200)
    visit.send_header("Content-Length", "1000")
    visit.end_headers()
    for _ in range(300):
        visit.wfile.write(b"x")
        visit.wfile.flush()
        time.sleep(0.1)


def drip_headers(visit: Visit) -> None:
    for _ in range(300):
        visit.wfile.write(b"H")
        visit.wfile.flush()
        time.sleep(0.1)


def endless(visit: Visit) -> None:
    visit.send_response(200)
    visit.end_headers()
    while True:
        visit.wfile.write(b"<p>More of the same.</p>" * 1000)


def cut_off(visit: Visit) -> None:
    visit.send_response(200)
    visit.send_header("Content-Length", "1000")
    visit.end_headers()
    visit.wfile.write(b"half")
    visit.close_connection = True


def hang_up(visit: Visit) -> None:
    visit.close_connection = True


def encoded(body: bytes, encoding: str = "gzip") -> Callable[[Visit], None]:
    return lambda visit: visit.answer(200, body, Content_Encoding=encoding)


BOMB = gzip.compress(b"\0" * 200_000_000, 9)


@pytest.mark.parametrize(
    ("page", "line"),
    [
        (lambda visit: visit.answer(404, b"x"), "not there (404 Not Found)"),
        (lambda visit: visit.answer(410, b"x"), "not there (410 Gone)"),
        (lambda visit: visit.answer(401, b"x"), "the server wants a login or refuses (401 Unauthorized); save the page from your browser and give the file"),
        (lambda visit: visit.answer(403, b"x"), "the server wants a login or refuses (403 Forbidden)"),
        (lambda visit: visit.answer(402, b"x"), "the server wants a login or refuses (402 Payment Required)"),
        (lambda visit: visit.answer(500, b"x"), "the server failed 3 times (500 Internal Server Error); try again later"),
        (lambda visit: visit.answer(503, b"x"), "the server failed 3 times (503 Service Unavailable); try again later"),
        (lambda visit: visit.answer(429, b"x", Retry_After="120"), "the server is busy (429 Too Many Requests) and asks for 120 s of patience; try again later"),
        (lambda visit: visit.answer(418, b"x"), "the server answers 418"),
        (lambda visit: visit.answer(304), "the server answers 304 Not Modified"),
        (lambda visit: visit.answer(302), "the server answers 302 Found"),
        (lambda visit: visit.answer(200, b""), "an empty answer"),
        (drip, "no whole answer within 1.5 s; try again later"),
        (drip_headers, "no whole answer within 1.5 s; try again later"),
        (lambda visit: time.sleep(30), "no whole answer within 1.5 s; try again later"),
        (endless, "more than 1 MB; not read to its end"),
        (lambda visit: visit.answer(200, b"x" * 1_000_001), "more than 1 MB; not read to its end"),
        (encoded(BOMB), "more than 1 MB; not read to its end"),
        (encoded(b"no gzip"), "an answer whose compression is broken"),
        (cut_off, "127.0.0.1 cannot be reached (IncompleteRead"),
        (hang_up, "127.0.0.1 cannot be reached (Remote end closed connection without response"),
        (redirect("/page"), "redirected in a circle; open it in your browser"),
        (redirect("/login?next=/page"), "a login page instead of the article; save the page from your browser and give the file"),
    ],
)  # fmt: skip
def test_one_line_for_every_cause(web: Web, page: Callable[[Visit], None], line: str) -> None:
    web.pages |= {"/page": page, "/login": b"<form><input type=password></form>"}
    start = time.perf_counter()
    assert line in got(web.url("/page"), limits=HASTY if "1.5 s" in line else QUICK)
    assert time.perf_counter() - start < 15


def test_longer_circles_and_chains(web: Web) -> None:
    web.pages |= {"/1": redirect("/2"), "/2": redirect("/1")}
    assert got(web.url("/1")) == "redirected in a circle; open it in your browser"
    web.pages |= {f"/{n}": redirect(f"/{n + 1}") for n in range(10, 20)}
    assert got(web.url("/10")) == "redirected more than 5 times"


def test_nobody_is_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/"
        assert got(address) == "127.0.0.1 cannot be reached (Connection refused)"


def test_the_bomb_is_not_unpacked(web: Web) -> None:
    resource = pytest.importorskip("resource")
    web.pages["/bomb"] = encoded(BOMB)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    got(web.url("/bomb"))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kB


def test_a_server_that_recovers_is_asked_again(web: Web) -> None:
    answers = iter([503, 429, 200])
    web.pages["/page"] = lambda visit: visit.answer(next(answers), b"<p>Back.</p>")
    assert got(web.url("/page")).data == b"<p>Back.</p>"
    assert [path for path, _ in web.seen].count("/page") == 3


def test_gzip_is_unpacked(web: Web) -> None:
    web.pages["/page"] = encoded(gzip.compress(b"<p>Packed.</p>"))
    assert got(web.url("/page")).data == b"<p>Packed.</p>"


@pytest.mark.parametrize(
    ("robots", "line"),
    [
        (b"User-agent: *\nDisallow: /", "the robots.txt of 127.0.0.1 does not allow it; save the page from your browser and give the file"),
        (b"User-agent: FramingDesk\nDisallow: /a", "does not allow it"),
        (b"User-agent: other\nDisallow: /", None),
        (b"User-agent: *\nDisallow: /\nAllow: /a", None),
        (b"\xff\xfe nonsense", None),
        (lambda visit: visit.answer(403), None),
        (lambda visit: visit.answer(500), "the robots.txt of 127.0.0.1 cannot be read (500 Internal Server Error), so nothing is fetched from there; try again later"),
        (redirect("/robots.txt"), None),
    ],
)  # fmt: skip
def test_robots(web: Web, robots: bytes | Callable[[Visit], None], line: str | None) -> None:
    web.pages["/robots.txt"] = robots
    page = got(web.url("/a"))
    if line is None:
        assert isinstance(page, Page)
        return
    assert line in page
    assert "/a" not in [path for path, _ in web.seen]


def test_robots_is_asked_once_and_again_where_a_redirect_leads(web: Web) -> None:
    with serving({"/robots.txt": b"User-agent: *\nDisallow: /", "/b": b"<p>B</p>"}) as other:
        web.pages["/away"] = redirect(other.url("/b"))
        fetcher = Fetcher(allow_hosts=HOME, limits=QUICK)
        pages = dict(fetcher([web.url("/a"), web.url("/a?2"), web.url("/away")]))
        assert "does not allow it" in str(pages[web.url("/away")])
        assert [path for path, _ in web.seen].count("/robots.txt") == 1
        assert [path for path, _ in other.seen] == ["/robots.txt"]


def test_a_host_is_asked_at_a_pace(web: Web) -> None:
    stamps: list[float] = []

    def stamped(visit: Visit) -> None:
        stamps.append(time.monotonic())
        visit.answer(200, b"<p>x</p>")

    web.pages["/page"] = stamped
    fetcher = Fetcher(allow_hosts=HOME, limits=replace(QUICK, pause=0.15))
    assert len(list(fetcher([web.url(f"/page?{n}") for n in range(4)]))) == 4
    gaps = [after - before for before, after in pairwise(stamps)]
    assert min(gaps) > 0.1


def test_the_count_is_limited_over_all_calls(web: Web) -> None:
    fetcher = Fetcher(allow_hosts=HOME, limits=Limits(pause=0.0, pages=3))
    first = dict(fetcher([web.url("/a?1"), web.url("/a?2"), web.url("/a?1")]))
    assert all(isinstance(page, Page) for page in first.values())
    second = dict(fetcher([web.url("/a?3"), web.url("/a?4")]))
    assert isinstance(second[web.url("/a?3")], Page)
    assert str(second[web.url("/a?4")]) == "not fetched: at most 3 in one go; split the list"


def conditional(visit: Visit) -> None:
    same = visit.headers.get("If-None-Match") == '"1"'
    visit.answer(304 if same else 200, b"" if same else b"<p>Once.</p>", ETag='"1"')


def test_a_page_is_not_sent_twice(web: Web, tmp_path: Path) -> None:
    web.pages["/page"] = conditional
    first = got(web.url("/page"), cache=tmp_path)
    assert got(web.url("/page"), cache=tmp_path) == first
    headers = [headers for path, headers in web.seen if path == "/page"]
    assert ["If-None-Match" in one for one in headers] == [False, True]


@pytest.mark.parametrize("damage", [b"", b"{}\n", b'{"version": 1}\nx', b"\xff" * 100])
def test_a_damaged_cache_is_no_cache(web: Web, tmp_path: Path, damage: bytes) -> None:
    web.pages["/page"] = conditional
    got(web.url("/page"), cache=tmp_path)
    [kept] = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:-3] if damage == b"" else damage)
    assert got(web.url("/page"), cache=tmp_path).data == b"<p>Once.</p>"


def test_a_cache_that_cannot_be_written_is_no_error(web: Web, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    web.pages["/page"] = conditional
    assert got(web.url("/page"), cache=tmp_path / "file" / "cache").data == b"<p>Once.</p>"


def test_what_says_no_store_is_not_stored(web: Web, tmp_path: Path) -> None:
    web.pages["/page"] = lambda visit: visit.answer(200, b"x", ETag='"1"', Cache_Control="no-store")
    got(web.url("/page"), cache=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_cache_forgets_the_longest_unused(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=2_500)
    for name in "abc":
        cache.put(name, Stored(Page(name, b"x" * 1_000), '"1"', None))
        time.sleep(0.02)
    assert [cache.get(name) is not None for name in "abc"] == [False, True, True]


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_no_proxy_is_used_nor_passed_by_in_silence(
    web: Web, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert got(web.url("/a")).startswith("a proxy is set (")
    assert web.seen == []
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert isinstance(got(web.url("/a")), Page)


@pytest.fixture
def safe_web(tmp_path: Path) -> Iterator[tuple[Web, Path]]:
    """A server with a certificate for localhost that only this test's authority has signed."""
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    certificate.write_text(CERTIFICATE)
    key.write_text(KEY)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with serving({"/a": b"<p>Safe.</p>"}) as web:
        web.socket = context.wrap_socket(web.socket, server_side=True)
        yield web, certificate


def test_tls(safe_web: tuple[Web, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    web, certificate = safe_web
    address = web.url("/a", host="localhost").replace("http:", "https:")
    line = got(address)
    assert line.startswith("no safe connection to localhost (TLS: self")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert got(address).data == b"<p>Safe.</p>"
    other = address.replace("localhost", "127.0.0.1")
    assert "TLS: IP address mismatch" in got(other)


def test_http_where_tls_is_spoken_and_the_other_way_round(web: Web) -> None:
    assert "(TLS: " in got(web.url("/a").replace("http:", "https:"))


def test_a_handshake_that_never_ends() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        start = time.perf_counter()
        line = got(f"https://127.0.0.1:{silent.getsockname()[1]}/", limits=HASTY)
        assert line == "no whole answer within 1.5 s; try again later"
        assert time.perf_counter() - start < 15
