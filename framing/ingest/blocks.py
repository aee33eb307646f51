"""A page's tree to its blocks of text in order, each with what the markup says it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

from lxml import etree

from framing.articles import bodies
from framing.ingest import hints
from framing.ingest.hints import Hint
from framing.ingest.trust import Trust

INLINE = frozenset(
    [
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn"),
        *("em", "font", "i", "img", "ins", "kbd", "mark", "nobr", "q", "rp", "rt", "ruby", "s"),
        *("samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var"),
        *("wbr", "amp-img", "input", "source", "track"),
    ]
)
LONGEST_WORD = 12  # characters on average, of any language that parts its words
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")  # Japanese and Chinese
SENTENCE = 8  # words: shorter blocks are as likely labels
BYLINE = 14  # words: longer ones are notes on the author


@dataclass(slots=True)
class Chunk:
    """A stretch of text, the element it stands in, and whether that is in a link."""

    text: str
    element: Any
    is_linked: bool


@dataclass
class Block:
    """A paragraph, heading, list item or cell: its chunks of text and the element around them."""

    element: Any
    chunks: list[Chunk] = field(default_factory=list)
    text: str = ""
    hint: Hint | None = None

    @cached_property
    def n_words(self) -> int:
        """Words; in writing without spaces between them, as many as its length would make."""
        closed = len(UNSPACED.findall(self.text)) // 2
        return max(len(self.text.split()), closed, len(self.text) // LONGEST_WORD)

    @cached_property
    def is_sentence(self) -> bool:
        """Whether it is long enough for a sentence, and set as one."""
        marked = re.search(r"[.!?…:,;。！？、，؟۔।။၊]", self.text) is not None
        return self.n_words >= SENTENCE and (marked or self.n_words >= 3 * SENTENCE)

    @property
    def linked(self) -> float:
        """The share of its characters that is inside links, 0 … 1."""
        whole = sum(len(chunk.text.strip()) for chunk in self.chunks)
        inside = sum(len(chunk.text.strip()) for chunk in self.chunks if chunk.is_linked)
        return inside / whole if whole else 0.0


def of(tree: Any) -> list[Block]:
    """The blocks of a page, those that its markup sets apart from the article with the hint."""
    etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction)
    body = tree.find(".//body")
    root = tree if body is None else body
    blocks = [block for raw in _raw(root) for block in _tidied(raw)]
    titled = {above for h1 in root.iter("h1") for above in h1.iterancestors()}
    trust = Trust(root, blocks, titled)
    for block in blocks:
        block.hint = _hint(block, trust)
        loud = [chunk for chunk in block.chunks if not _is_silent(chunk.element, trust)]
        if block.hint is None and len(loud) < len(block.chunks):
            block.text = " ".join("".join(chunk.text for chunk in loud).split())
    for element in trust.distrusted():  # or the extraction would be misled by it
        for name in ("class", "id", "role"):
            element.attrib.pop(name, None)
    return [block for block in blocks if block.text]


def _hint(block: Block, trust: Trust) -> Hint | None:
    hint = trust.hint(chunk.element for chunk in block.chunks if chunk.text.strip())
    if hint and hint.part == "byline" and block.n_words > BYLINE:
        return Hint("bio", "about the author")
    return hint


def _is_silent(element: Any, trust: Trust) -> bool:
    """Whether text amid a paragraph is a button, or is not shown at all."""
    while element is not None and (element.tag in INLINE or element.tag == "button"):
        if element.tag == "button" or trust.own(element) == hints.HIDDEN:
            return True
        element = element.getparent()
    return False


def _raw(root: Any) -> Iterator[Block]:
    """Text between block elements."""
    current = Block(root)
    skipped = links = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        step = 1 if event == "start" else -1
        skipped += step * (element.tag in hints.SKIPPED)
        is_inline = element.tag in INLINE or element.tag == "br"
        above = element.getparent()
        home, text = (element, element.text) if event == "start" else (above, element.tail)
        links += step * (element.tag == "a")
        if skipped:
            continue
        if not is_inline:
            yield current
            current = Block(element if home is None else home)
        if event == "start" and element.tag == "br":
            current.chunks.append(Chunk("\n", element, is_linked=False))
        if text and home is not None and not (event == "start" and _is_mark(element)):
            current.chunks.append(Chunk(text.replace("\n", " "), home, is_linked=links > 0))
    yield current


def _is_glued(before: Chunk, chunk: Chunk) -> bool:
    """Whether neighbours in elements of their own are two words, which only a style parts."""
    apart = before.element is not chunk.element and before.element.getparent() is (
        chunk.element.getparent()
    )
    return apart and before.text[-1:].isalnum() and chunk.text[:1].isupper()


def _is_mark(element: Any) -> bool:
    """Whether an element is the number of a footnote, which is no word of the text."""
    is_short = re.fullmatch(r"\s*[\[(]?[\d*†‡]{1,3}[\])]?\s*", element.text or "") is not None
    if not is_short or element.tag != "a":
        return False
    return (element.get("href") or "").startswith("#")


def _tidied(raw: Block) -> Iterator[Block]:
    """A block's lines, where <br> parts them, as paragraphs; none where there is no text."""
    for before, chunk in pairwise(raw.chunks):
        if _is_glued(before, chunk):
            chunk.text = f" {chunk.text}"
    whole = "".join(chunk.text for chunk in raw.chunks)
    if not whole.strip():
        return
    lines = bodies.paragraphs("\n".join(" ".join(line.split()) for line in whole.split("\n")))
    if len(lines) <= 1:
        yield Block(raw.element, raw.chunks, "".join(lines))
        return
    wanted = iter(lines)
    line, near, found = next(wanted), [], ""
    for chunk in raw.chunks:
        near.append(chunk)
        found = " ".join("".join(one.text for one in near).split())
        if chunk.text == "\n" and len(found) >= len(line):
            yield Block(raw.element, near, line)
            line, near = next(wanted, ""), []
    if line and near:
        yield Block(raw.element, near, line)
