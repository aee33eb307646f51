"""Addresses to articles: lists, tables, feeds and sitemaps, from a server on loopback."""
# ruff: noqa: E501 - a specimen stays on its line

import io
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner
from made_files import BODY, LOGIN, PAGE, column, pdf
from test_formats import RSS
from web import Web, serving

from framing import ingest
from framing.__main__ import main
from framing.fetching import Fetcher, Limits
from framing.ingest.guards import Guard
from framing.store import open_run

QUICK = Limits(seconds=20, pause=0.0, backoff=0.01)
OTHER = PAGE.replace("Harbours", "Quays").replace("harbour", "canal")


@pytest.fixture
def web() -> Iterator[Web]:
    with serving({"/a": PAGE.encode(), "/b": OTHER.encode(), "/login": LOGIN}) as web:
        yield web


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch, guard: Guard) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    OPTIONS["guard"] = guard


OPTIONS: dict[str, Guard] = {}


def read(*inputs: str, urls: tuple[str, ...] = ()) -> tuple[pl.DataFrame, pl.DataFrame]:
    fetch = Fetcher(allow_hosts=["127.0.0.1"], limits=QUICK)
    return ingest.read(inputs, urls=urls, fetch=fetch, **OPTIONS)


def test_an_address(web: Web) -> None:
    rows, unused = read(web.url("/a"), web.url("/nowhere"), web.url("/login"))
    assert rows.select("source", "url", "title", "outlet", "row").rows() == [
        (web.url("/a"), web.url("/a"), "Harbours", "The Courier", 1)
    ]
    assert unused.select("source", "part", "reason").rows() == [
        (web.url("/nowhere"), "file", "not there (404 Not Found)"),
        (
            web.url("/login"),
            "file",
            "a login page, not an article; log in and save the article's own page",
        ),
    ]


def test_a_list(web: Web, tmp_path: Path) -> None:
    path = tmp_path / "urls.txt"
    path.write_text(f"# my list\n{web.url('/a')}\n\n{web.url('/nowhere')}\n{web.url('/b')}\n")
    rows, unused = read(urls=(str(path),))
    assert rows.select("source", "row", "title").rows() == [
        (str(path), 1, "Harbours"),
        (str(path), 3, "Quays"),
    ]
    assert unused.select("row", "part", "reason").rows() == [
        (2, "row", f"{web.url('/nowhere')}: not there (404 Not Found)")
    ]


def test_nothing_is_fetched_unless_asked(web: Web, tmp_path: Path) -> None:
    path = tmp_path / "urls.csv"
    path.write_text(f"id,url\n1,{web.url('/a')}\n2,{web.url('/b')}\n")
    rows, unused = read(str(path))
    assert rows.is_empty()
    assert unused["reason"].to_list() == [
        "no column with the article's text, only addresses; found: id, url",
        f"2 addresses and no text; give it as --urls {path} to have the pages fetched",
    ]
    rows, unused = ingest.read([web.url("/a")], urls=[str(path)])
    assert rows.is_empty()
    assert unused["reason"].to_list()[0] == "an address, and nothing is fetched here"
    assert web.seen == []


def test_a_table_of_media_cloud(web: Web, tmp_path: Path) -> None:
    path = tmp_path / "stories.csv"
    path.write_text(
        "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
        f"x7,2023-01-02,en,courier.invalid,courier.invalid,2022-03-05,Its title,{web.url('/a')}\n"
        f"x8,2023-01-02,en,courier.invalid,courier.invalid,,,{web.url('/b')}\n"
    )
    rows, _ = read(urls=(str(path),))
    assert rows.select("id", "outlet", "title", "date", "language").rows() == [
        ("x7", "courier.invalid", "Its title", "2022-03-05", "en"),
        ("x8", "courier.invalid", "Quays", "2022-03-04", "en"),
    ]
    assert all(BODY[0].split(",")[1] in text for text in rows["text"])


def test_a_feed_gives_its_own_texts_and_fetches_the_others(web: Web, tmp_path: Path) -> None:
    feed = RSS.replace("https://courier.invalid/b", web.url("/b"))
    web.pages["/feed"] = lambda visit: visit.answer(
        200, feed.encode(), Content_Type="application/rss+xml"
    )
    (tmp_path / "feed.xml").write_text(feed)
    for rows, unused in (read(web.url("/feed")), read(urls=(str(tmp_path / "feed.xml"),))):
        assert rows.select("row", "title").rows() == [(1, "Harbours"), (2, "Quays")]
        assert unused.is_empty()


