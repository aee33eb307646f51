"""Articles and what was set aside to findings about the data, before any score is made.

Its parts: texts (length, cuts, languages), facts (bylines, dates, names), losses (what was not
used).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

import polars as pl

from framing.health import facts, losses, texts
from framing.health.finding import Finding
from framing.schema import DISCARD, HEALTH, ORIGIN, SEVERITIES, empty, migrated

Tables = Mapping[str, pl.DataFrame]
PARTS: tuple[Callable[[Tables], Iterator[Finding]], ...] = (
    losses.read,
    losses.unread,
    texts.cut,
    texts.lengths,
    texts.languages,
    facts.missing,
    facts.dated,
    facts.named,
    losses.copies,
    losses.repaired,
    losses.set_aside,
    losses.columns,
)

FIRST = ("nothing", "articles")


def health(tables: Tables, *, language: str = "en", pattern: str = "") -> pl.DataFrame:
    """Findings about articles: a health table, how many there are first, then the gravest.

    `tables` are article (with copies marked), discard, origin and column; the last two may be
    missing. `language` is the codebook's, `pattern` its topic's. Severities: stop (nothing can be
    scored), warning (numbers will be wrong or missing), notice (worth knowing), fine.
    """
    whole = {
        "article": tables["article"],
        "discard": migrated(tables.get("discard", empty(DISCARD)), "discard"),
        "origin": tables.get("origin", empty(ORIGIN)),
        "column": tables.get("column", pl.DataFrame()),
    }
    found = [one for part in PARTS for one in part(whole)]
    found += [
        *texts.foreign(whole["article"], language),
        *texts.off_topic(whole["article"], pattern),
    ]
    found.sort(key=lambda one: (one.finding not in FIRST, SEVERITIES.index(one.severity)))
    return pl.DataFrame([one.row() for one in found], schema=HEALTH)


def worst(findings: pl.DataFrame) -> str:
    """The gravest severity of a health table; "fine" where it has no rows."""
    here = set(findings["severity"].cast(pl.String))
    return next((name for name in SEVERITIES if name in here), "fine")


def count(findings: pl.DataFrame, severities: Iterable[str]) -> int:
    """How many findings are of the severities."""
    return findings.filter(pl.col("severity").is_in(list(severities))).height
