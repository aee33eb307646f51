"""Bytes to text, with a note on everything that was assumed or repaired."""

import codecs
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import ftfy
import ftfy.badness
from charset_normalizer import from_bytes

SNIFFED_BYTES = 65_536
MAX_CONTROL_SHARE = 0.02  # of the sniffed bytes; prose has none, programs and images 5 % and more
MIN_GUESSED = 100
MAX_STRAY_SHARE = 0.2  # stray bytes per real multi-byte character in a damaged UTF-8 file
MAX_FOREIGN_LETTERS = 0.35  # accented letters among all letters; Vietnamese, the highest, has 0.3

# UTF-32 first: its little-endian mark begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

SIGNATURES = (
    (b"MZ", "a Windows program", "give text"),
    (b"\x7fELF", "a Linux program", "give text"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"Rar!\x1a", "a RAR archive", "unpack it first"),
    (b"\x89PNG", "a PNG image", "give its text as .txt"),
    (b"\xff\xd8\xff", "a JPEG image", "give its text as .txt"),
    (b"GIF8", "a GIF image", "give its text as .txt"),
    (b"SQLite format 3", "a SQLite database", "export a table as .csv"),
    (b"bplist00", "a Safari web archive", "save the page as HTML"),
)

# What other alphabets are written in; a hint decides among these, never between them and cp1252.
OTHER_ALPHABETS = [
    *("cp1251", "koi8_r", "koi8_u", "iso8859_5", "cp866", "cp1253", "cp1255", "cp1256"),
    *("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"),
]

# Anything but ASCII and the signs of printers: no text without it is mojibake to ftfy, whose own
# look through a text takes as long as all else that reading it does.
UNPRINTED = re.compile(r"[^\x00-\x7f“”‘’–—…]")
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters other than tab and line ends
    "\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff\ufff9-\ufffb"  # soft hyphen, zero width, marks
    "\u202a-\u202e\u2066-\u206f"  # bidirectional overrides, which can make text read otherwise
    "\ud800-\udfff\U000e0000-\U000e007f]"  # lone surrogates, invisible tags
)
# The bytes that were no UTF-8, as Python's surrogates, to what they mean in cp1252.
STRAYS = {
    0xDC00 + byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(128, 256)
}
STRAY = re.compile("[\udc80-\udcff]")
UTF7 = re.compile(rb"\+[A-Za-z0-9/]{2,64}(?![A-Za-z0-9+/])-?")
UTF7_MEANS = re.compile("[\u00a0-\u024f\u0370-\u052f\u2010-\u203a\u20ac<>\"'&;=]+")
MIN_UTF7 = 2  # one such sequence may be a price or a sum
REPAIRS = ftfy.TextFixerConfig(
    uncurl_quotes=False,
    unescape_html=False,
    fix_character_width=False,
    fix_latin_ligatures=False,
    normalization=None,
)


_ASKED: ContextVar[str | None] = ContextVar("encoding", default=None)
# Python's codecs that are no encodings of files.
_NO_ENCODINGS = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"}


class UnreadableError(ValueError):
    """Bytes that are not text in any encoding that can be told for certain."""


def known(name: str) -> str | None:
    """The name that Python knows an encoding of texts by; None where there is no such encoding."""
    try:
        codec = codecs.lookup(name)
        codec.decode(b"")
    except (LookupError, ValueError, TypeError):
        return None
    is_text = getattr(codec, "_is_text_encoding", True)
    return codec.name if is_text and codec.name not in _NO_ENCODINGS else None


@contextmanager
def reading_as(name: str | None) -> Iterator[None]:
    """Read what tells no encoding itself in this one; None: guess."""
    token = _ASKED.set(name)
    try:
        yield
    finally:
        _ASKED.reset(token)


def asked() -> str | None:
    """The encoding that texts are to be read in where they do not tell it."""
    return _ASKED.get()


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, list[str]]:
    """The text of `data`, lines ended by newlines, nothing invisible; notes on how it was read.

    A byte order mark decides, then strict UTF-8, then `declared` (an HTML page's own charset),
    then what `reading_as` asks for, else cp1252 for Western text or a detected code page for other
    alphabets: never lossy.
    Lines in another encoding than the rest are read in their own. Raises UnreadableError for
    programs, images, archives, UTF-7, and UTF-16 that cannot be told apart.
    """
    if not (asked() and _may_be_wide(asked() or "")):
        refuse_binary(data)
    if not asked():
        refuse_utf7(data)
    text, notes = _decoded(data, declared)
    text, more = tidy(text)
    return text, notes + more


def refuse_binary(data: bytes) -> None:
    """Raise UnreadableError, naming the kind, where the content is not text whatever its name."""
    for signature, kind, cure in SIGNATURES:
        if data.startswith(signature) and (
            len(signature) > len(b"MZ") or b"\x00" in data[:SNIFFED_BYTES]
        ):
            raise UnreadableError(f"this is {kind}, not text; {cure}")
    head = data[:SNIFFED_BYTES]
    if any(head.startswith(mark) for mark, _ in MARKS) or _wide(head):
        return
    controls = len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head))
    if controls > MAX_CONTROL_SHARE * len(head) and controls > 1:
        raise UnreadableError(
            f"not text: {controls} of the first {len(head)} bytes are control codes; "
            "save it as UTF-8 text"
        )


def peek(data: bytes) -> str:
    """The first characters, good enough to tell a format by; never raises."""
    head = data[:SNIFFED_BYTES]
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    zeros = head[:200].count(0)
    return head.replace(b"\0", b"").decode("latin-1") if zeros else head.decode("latin-1")


