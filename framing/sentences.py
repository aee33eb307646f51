"""Articles to sentences whose offsets reproduce the text."""

import re
from collections.abc import Iterator

import polars as pl
from nupunkt import sent_spans

from framing.schema import SENTENCE, conform

# nupunkt rather than sentencex: on three real op-eds sentencex is faster, but swallows whole
# quotations, and after one missing closing mark whole stretches, into single "sentences".
SPINE = ("article_id", "sentence", "paragraph", "part", "start", "end", "text")
MAX_CHARACTERS = 6_000  # no real sentence is longer; unpunctuated text is cut there, at a space
MAX_ASIDE = 600  # characters a parenthesis may run on before it counts as never closed

_PARAGRAPH = re.compile(r"[^\n]+")
_CONTINUES = re.compile(r"[\s)\]”’»,;:–—-]*(?:[a-z]|$)|[)\]”»,;]")
_WORDLESS = re.compile(r"\W*$")
# nupunkt was trained on law reports and takes 193 of the 8,065 small words of the reference corpus
# for abbreviations ("invaders.", "century.", "win."), so that two sentences become one.
_MISSED = re.compile(
    r"\b(?!(?i:approx|assoc|dept|esp|est|etc|excl|figs?|ibid|incl|max|messrs|min|resp|thurs|viz"
    r"|vols?)\.)(?:[a-z]{3,}|[A-Z]?[a-z]{4,})\.[”’\"')\]]*(?=\s+[“‘\"'(\[]?[A-Z])"
)


def split(articles: pl.DataFrame) -> pl.DataFrame:
    """Cut each article into sentences, in order; the headline, if any, comes first.

    `articles` needs article_id, title and text. One row out is one sentence: its ordinal from 0,
    its paragraph from 0 (the headline's is null), its part, its text and the offsets in
    characters of that text within the article's title (headline) or text (body).
    An article without any text has no rows.
    """
    rows = [
        (article_id, ordinal, *sentence)
        for article_id, title, text in articles.select("article_id", "title", "text").iter_rows()
        for ordinal, sentence in enumerate(_sentences(title, text))
    ]
    table = pl.DataFrame(rows, schema=list(SPINE), orient="row", infer_schema_length=None)
    return conform(table, {name: SENTENCE[name] for name in SPINE})


def _sentences(
    title: str | None, text: str | None
) -> Iterator[tuple[int | None, str, int, int, str]]:
    if title and not _WORDLESS.match(title):
        yield None, "headline", 0, len(title), title
    for number, paragraph in enumerate(_PARAGRAPH.finditer(text or "")):
        offset = paragraph.start()
        for start, end in spans(paragraph.group()):
            yield number, "body", offset + start, offset + end, paragraph.group()[start:end]


def spans(paragraph: str) -> list[tuple[int, int]]:
    """Offsets of the sentences of one paragraph, without the white space around them."""
    merged: list[tuple[int, int]] = []
    for start, end in _parts(paragraph):
        if merged and _cut_too_early(paragraph, merged[-1][0], start, end):
            merged[-1] = merged[-1][0], end
        else:
            merged.append((start, end))
    trimmed = (_trim(paragraph, *piece) for span in merged for piece in _bounded(paragraph, *span))
    return [(start, end) for start, end in trimmed if start < end]


def _parts(paragraph: str) -> Iterator[tuple[int, int]]:
    """Sentences as nupunkt finds them, cut again where it took a plain word for an abbreviation."""
    for start, end in sent_spans(paragraph):
        for missed in _MISSED.finditer(paragraph, start, end):
            if missed.end() < end:
                yield start, missed.end()
                start = missed.end()  # noqa: PLW2901 - what is left of the sentence
        yield start, end


def _cut_too_early(paragraph: str, begin: int, start: int, end: int) -> bool:
    """Whether paragraph[start:end] goes on the sentence that begins at `begin`."""
    before, piece = paragraph[begin:start], paragraph[start:end]
    if _WORDLESS.match(piece) or _WORDLESS.match(before) or _CONTINUES.match(piece):
        return True
    opened = before.rfind("(")
    if opened <= 0 or ")" in before[opened:]:  # an aside of its own begins with its parenthesis
        return False
    return paragraph.find(")", start, begin + opened + MAX_ASIDE) >= 0


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_CHARACTERS:
        space = text.rfind(" ", start + 1, start + MAX_CHARACTERS)
        cut = space if space > start else start + MAX_CHARACTERS
        yield start, cut
        start = cut
    yield start, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
