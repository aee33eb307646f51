"""A selection to a share bundle: every number and where it comes from, but nobody's articles.

A bundle is a set of named files: tables as CSV, the codebook, a manifest and a README. It holds no
text but quotations of at most 25 words, headlines among them. Whoever has the articles can derive
each number again: framing.bundle.verification.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

import polars as pl

from framing import spreadsheets, views
from framing.address import pairs
from framing.bundle.quotes import clipped, quotes
from framing.codebook import Instrument
from framing.estimates import estimate
from framing.estimates.contrasts import contrasts
from framing.measures import GROUPINGS, MEASURES
from framing.selection import Selection
from framing.views import Tables

FORMAT = 1
README, MANIFEST, CODEBOOK, ARTICLES = (
    "README.txt",
    "manifest.json",
    "codebook.toml",
    "articles.csv",
)
NUMBERS = {  # the tables that are derived from the articles, and what names a row of each
    "article_scores.csv": ("article_id",),
    "article_frames.csv": ("article_id", "frame"),
    "quotes.csv": ("article_id", "sentence", "frame"),
    "estimates.csv": ("grouped_by", "group", "measure", "frame"),
    "talk_and_stand.csv": ("grouped_by", "group", "measure", "frame"),
    "contrasts.csv": ("grouped_by", "group", "against", "measure", "frame"),
}
FILES = (README, MANIFEST, CODEBOOK, ARTICLES, *NUMBERS, "set_aside.csv")
# Quarters by length are of all articles together: with one missing, none could be derived again.
BUNDLED = tuple(by for by in GROUPINGS if by != "length")
CONTRASTED = ("outlet", "author", "genre", "month")  # those that the dashboard contrasts
ABOUT = ("outlet", "authors", "published", "genre", "language")  # what groups and reads an article


class BundleError(ValueError):
    """Something is no share bundle, or cannot be one; the message says why."""


def files(
    tables: Tables,
    selection: Selection,
    instrument: Instrument,
    manifest: Mapping[str, Any],
    *,
    codebook: str,
) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file of the bundle, in order; the same for the same input.

    `codebook` is the text of the codebook's TOML. Raises BundleError when no article is left.
    """
    kept = chosen(tables, selection)
    if kept["article"].is_empty():
        raise BundleError(f"no article is left: {selection.describe()}")
    written: dict[str, bytes] = {}
    numbers = derived(kept, selection, instrument)
    listed, aside = articles(kept["article"]), views.discards(tables)
    for name, table in chain([(ARTICLES, listed)], numbers, [("set_aside.csv", aside)]):
        written[name] = spreadsheets.csv(table)
        yield name, written[name]
    written[CODEBOOK] = codebook.encode()
    yield CODEBOOK, written[CODEBOOK]
    about = _manifest(kept, selection, manifest, written)
    yield MANIFEST, (json.dumps(about, indent=2, ensure_ascii=False) + "\n").encode()
    yield README, _readme(selection, manifest).encode()


def chosen(tables: Tables, selection: Selection) -> dict[str, pl.DataFrame]:
    """The tables of the articles that a selection leaves, whatever voice it asks for."""
    left = selection.articles(tables["article"])
    return {"article": left} | {
        name: tables[name].join(left, on="article_id", how="semi", maintain_order="left")
        for name in ("sentence", "article_frame", "article_score", "keyword")
    }


def articles(table: pl.DataFrame) -> pl.DataFrame:
    """One row per article: what groups it, where it is to be found, and the digest of its text."""
    authors = [json.dumps(names or [], ensure_ascii=False) for names in table["authors"].to_list()]
    return table.select(
        "article_id",
        "url",
        pl.Series("digest", digests(table), dtype=pl.String),
        "outlet",
        pl.Series("authors", authors, dtype=pl.String),
        "published",
        "genre",
        "language",
        pl.Series("title", [clipped(title) for title in table["title"]], dtype=pl.String),
        "n_words",
        "cluster",
        "is_canonical",
    )


def digests(table: pl.DataFrame) -> list[str]:
    """SHA-256 of each article's title, two line feeds and text, as cleaned, in UTF-8."""
    return [
        hashlib.sha256(f"{title or ''}\n\n{text or ''}".encode()).hexdigest()
        for title, text in table.select("title", "text").iter_rows()
    ]


def derived(
    kept: Tables, selection: Selection, instrument: Instrument
) -> Iterator[tuple[str, pl.DataFrame]]:
    """The tables that follow from articles, codebook and voice, in the order of NUMBERS."""
    spoken = Selection(voice=selection.voice)
    here = views.select(kept, spoken, instrument)
    yield "article_scores.csv", here["article_score"]
    yield "article_frames.csv", here["article_frame"]
    yield "quotes.csv", quotes(here["article"], here["sentence"], instrument.codebook.poles)
    counted = here["article"], here["article_frame"], here["article_score"]
    yield (
        "estimates.csv",
        pl.concat(estimate(*counted, by=by, measure=name) for by in BUNDLED for name in MEASURES),
    )
    yield (
        "talk_and_stand.csv",
        pl.concat(views.talk_and_stand(kept, spoken, instrument, by) for by in BUNDLED),
    )
    yield (
        "contrasts.csv",
        pl.concat(
            contrasts(*counted, by=by, measure=name)
            for by in CONTRASTED
            for name, measure in MEASURES.items()
            if measure.unit != "count"
        ),
    )


def _manifest(
    kept: Tables, selection: Selection, manifest: Mapping[str, Any], written: dict[str, bytes]
) -> dict[str, Any]:
    """What the bundle was made from and with, and the digest of each file."""
    book = {k: v for k, v in manifest["codebook"].items() if k != "name"}  # a name may be a path
    shown = ("fingerprint", "corpus", "version", "instrument", "trained_weights", "packages")
    return {
        "format": FORMAT,
        **{name: manifest[name] for name in shown if name in manifest},
        "codebook": book,
        "selection": {
            "words": selection.describe(),
            "voice": selection.voice,
            "query": pairs(selection),
            "whole": selection in (Selection(), Selection(voice=selection.voice)),
        },
        "articles": kept["article"].height,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in written.items()},
    }


def _readme(selection: Selection, manifest: Mapping[str, Any]) -> str:
    return f"""\
Share bundle of Framing Desk {manifest.get("version", "")}: {selection.describe()}

Every number of a media-framing analysis, and what is needed to derive it again from one's own
copies of the articles. No article is in here: only addresses, digests, and quotations of at most
25 words, which together are never more than a fifth of an article.

To check it:  framing verify this-bundle.zip YOUR-COPIES

{ARTICLES}        an article a row: its id, address, date and who wrote it; SHA-256 of its title,
                    two line feeds and its text as cleaned; and which articles carry one story
article_scores.csv  tone, lean, position and confidence of each article
article_frames.csv  how many of its sentences evoke each frame, in whose voice, with which stance
estimates.csv       every measure by outlet, author, month, week and genre, with interval and n
talk_and_stand.csv  what each group talks about, and what it stands for where it takes a side
contrasts.csv       how far each group is from the rest, with p, and q corrected for their number
quotes.csv          sentences that decide an article's position, cut to 25 words
set_aside.csv       what was cut or left out before the analysis, and why (not re-derived)
{CODEBOOK}       the instrument: what each frame is, and by which words it is found
{MANIFEST}       versions, fingerprints, the selection, and SHA-256 of each file

Columns are described in docs/tables.md of Framing Desk. Text that a spreadsheet would run as a
formula has an apostrophe before it.
"""
