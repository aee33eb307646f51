"""Files of many formats, made of invented text: PDF, Word, Excel, archives, databases' exports."""

import gzip
import hashlib
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

import docx
import xlsxwriter
from docx.oxml import parse_xml

PROSE = "The harbour was closed for the winter, and the boats lay on the quay until March."
BODY = [f"{PROSE} Day {n} was no different from the others." for n in range(8)]
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Harbours – The Courier</title>
<meta property="og:site_name" content="The Courier"><meta name="author" content="Ann Moe">
<meta property="article:published_time" content="2022-03-04T10:00:00Z">
<meta property="og:title" content="Harbours"></head><body><nav><a href="/">Home</a></nav><article>
<h1>Harbours</h1>{"".join(f"<p>{line}</p>" for line in BODY)}
</article></body></html>"""
LOGIN = b"<html><body><h1>Welcome back</h1><form><input type=password></form></body></html>"

Placed = tuple[float, float, float, str]  # left, bottom, size, text


def column(
    lines: Sequence[str], left: float = 72, top: float = 700, size: float = 10
) -> list[Placed]:
    """Lines one below the other, as a PDF places them."""
    return [(left, top - n * 1.2 * size, size, line) for n, line in enumerate(lines)]


def _escaped(text: str) -> bytes:
    data = text.encode("cp1252")
    for mark in (b"\\", b"(", b")"):
        data = data.replace(mark, b"\\" + mark)
    return data


def pdf(pages: Sequence[Sequence[Placed]], *, password: str | None = None) -> bytes:
    """A PDF with text at given places; with a password, encrypted by 40-bit RC4 (revision 2)."""
    streams = [
        b"\n".join(
            b"BT /F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET" % (size, left, bottom, _escaped(text))
            for left, bottom, size, text in page
        )
        for page in pages
    ]
    return pdf_of_streams(streams, password=password)


def pdf_of_streams(
    streams: Sequence[bytes], *, password: str | None = None, packed: bool = False
) -> bytes:
    """A PDF whose pages have these contents; `packed` ones are already deflated."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    identity = b"0123456789abcdef"
    owner, key = _owner_and_key(password, identity) if password else (b"", b"")
    for n, stream in enumerate(streams):
        number = 5 + 2 * n
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % number
        )
        data = (
            _rc4(
                hashlib.md5(key + struct.pack("<IH", number, 0)[:3] + b"\0\0").digest()[:10], stream
            )
            if key
            else stream
        )
        filtered = b"/Filter /FlateDecode " if packed else b""
        objects.append(b"<< %s/Length %d >>\nstream\n%s\nendstream" % (filtered, len(data), data))
    trailer = b"/Root 1 0 R"
    if password:
        user = _rc4(key, _PADDING)
        objects.append(
            b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -44 >>"
            % (owner.hex().encode(), user.hex().encode())
        )
        trailer += b" /Encrypt %d 0 R /ID [<%s> <%s>]" % (
            len(objects),
            *(2 * [identity.hex().encode()]),
        )
    out, places = bytearray(b"%PDF-1.4\n"), []
    for n, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, one)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(out)


_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def _owner_and_key(password: str, identity: bytes) -> tuple[bytes, bytes]:
    """The entries of ISO 32000, 7.6.4: algorithms 2 and 3 for revision 2."""
    padded = (password.encode() + _PADDING)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    key = hashlib.md5(padded + owner + struct.pack("<i", -44) + identity).digest()[:5]
    return owner, key


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def pdf_bomb(megabytes: int) -> bytes:
    """A small PDF whose only page shows text without end."""
    squeezer = zlib.compressobj(9)
    step = b"BT /F1 10 Tf 1 0 0 1 72 700 Tm (more of the same) Tj ET\n" * 20_000
    times = megabytes * 1_000_000 // len(step)
    stream = b"".join(squeezer.compress(step) for _ in range(times)) + squeezer.flush()
    return pdf_of_streams([stream], packed=True)


def word(paragraphs: Sequence[str]) -> bytes:
    """A Word document."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return _saved(document)


def _saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def tracked_word() -> bytes:
    """A Word document in which somebody inserted, deleted and moved words, and drew a table."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = docx.Document()
    document.add_paragraph("Harbours and quays")
    changed = (
        f"<w:p {space}><w:r><w:t xml:space='preserve'>{PROSE} It was </w:t></w:r>"
        "<w:del w:id='1' w:author='x'><w:r><w:delText>quite cold</w:delText></w:r></w:del>"
        "<w:ins w:id='2' w:author='x'><w:r><w:t>mild</w:t></w:r></w:ins>"
        "<w:moveFrom w:id='3' w:author='x'><w:r><w:t>elsewhere</w:t></w:r></w:moveFrom>"
        "<w:r><w:t>, they said.</w:t></w:r></w:p>"
    )
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(changed))
    document.add_table(1, 1).cell(0, 0).text = "A cell of a table."
    return _saved(document)


