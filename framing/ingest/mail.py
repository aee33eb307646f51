"""A saved web archive (.mhtml) or an e-mail (.eml) to raw rows: both are MIME messages."""

import email
import email.policy
import re
from email.message import EmailMessage
from typing import Any

from framing.ingest import encodings, plaintext, webpages
from framing.ingest.columns import FormatError, Reading, Refusal, note
from framing.ingest.rows import is_address

HEADERS = re.compile(
    rb"(?i)\A\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,60}?(?:mime-version|content-type):"
)
SUBTYPES = ("html", "plain")  # in the order in which a body is looked for


def is_mail(data: bytes) -> bool:
    """Whether the first lines are the headers of a MIME message."""
    return HEADERS.match(data[:8000]) is not None


def read_mail(data: bytes) -> Reading:
    """The page in a web archive (RFC 2557), or the newsletter in an e-mail (RFC 5322).

    Pictures, styles and attachments beside it are not opened; a note counts them.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    parts = [part for part in message.walk() if not part.is_multipart()]
    bodies = {part.get_content_subtype(): part for part in reversed(parts) if _is_text(part)}
    body = next((bodies[subtype] for subtype in SUBTYPES if subtype in bodies), None)
    if body is None:
        raise FormatError("neither a page nor a text in this message; save the page as HTML")
    reading = _read(body)
    beside = len(parts) - 1
    remarks = [note(f"{beside} pictures, styles or attachments in it, not opened")] * bool(beside)
    rows = [_dated(row, message) for row in reading.rows]
    return Reading(rows, [*reading.refusals, *remarks])


def _is_text(part: EmailMessage) -> bool:
    return part.get_content_maintype() == "text" and not part.is_attachment()


def _read(part: EmailMessage) -> Reading:
    content = part.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    text, notes = encodings.decode(data, declared=part.get_content_charset())
    if part.get_content_subtype() == "html":
        if len(data) > webpages.MAX_HTML_BYTES:
            return webpages.read_html(data)
        return webpages.read_page(text, notes)
    remarks: list[Refusal] = [note(remark) for remark in notes]
    return plaintext.rows_of(text, remarks)


def _dated(row: dict[str, Any], message: EmailMessage) -> dict[str, Any]:
    """The row, with what the message's headers say where the page says nothing.

    Browsers write the page's address and the day on which it was saved: that is no date of an
    article, while an e-mail's date is.
    """
    address = str(message.get("Snapshot-Content-Location") or "").strip()
    is_page = bool(address) or "multipart/related" in str(message.get("Content-Type", ""))
    told = {
        "url": address if is_address(address) else "",
        "title": str(message.get("Subject") or ""),
        "date": "" if is_page else str(message.get("Date") or ""),
    }
    return {**row, **{field: row.get(field) or value or None for field, value in told.items()}}
