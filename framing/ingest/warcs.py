"""A web archive of crawlers (.warc, .warc.gz) to the pages in it."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader

from framing.ingest.archives import MAX_MEMBERS, MAX_UNPACKED, Member
from framing.ingest.columns import FormatError

GZIP = b"\x1f\x8b"
START = b"WARC/"
PAGES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
STEP = 1_000_000  # bytes unpacked at once when their number is counted
BROKEN = (ArchiveLoadFailed, OSError, EOFError, ValueError, zlib.error)


class _Loader(ArcWarcRecordLoader):  # type: ignore[misc]
    """Records without a WARC-Target-URI are read, too; warcio takes it for granted."""

    def load_http_headers(self, rec_type: str, uri: str | None, stream: Any, length: int) -> Any:
        return super().load_http_headers(rec_type, uri or "", stream, length)


def is_warc(data: bytes) -> bool:
    """Whether the bytes begin a WARC file, zipped or not."""
    if not data.startswith(GZIP):
        return data.startswith(START)
    try:
        head = zlib.decompressobj(wbits=31).decompress(data[:4096], len(START))
    except zlib.error:
        return False
    return head == START


def members(data: bytes, limit: int) -> Iterator[Member]:
    """Each page that a crawler got: its address and its bytes, or why they are not read.

    The format is ISO 28500 (iipc.github.io/warc-specifications), read by warcio; only answers with
    status 200 that can hold an article count. `limit` is the most bytes of one page.
    """
    if data.startswith(GZIP):
        _check_unpacked(data)
    seen: set[str] = set()
    nameless = 0
    try:
        for number, record in enumerate(_records(data)):
            if number >= MAX_MEMBERS:
                yield Member("", trouble=f"more than {MAX_MEMBERS} records; the rest is not read")
                return
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            nameless += record.rec_type == "response" and not address
            if not _is_page(record) or address in seen:
                continue
            seen.add(address)
            page = record.content_stream().read(limit + 1)
            large = f"more than {limit // 1_000_000} MB; not read" if len(page) > limit else None
            yield Member(address, b"" if large else page, large)
    except BROKEN as error:
        yield Member("", trouble=f"broken from here on ({str(error)[:80]}); get it again")
    if nameless:
        records = "1 record" if nameless == 1 else f"{nameless} records"
        yield Member("", trouble=f"{records} without an address (WARC-Target-URI); not read")


def _records(data: bytes) -> ArchiveIterator:
    records = ArchiveIterator(io.BytesIO(data))
    records.loader = _Loader(verify_http=False)
    return records


def _is_page(record: object) -> bool:
    kind = getattr(record, "rec_type", None)
    answer = getattr(record, "http_headers", None)
    if kind != "response" or answer is None or answer.get_statuscode() != "200":
        return False
    return (answer.get_header("Content-Type") or "text/html").partition(";")[0] in PAGES


def _check_unpacked(data: bytes) -> None:
    """Raise FormatError where the archive unpacks to more than is read of any."""
    size = 0
    # Damage ends the count: what comes before it is read.
    with suppress(*BROKEN), gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
        while size <= MAX_UNPACKED and (step := len(stream.read(STEP))):
            size += step
    if size > MAX_UNPACKED:
        raise FormatError(
            f"a web archive that unpacks to more than {MAX_UNPACKED // 1_000_000} MB; split it"
        )
