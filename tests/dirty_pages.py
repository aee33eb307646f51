"""Invented pages in tests/dirty, as saved or pasted, and how much of them cleaning gets right.

Every line of a page begins with what it holds: "+" is the author's body ("+heading", "+list",
"+short", "+dialogue", "+quote", "+note" kinds of it), ":" markup without words, "?" words that may
be kept or cut (standfirsts, embedded posts, lists of references), and any other word an artefact
that is not the author's: caption, teaser, comment, bio, ...
"""

import html
import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from framing import articles, ingest

FOLDER = Path(__file__).parent / "dirty"
GROUPS = ("early", "tuning", "held_out", "sealed", "fresh", "first_sight")

Words = Counter[str]
Line = tuple[str, str]  # what it holds, and its text as on the page


@dataclass(frozen=True)
class Page:
    """One page with what each of its lines holds."""

    path: Path

    @property
    def name(self) -> str:
        return f"{self.path.parent.name}/{self.path.stem}"

    @property
    def is_html(self) -> bool:
        return self.path.suffix == ".html"

    @cached_property
    def lines(self) -> list[Line]:
        found = []
        for line in self.path.read_text("utf-8").split("\n"):
            kind, _, text = line.partition(" ")
            found.append((kind, text))
        return found

    @property
    def source(self) -> str:
        """The page as somebody would save or paste it."""
        return "\n".join(text for _, text in self.lines)

    def pieces(self) -> list[tuple[str, Words]]:
        """Every line that holds words, as its kind and its words."""
        return [
            (kind, words(self._seen(kind, text)))
            for kind, text in self.lines
            if kind not in ("", ":")
        ]

    def _seen(self, kind: str, text: str) -> str:
        if kind == "+json":
            data, _ = json.JSONDecoder().raw_decode(text[text.index("{") :])
            return "\n".join(_article_bodies(data))
        if not self.is_html:
            return text
        inline = "" if kind.startswith("+") else " "
        text = re.sub(r"</?(?:span|em|i|b|strong|a|sup|q)\b[^>]*>", inline, text)
        return html.unescape(re.sub(r"<[^>]+>", " ", text))


def pages(*groups: str) -> list[Page]:
    """The pages of these groups, in the order of their names."""
    return [Page(path) for group in groups for path in sorted((FOLDER / group).iterdir())]


def words(text: str) -> Words:
    return Counter(re.findall(r"[^\W_]+", text.casefold()))


def cleaned(page: Page, folder: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The page read from a file and cleaned: its article and all discards."""
    path = folder / page.path.name
    path.write_text(page.source, encoding="utf-8")
    rows, unused = ingest.read([str(path)])
    article, discards = articles.clean(rows)
    return article, pl.concat([unused, discards])


def measured(page: Page, text: str) -> pl.DataFrame:
    """Words of each kind on `page`, and how many of them `text` holds: kind, words, there.

    Words count as often as they occur. What the body accounts for is taken off `text` first, then
    what may be either; the rest was let in, and is charged to the lines that it fits best.
    """
    pieces = page.pieces()
    body = _summed(piece for kind, piece in pieces if kind.startswith("+"))
    either = _summed(piece for kind, piece in pieces if kind == "?")
    got = words(text)
    lost, foreign = body - got, got - body - either
    own = [(kind, piece) for kind, piece in pieces if kind.startswith("+")]
    others = [(kind, piece) for kind, piece in pieces if not kind.startswith("+") and kind != "?"]
    missing, unplaced = _charged(own, lost)
    let_in, unknown = _charged(others, foreign)
    rows = [(kind, n, n - missing[kind]) for kind, n in _totals(own).items()]
    rows += [(kind, n, let_in[kind]) for kind, n in _totals(others).items()]
    if unknown:
        rows.append(("unknown", 0, unknown))
    assert unplaced == 0
    schema = {"kind": pl.String, "words": pl.Int64, "there": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row").insert_column(
        0, pl.Series("page", [page.name] * len(rows), dtype=pl.String)
    )


def _charged(pieces: list[tuple[str, Words]], found: Words) -> tuple[Counter[str], int]:
    """Which kinds the `found` words belong to, and how many belong to none."""
    left = Counter(found)
    charged: Counter[str] = Counter()
    waiting = [piece for piece in pieces if piece[1]]
    while left and waiting:
        best = max(waiting, key=lambda piece: (piece[1] & left).total() / piece[1].total())
        charged[best[0]] += (best[1] & left).total()
        left -= best[1]
        waiting.remove(best)
    return charged, left.total()


def _totals(pieces: list[tuple[str, Words]]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for kind, piece in pieces:
        totals[kind] += piece.total()
    return totals


def _summed(pieces) -> Words:
    total: Words = Counter()
    for piece in pieces:
        total += piece
    return total


def _article_bodies(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["articleBody"]] if "articleBody" in value else []
        return own + [body for one in value.values() for body in _article_bodies(one)]
    if isinstance(value, list):
        return [body for one in value for body in _article_bodies(one)]
    return []