def refuse_utf7(data: bytes) -> None:
    """Raise UnreadableError where bytes are UTF-7 (RFC 2152): "+IBw-" stands for a quotation mark.

    Such text is plain ASCII and so valid UTF-8: read as it stands it would be wrong in silence.
    """
    if not data.isascii():
        return
    shifted = UTF7.findall(data)
    meant = [(code.rstrip(b"-") + b"-").decode("utf-7", "replace") for code in shifted[:100]]
    if len(meant) >= MIN_UTF7 and all(UTF7_MEANS.fullmatch(text) for text in meant):
        raise UnreadableError(
            f"this looks like UTF-7 ({shifted[0].decode()!r} for {meant[0]!r}); save it as UTF-8"
        )


def tidy(text: str) -> tuple[str, list[str]]:
    """`text` with one kind of line end, mojibake repaired and invisible characters removed."""
    notes = []
    text = re.sub("\r\n?|[\x85\u2028\u2029]", "\n", text)
    if UNPRINTED.search(text) and ftfy.badness.is_bad(text):
        repaired = ftfy.fix_text(text, REPAIRS)
        if repaired != text:
            notes.append(f"mojibake repaired: {_first_difference(text, repaired)}")
            text = repaired
    text, n = INVISIBLE.subn("", text)
    if n:
        notes.append(f"{n} invisible or control characters removed")
    return text, notes


def _decoded(data: bytes, declared: str | None) -> tuple[str, list[str]]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding), _unless_utf8(encoding, "by its mark")
    told = asked()
    if told and (_may_be_wide(told) or data.isascii()):
        return _strict(data, told), _unless_utf8(told, "as asked")
    if wide := _wide(data[:SNIFFED_BYTES]):
        return _strict(data, wide), _unless_utf8(wide, "by its pattern of zero bytes, no mark")
    text = data.decode("utf-8", "surrogateescape")
    if not STRAY.search(text):
        return text, []
    if declared and (readable := _try(data, declared)) is not None:
        return readable, _unless_utf8(declared, "as the page declares")
    return (
        _unmixed(data, text) if not told else (_strict(data, told), _unless_utf8(told, "as asked"))
    )


def _unmixed(data: bytes, text: str) -> tuple[str, list[str]]:
    """Text of which some bytes, some lines or all are not UTF-8; these are surrogates in `text`."""
    strays = len(STRAY.findall(text))
    if strays <= MAX_STRAY_SHARE * len(re.findall("[^\x00-\x7f\udc80-\udcff]", text)):
        return text.translate(STRAYS), [f"{strays} bytes were not UTF-8, read as cp1252"]
    lines = text.split("\n")
    broken = {number for number, line in enumerate(lines) if STRAY.search(line)}
    if any(not line.isascii() for n, line in enumerate(lines) if n not in broken):
        return _mended(lines, broken)
    encoding = _code_page(data)
    return data.decode(encoding), [f"not UTF-8: read as {encoding} (assumed)"]


def _mended(lines: list[str], broken: set[int]) -> tuple[str, list[str]]:
    """Lines that are UTF-8 as they are, the others in the code page that suits them together."""
    raw = {n: lines[n].encode("utf-8", "surrogateescape") for n in broken}
    plain = [line.encode() for line in lines if line.isascii()]
    encoding = _code_page(b"\n".join([*raw.values(), *plain]))
    text = "\n".join(
        raw[n].decode(encoding, "replace") if n in broken else line for n, line in enumerate(lines)
    )
    remark = (
        f"mixed encodings: UTF-8, but {len(broken)} of {len(lines)} lines read as {encoding} "
        f"(assumed), the first in line {min(broken) + 1}"
    )
    return text, [remark]


def _code_page(data: bytes) -> str:
    """cp1252 where that gives Western text, else the best guess for another alphabet."""
    western = data.decode("cp1252", "replace")
    letters = re.findall(r"[^\W\d_]", western[:SNIFFED_BYTES])
    foreign = sum(letter > "\x7f" for letter in letters)
    if letters and foreign > MAX_FOREIGN_LETTERS * len(letters):
        for encoding in (*_guesses(data[:SNIFFED_BYTES]), "cp1251"):
            if _try(data, encoding) is not None:
                return encoding
    return "latin-1" if "\ufffd" in western else "cp1252"


def _guesses(head: bytes) -> list[str]:
    # A short line tells a detector nothing: it takes six Cyrillic letters for Chinese.
    if len(head) < MIN_GUESSED:
        return []
    guess = from_bytes(head, cp_isolation=OTHER_ALPHABETS).best()
    return [guess.encoding] if guess else []


def _wide(head: bytes) -> str | None:
    """UTF-16's name where every second byte of mostly Western text is zero, else None.

    Raises UnreadableError where zero bytes are many but stand in no such order.
    """
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    if half > 1 and odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if half > 1 and even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    if even + odd > 0.1 * len(head):
        raise UnreadableError(
            f"not text: {even + odd} zero bytes at the start; if it is UTF-16 without its mark, "
            "save it as UTF-8"
        )
    return None


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"not valid {encoding} at byte {error.start}; "
            + ("give another encoding, or " if asked() else "")
            + "save it as UTF-8"
        ) from error


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _may_be_wide(encoding: str) -> bool:
    """Whether plain letters are more than a byte in an encoding: zero bytes are no damage then."""
    return len("a".encode(encoding, "replace")) > 1


def _unless_utf8(encoding: str, how: str) -> list[str]:
    return [] if encoding == "utf-8" else [f"read as {encoding}, {how}"]


def _first_difference(before: str, after: str) -> str:
    at = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    return f"{before[at : at + 12]!r} became {after[at : at + 8]!r}"
