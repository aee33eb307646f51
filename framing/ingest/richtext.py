"""Rich text (.rtf) to raw rows."""

import re

import striprtf.striprtf

from framing.ingest import encodings, plaintext
from framing.ingest.columns import FormatError, Reading, note

START = b"{\\rtf"
MAX_RTF_BYTES = 30_000_000
# A link's instruction, which striprtf would put into the text behind the words that are linked.
INSTRUCTION = re.compile(rb"\{\\\*\\fldinst\b(?:[^{}]|\{[^{}]*\})*\}")


def read_rich_text(data: bytes) -> Reading:
    """The text of an RTF file: one article, or a batch that a database exported.

    Rich Text Format 1.9.1, by striprtf; the code page is the one that the file names.
    """
    if len(data) > MAX_RTF_BYTES:
        raise FormatError(
            f"an RTF file of {len(data) / 1e6:.0f} MB; at most {MAX_RTF_BYTES // 1_000_000} MB are "
            "read: split it"
        )
    source = INSTRUCTION.sub(b"", data).decode("cp1252", "replace")
    try:
        text = str(striprtf.striprtf.rtf_to_text(source, errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, OverflowError) as error:
        raise FormatError(f"a broken RTF file ({str(error)[:60]}); save it again") from error
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text, notes = encodings.tidy(text)
    if text.strip() and source.count("{") > source.count("}"):
        notes.append("its end is missing; read as far as it goes")
    return plaintext.rows_of(text, [note(remark) for remark in notes])
