"""XML that strangers wrote: its root, and a tree in which nothing is fetched or expanded."""

import re

from lxml import etree

from framing.ingest import encodings
from framing.ingest.columns import FormatError

MAX_XML_BYTES = 20_000_000
ROOT = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*)*<(?:[\w.-]+:)?([\w.-]+)",
    re.DOTALL | re.IGNORECASE,
)


def root_of(data: bytes) -> str | None:
    """The name of an XML or HTML document's root element in lower case, or None."""
    head = encodings.peek(data).lstrip("\ufeff\u00ef\u00bb\u00bf")
    match = ROOT.match(head) if head.lstrip().startswith("<") else None
    return match[1].lower() if match else None


def refuse_entities(data: bytes) -> None:
    """Raise FormatError for XML that declares entities, by which it could grow or read files.

    XML 1.0, section 4.2; neither feeds nor sitemaps need any. In whatever encoding it is written.
    """
    if len(data) > MAX_XML_BYTES:
        raise FormatError(
            f"XML of {len(data) / 1e6:.0f} MB; at most {MAX_XML_BYTES // 1_000_000} MB are read"
        )
    if re.search(rb"(?i)<!ENTITY", data.replace(b"\0", b"")):
        raise FormatError("XML that declares entities; not opened, since such files can be traps")


def tree_of(data: bytes, name: str) -> etree._Element:
    """The root element of XML that declares no entities. Raises FormatError where it is broken."""
    refuse_entities(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise FormatError(f"broken XML in this {name} ({error.msg}); download it again") from error