def workbook(
    sheets: Mapping[str, Sequence[Sequence[object]]],
    *,
    hidden: Sequence[str] = (),
    merged: Sequence[tuple[str, str, object]] = (),
) -> bytes:
    """An Excel workbook; a text that begins with = is a formula, and `merged` are ranges in it."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for n, row in enumerate(rows):
                for m, value in enumerate(row):
                    if hasattr(value, "isoformat"):
                        sheet.write_datetime(n, m, value, day)
                    elif isinstance(value, tuple):
                        sheet.write_formula(n, m, value[0], None, value[1])
                    else:
                        sheet.write(n, m, value)
            for where, area, value in merged:
                if where == name:
                    sheet.merge_range(area, value)
            if name in hidden:
                sheet.hide()
    return buffer.getvalue()


def compound(*streams: str) -> bytes:
    """An OLE compound file ([MS-CFB]) whose directory names these streams, all empty."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[24:34] = struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header[44:76] = struct.pack("<IIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header[76:512] = struct.pack("<I", 0) + b"\xff" * 432
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * 504
    entries = b""
    for n, name in enumerate(("Root Entry", *streams)):
        entry = bytearray(128)
        coded = name.encode("utf-16-le")
        entry[: len(coded)] = coded
        entry[64:68] = struct.pack("<HBB", len(coded) + 2, 5 if n == 0 else 2, 1)
        entries += bytes(entry)
    return bytes(header) + table + entries.ljust(512, b"\0")


def archive(files: Mapping[str, bytes], *, links: Sequence[str] = ()) -> bytes:
    """A zip archive; names in `links` are symbolic links to their content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = ((stat.S_IFLNK if name in links else stat.S_IFREG) | 0o644) << 16
            zipped.writestr(info, data)
    return buffer.getvalue()


def encrypted_archive(name: str, data: bytes) -> bytes:
    """A zip archive whose file says that it is encrypted."""
    plain = bytearray(archive({name: data}))
    plain[6] |= 1
    directory = plain.index(b"PK\x01\x02")
    plain[directory + 8] |= 1
    return bytes(plain)


def damaged_archive(name: str, data: bytes) -> bytes:
    """A zip archive in which one byte of a file has changed."""
    packed = bytearray(archive({name: data}))
    packed[30 + len(name) + 12] ^= 0xFF
    return bytes(packed)


def rich_text(text: str) -> bytes:
    """An RTF file, its paragraphs those of the text."""
    coded = "".join(
        f"\\u{ord(c) if ord(c) < 32768 else ord(c) - 65536}?" if ord(c) > 126 else c
        for c in text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
    )
    body = coded.replace("\t", "\\tab ").replace("\n", "\\par\n")
    return (
        "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Times;}}{\\*\\generator x;}\\f0 " + body + "}"
    ).encode("ascii")


def web_archive(page: str) -> bytes:
    """A page as browsers save it whole (.mhtml)."""
    return (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://courier.invalid/harbours\r\n"
        "Subject: Harbours\r\nDate: Tue, 1 Aug 2023 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--B"\r\n\r\n'
        "----B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"{page}\r\n----B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        "iVBORw0KGgo=\r\n----B--\r\n"
    ).encode()


def newsletter(text: str) -> bytes:
    """An e-mail with the same text twice, plain and as HTML, and an attachment."""
    return (
        "From: The Courier <letters@courier.invalid>\r\nSubject: Harbours\r\n"
        "Date: Fri, 4 Mar 2022 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="B"\r\n\r\n--B\r\n'
        "Content-Type: text/plain; charset=utf-8\r\n\r\n"
        f"{text}\r\n--B\r\nContent-Type: text/plain\r\n"
        'Content-Disposition: attachment; filename="x.txt"\r\n\r\nattached\r\n--B--\r\n'
    ).encode()


def crawl(pages: Mapping[str, tuple[str, bytes]], *, zipped: bool = True) -> bytes:
    """A WARC file: for each address the status line and the page."""
    records = []
    for address, (status, data) in pages.items():
        answer = b"HTTP/1.0 %s\r\nContent-Type: text/html\r\n\r\n%s" % (status.encode(), data)
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
            "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
            "WARC-Date: 2022-03-04T10:00:00Z\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(answer)}\r\n\r\n"
        )
        record = head.encode() + answer + b"\r\n\r\n"
        records.append(gzip.compress(record) if zipped else record)
    return b"".join(records)
