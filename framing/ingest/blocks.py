"""A page's tree to its blocks of text in order, each with what the markup says it is."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from framing.articles import bodies
from framing.ingest import hints
from framing.ingest.hints import Hint

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
MOST = 0.5  # of a page's sentences: whatever holds more is no mere part of the page
NEARLY_ALL = 0.9
BYLINE = 14  # words: longer ones are notes on the author


@dataclass(slots=True)
class Chunk:
    """A stretch of text and the element it stands in."""

    text: str
    element: Any


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
        inside = sum(len(chunk.text.strip()) for chunk in self.chunks if _in(chunk.element, "a"))
        return inside / whole if whole else 0.0


def of(tree: Any) -> list[Block]:
    """The blocks of a page, those that its markup sets apart from the article with the hint."""
    etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction)
    blocks = [block for raw in _raw(tree) for block in _tidied(raw)]
    parts = _Parts(blocks)
    for block in blocks:
        block.hint = parts.hint(block)
        loud = [chunk for chunk in block.chunks if not parts.is_silent(chunk)]
        if block.hint is None and len(loud) < len(block.chunks):
            block.text = " ".join("".join(chunk.text for chunk in loud).split())
    return [block for block in blocks if block.text]


def _raw(tree: Any) -> Iterator[Block]:
    """Text between block elements."""
    body = tree.find(".//body")
    current = Block(tree if body is None else body)
    skipped = 0
    for event, element in etree.iterwalk(current.element, events=("start", "end")):
        if element.tag in hints.SKIPPED:
            skipped += 1 if event == "start" else -1
        is_inline = element.tag in INLINE
        if event == "start" and not skipped:
            if element.tag == "br":
                current.chunks.append(Chunk("\n", element))
            elif not is_inline:
                yield current
                current = Block(element)
            if element.text and not _is_mark(element):
                current.chunks.append(Chunk(element.text.replace("\n", " "), element))
        if event == "end" and not skipped:
            above = element.getparent()
            if not is_inline and element.tag != "br":
                yield current
                current = Block(element if above is None else above)
            if element.tail and above is not None:
                current.chunks.append(Chunk(element.tail.replace("\n", " "), above))
    yield current


def _is_mark(element: Any) -> bool:
    """Whether an element is the number of a footnote, which is no word of the text."""
    is_short = re.fullmatch(r"\s*[\[(]?[\d*†‡]{1,3}[\])]?\s*", element.text or "") is not None
    if not is_short or element.tag != "a":
        return False
    return (element.get("href") or "").startswith("#")


def _tidied(raw: Block) -> Iterator[Block]:
    """A block's lines, where <br> parts them, as paragraphs; none where there is no text."""
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


class _Parts:
    """Which hints of a page are to be trusted: those that do not cover most of its sentences."""

    def __init__(self, blocks: list[Block]) -> None:
        self._own: dict[Any, Hint | None] = {}
        self._weights: Counter[Any] = Counter()
        self._titled = {above for block in blocks if block.element.tag == "h1"
                        for above in block.element.iterancestors()}  # fmt: skip
        for block in blocks:
            if block.is_sentence:
                self._weights.update(dict.fromkeys(_line(block.element), block.n_words))
        self._total = sum(block.n_words for block in blocks if block.is_sentence)
        sure = [block for block in blocks if block.is_sentence and self._sure(block)]
        self._rest = self._total - sum(block.n_words for block in sure)
        self._distrusted: frozenset[Hint] = frozenset()
        self._distrusted = self._too_common(blocks)

    def hint(self, block: Block) -> Hint | None:
        """The hint that all text of a block stands under; the outer one for comments and boxes."""
        found = [self._above(chunk.element) for chunk in block.chunks if chunk.text.strip()]
        if not found or not all(found):
            return None
        trusted = [hint for line in found for hint in line]
        whole = next((hint for hint in trusted if hint.part in ("comment", "teaser")), None)
        hint = whole or found[0][0]
        if hint.part == "byline" and block.n_words > BYLINE:
            return Hint("bio", "about the author")
        return hint

    def is_silent(self, chunk: Chunk) -> bool:
        """Whether a chunk amid a paragraph is a button, or is not shown at all."""
        near = [one for one in _line(chunk.element) if one.tag in INLINE or one.tag == "button"]
        return any(one.tag == "button" or self._hint(one) == hints.HIDDEN for one in near)

    def _above(self, element: Any) -> list[Hint]:
        return [
            hint
            for one in _line(element)
            if (hint := self._trusted(one)) and hint not in self._distrusted
        ]

    def _trusted(self, element: Any) -> Hint | None:
        hint = self._hint(element)
        if hint is None or element in self._titled or element.tag in ("body", "html", "main"):
            return None
        if element.tag in ("footer", "cite") and _in(element, "blockquote"):
            return None
        limit = NEARLY_ALL * self._total if hint.sure else MOST * self._rest
        return hint if self._weights[element] <= limit else None

    def _hint(self, element: Any) -> Hint | None:
        if element not in self._own:
            self._own[element] = hints.of(element)
        return self._own[element]

    def _sure(self, block: Block) -> bool:
        found = (self._hint(one) for one in _line(block.element) if one not in self._titled)
        return any(hint.sure for hint in found if hint)

    def _too_common(self, blocks: list[Block]) -> frozenset[Hint]:
        """Hints that together would leave too little: a site's class on its own paragraphs."""
        tally: Counter[Hint] = Counter()
        for block in blocks:
            if block.is_sentence and (hint := self.hint(block)) and hint.part != "comment":
                tally[hint] += block.n_words
        return frozenset(hint for hint, n in tally.items() if n > MOST * self._rest)


def _line(element: Any) -> Iterator[Any]:
    """An element and those around it, from within."""
    yield element
    yield from element.iterancestors()


def _in(element: Any, tag: str) -> bool:
    return any(one.tag == tag for one in _line(element))
