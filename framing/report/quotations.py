"""Examples of a finding to quotations: the words, where they stand, and why they count."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from framing import marks
from framing.codebook import Instrument
from framing.examples import examples
from framing.selection import Selection
from framing.views import Tables


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence with its source."""

    words: str
    title: str
    byline: str
    url: str  # http or https, or empty
    why: str


@dataclass(frozen=True, slots=True)
class Quotations:
    """The sentences that speak most strongly for a finding, and those that speak against it."""

    strongest: tuple[Quotation, ...]
    contrary: tuple[Quotation, ...]


def quotations(
    tables: Tables, selection: Selection, instrument: Instrument, lead: Mapping[str, Any]
) -> Quotations:
    """Five quotations each way; `lead` is a row of CONTRAST."""
    found = examples(tables, selection, instrument, lead)
    addresses = tables["article"].select("article_id", "url")
    ink = marks.Ink(instrument.codebook)
    ways = (
        tuple(
            _quotation(row, ink)
            for row in rows.join(
                addresses, on="article_id", how="left", maintain_order="left"
            ).iter_rows(named=True)
        )
        for rows in found
    )
    return Quotations(*ways)


def _quotation(row: Mapping[str, Any], ink: marks.Ink) -> Quotation:
    published = row["published"]
    byline = (
        row["outlet"] or "outlet unknown",
        ", ".join(row["authors"] or []) or "unsigned",
        published.isoformat() if isinstance(published, date) else "undated",
        f"sentence {row['sentence']}",
    )
    return Quotation(
        words=row["text"],
        title=row["title"] or "untitled",
        byline=" · ".join(byline),
        url=web(row["url"]),
        why=marks.why(row, row, ink),
    )


def web(url: str | None) -> str:
    """The address if a browser would fetch it from the web, else nothing: no script, no file."""
    is_web = (url or "").lower().startswith(("http://", "https://"))
    return url.strip() if url and is_web else ""