def sitemap(*addresses: str, kind: str = "urlset") -> bytes:
    entry = "url" if kind == "urlset" else "sitemap"
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    entries = "".join(
        f"<{entry}><loc>{one}</loc><lastmod>2023-01-01</lastmod></{entry}>" for one in addresses
    )
    return f'<?xml version="1.0"?><{kind} xmlns="{space}">{entries}</{kind}>'.encode()


def test_a_sitemap_and_an_index_of_them(web: Web) -> None:
    web.pages["/map.xml"] = sitemap(web.url("/a"), web.url("/b"))
    web.pages["/index.xml"] = sitemap(web.url("/map.xml"), kind="sitemapindex")
    rows, unused = read(web.url("/map.xml"))
    assert rows["title"].to_list() == ["Harbours", "Quays"]
    assert rows["date"].to_list() == ["2022-03-04"] * 2
    rows, unused = read(web.url("/index.xml"))
    assert rows.select("source", "title").rows() == [
        (web.url("/map.xml"), "Harbours"),
        (web.url("/map.xml"), "Quays"),
    ]
    assert unused.is_empty()


def test_lists_within_lists_come_to_an_end(web: Web) -> None:
    web.pages["/index.xml"] = sitemap(web.url("/index.xml"), kind="sitemapindex")
    rows, unused = read(web.url("/index.xml"))
    assert rows.is_empty()
    assert unused["reason"].to_list() == ["a list of 1 addresses within lists; give it itself"]


def test_a_news_sitemap_says_more(web: Web) -> None:
    news = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
        f"<url><loc>{web.url('/a')}</loc><n:news><n:publication><n:name>The Daily</n:name><n:language>en</n:language>"
        "</n:publication><n:publication_date>2022-05-01</n:publication_date><n:title>Told</n:title></n:news></url></urlset>"
    )
    web.pages["/news.xml"] = news.encode()
    rows, _ = read(web.url("/news.xml"))
    assert rows.select("title", "outlet", "date").rows() == [("Told", "The Daily", "2022-05-01")]


def test_what_is_fetched_is_read_by_its_content(web: Web) -> None:
    table = f"id,text\n1,{BODY[0].replace(',', '')}\n".encode()
    web.pages |= {
        "/x": lambda visit: visit.answer(200, pdf([column(BODY, size=6)]), Content_Type="application/pdf"),
        "/t": lambda visit: visit.answer(200, table, Content_Type="text/csv"),
        "/c": lambda visit: visit.answer(200, PAGE.replace("Harbours", "Слава").encode("cp1251", "replace"), Content_Type="text/html; charset=windows-1251"),
        "/z": lambda visit: visit.answer(200, b"MZ\x90\x00\x03\x00\x00\x00" * 9, Content_Type="text/html"),
    }  # fmt: skip
    rows, unused = read(*(web.url(path) for path in ("/x", "/t", "/c", "/z")))
    assert rows["source"].to_list() == [web.url("/x"), web.url("/t"), web.url("/c")]
    assert rows["title"].to_list()[2] == "Слава"
    assert unused["reason"].to_list() == ["this is a Windows program, not text; give text"]


def test_a_list_on_standard_input_is_not_asked_for(web: Web) -> None:
    rows, unused = ingest.read(["-"], stdin=io.BytesIO(web.url("/a").encode()), fetch=Fetcher())
    assert rows.is_empty()
    assert unused["reason"].to_list() == [
        "an address and no text; give it as --urls - to have the pages fetched"
    ]


def test_the_command(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "urls.txt").write_text(f"{web.url('/a')}\n{web.url('/nowhere')}\n")
    command = ["score", "--urls", str(tmp_path / "urls.txt"), "--out", str(tmp_path / "run")]
    refused = CliRunner().invoke(main, command)
    assert refused.exit_code == 1
    assert (
        f"port {web.server_port}; only 80 and 443 are asked, unless with --allow-host 127.0.0.1"
        in refused.stderr
    )
    assert web.seen == []
    scored = CliRunner().invoke(main, [*command, "--allow-host", "127.0.0.1"])
    assert scored.exit_code == 0, scored.stderr
    assert f"row 2: {web.url('/nowhere')}: not there (404 Not Found)" in scored.stderr
    assert open_run(tmp_path / "run").table("article")["title"].to_list() == ["Harbours"]


def test_the_command_wants_something() -> None:
    result = CliRunner().invoke(main, ["score", "--out", "x"])
    assert result.exit_code == 2
    assert "give files, folders or addresses, or --urls FILE" in result.stderr
