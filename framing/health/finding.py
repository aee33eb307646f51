"""One finding about the data."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl

MOST_EXAMPLES = 5
LONGEST = 120  # characters of an example


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, how grave it is, in how many of how many, for example where, what helps."""

    finding: str
    severity: str
    count: int
    of: int
    words: str
    examples: tuple[str, ...] = ()
    advice: str | None = None

    def row(self) -> dict[str, Any]:
        """A row of the health table."""
        return {name: getattr(self, name) for name in self.__slots__} | {
            "examples": list(dict.fromkeys(map(short, self.examples)))[:MOST_EXAMPLES]
        }


def short(text: object) -> str:
    """Text on one line, cut at LONGEST."""
    line = " ".join(str(text).split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def number(n: int, noun: str) -> str:
    """A count with its noun.

    >>> number(1, "article"), number(1200, "byline")
    ('1 article', '1,200 bylines')
    """
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def titles(articles: pl.DataFrame) -> list[str]:
    """What articles are called by: title, else first words; with the outlet."""
    return [
        f"{title or ' '.join((text or '').split()[:8]) or article_id}"
        + (f" ({outlet})" if outlet else "")
        for article_id, title, text, outlet in articles.head(MOST_EXAMPLES)
        .select("article_id", "title", "text", "outlet")
        .iter_rows()
    ]


def if_any(rows: pl.DataFrame, finding: Finding) -> Iterable[Finding]:
    """The finding where it has rows."""
    return [finding] if rows.height else []
