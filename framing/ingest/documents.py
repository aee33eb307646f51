"""Word documents (.docx) to raw rows."""

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from framing.ingest import archives, plaintext
from framing.ingest.columns import FormatError, Reading, Refusal, note

PARAGRAPH, TEXT, DELETED_TEXT = qn("w:p"), qn("w:t"), qn("w:delText")
BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
DELETED = (qn("w:del"), qn("w:moveFrom"))
INSERTED = (qn("w:ins"), qn("w:moveTo"))
# What a text box says twice, for Word of before 2010.
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_document(data: bytes) -> Reading:
    """The text of a Word document: one article, or a batch that a database exported.

    ECMA-376 part 1 (WordprocessingML) by way of python-docx. Tracked changes are read as accepted
    (17.13.5): what was inserted is text, what was deleted is kept in a note. Headers, footers,
    footnotes and comments are not read. Raises FormatError for broken files and zip bombs.
    """
    archives.check_declared(data, "Word document")
    try:
        body = docx.Document(io.BytesIO(data)).element.body
    except (OpcError, KeyError, ValueError, AttributeError, etree.XMLSyntaxError) as error:
        raise FormatError("a broken Word document; save it again as .docx") from error
    text = "\n\n".join(part for part in _paragraphs(body) if part.strip())
    if not text:
        raise FormatError("no text in this Word document; if it holds pictures, give their text")
    return plaintext.rows_of(text, _tracked(body))


def _paragraphs(body: Any) -> Iterator[str]:
    for paragraph in body.iter(PARAGRAPH):
        if _within(paragraph, (FALLBACK, *DELETED)) is None:
            yield "".join(_pieces(paragraph))


def _pieces(paragraph: Any) -> Iterator[str]:
    """The pieces of text of a paragraph, without those of paragraphs in its text boxes."""
    for element in paragraph.iter(TEXT, *BREAKS):
        if _within(element, (PARAGRAPH,)) is not paragraph or _within(element, DELETED) is not None:
            continue
        yield element.text or "" if element.tag == TEXT else BREAKS[element.tag]


def _within(element: Any, tags: tuple[str, ...]) -> Any:
    """The nearest element around `element` with one of these names, or None."""
    return next(element.iterancestors(*tags), None)


def _tracked(body: Any) -> list[Refusal]:
    """A note on tracked changes, with the words that were deleted."""
    inserted = sum(1 for _ in body.iter(*INSERTED))
    deleted = [
        "".join(text.text or "" for text in change.iter(DELETED_TEXT, TEXT))
        for change in body.iter(*DELETED)
    ]
    if not inserted and not deleted:
        return []
    reason = (
        f"tracked changes read as accepted: {inserted} insertions in, {len(deleted)} deletions out"
    )
    return [note(reason)._replace(text="\n".join(deleted) or None)]
