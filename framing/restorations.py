"""Articles and their discards to articles with chosen discards back in their places."""

from collections import Counter
from collections.abc import Collection
from hashlib import blake2b

import polars as pl

from framing.schema import ARTICLE, DISCARD, conform

PARAGRAPH = "\n\n"
INLINE = (  # stood at the beginning of a paragraph, not above it
    ("dateline", "where it was written"),
    ("dateline", "when it is said"),
)


def keys(discards: pl.DataFrame) -> pl.Series:
    """A name of 16 hex digits for each discard: the same whenever the same input is cleaned."""
    seen: Counter[str] = Counter()
    found = []
    columns = ("article_id", "source", "row", "part", "reason", "text", "at")
    for article_id, source, row, *rest in discards.select(columns).iter_rows():
        whose = article_id if article_id is not None else f"{source}\n{row}"
        content = "\n".join(map(str, (whose, *rest)))
        seen[content] += 1
        found.append(blake2b(f"{content}\n{seen[content]}".encode(), digest_size=8).hexdigest())
    return pl.Series("key", found, dtype=pl.String)


def can_return() -> pl.Expr:
    """Whether a discard is a part that was cut out of an article that is here."""
    return pl.col("article_id").is_not_null() & pl.col("at").is_not_null()


def restore(
    articles: pl.DataFrame, discards: pl.DataFrame, chosen: Collection[str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Put the chosen discards (by key) back into their articles, each where it stood.

    Returns the articles, with new texts and word counts, and the discards that are left. Keys of
    no discard, or of one that was no part of an article, change nothing. `discards` must be those
    of the articles as they are given: their offsets are of these texts.
    """
    if not chosen:
        return articles, discards
    named = discards.with_columns(keys(discards))
    back = pl.col("key").is_in(list(chosen)) & can_return()
    pieces: dict[str, list[tuple[int, str, bool]]] = {}
    columns = ("article_id", "at", "text", "part", "reason")
    for article_id, at, text, *kind in named.filter(back).select(columns).iter_rows():
        pieces.setdefault(article_id, []).append((at, text or "", tuple(kind) in INLINE))
    texts = [
        _joined(text, pieces[article_id]) if article_id in pieces else text
        for article_id, text in articles.select("article_id", "text").iter_rows()
    ]
    whole = articles.with_columns(text=pl.Series(texts, dtype=pl.String)).with_columns(
        n_words=pl.when(pl.col("article_id").is_in(list(pieces)))
        .then(pl.col("text").str.count_matches(r"\S*[\p{L}\p{N}]\S*"))
        .otherwise("n_words")
    )
    return conform(whole, ARTICLE), conform(named.filter(~back), DISCARD)


def _joined(text: str, pieces: list[tuple[int, str, bool]]) -> str:
    """A text with paragraphs put in at offsets of the text as it was; inline ones begin one."""
    parts: list[str] = []
    begun = 0
    for at, piece, is_inline in sorted(pieces, key=lambda one: (one[0], one[2])):
        before = text[begun:at].removesuffix(PARAGRAPH)
        parts += [before] if before else []
        begun = max(begun, at)
        if is_inline:
            # The rest of its paragraph follows on the same line.
            rest, _, _ = text[begun:].partition(PARAGRAPH)
            parts.append(f"{piece} {rest}".strip())
            begun += len(rest) + (len(PARAGRAPH) if begun + len(rest) < len(text) else 0)
        else:
            parts.append(piece)
    return PARAGRAPH.join([*parts, *([text[begun:]] if text[begun:] else [])])
