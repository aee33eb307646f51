"""A scored run of many articles, for what is measured after scoring.

A thousand are scored in earnest; the rest repeats their tables under other ids, dealt anew to
outlets, authors and days. What pages and statistics cost depends on how many rows there are, and
those are as many as scoring all of them would give.
"""

from datetime import date
from pathlib import Path

import corpus
import numpy as np
import polars as pl
from measure import PYTHON, command

from framing import runs, store

SCORED = 1_000  # articles
FIRST_DAY, DAYS = date(2022, 3, 1), 900


def write(folder: Path, count: int) -> store.Run:
    """A run of `count` articles in folder/run, without the keywords, which no estimate needs."""
    files = corpus.write(folder / "input", min(SCORED, count))
    command(
        PYTHON, "-m", "framing", "score", *files, "--out", folder / "few", "--keywords", runs.LATER
    )
    few = store.open_run(folder / "few")
    tables = {name: few.table(name) for name in store.RUN_TABLES}
    copies = -(-count // tables["article"].height)
    tables["article"] = _dealt(_repeated(tables["article"], copies).head(count))
    kept = tables["article"].select("article_id")
    for name, table in tables.items():
        if name not in ("article", "discard"):
            ids = kept.with_columns(pl.col("article_id").cast(table.schema["article_id"]))
            tables[name] = _repeated(table, copies).join(
                ids, on="article_id", how="semi", maintain_order="left"
            )
    told = {**few.manifest, "fingerprint": f"{count:012x}"}
    told["counts"] = {name: table.height for name, table in tables.items()}
    return store.save_run(folder / "run", tables, told)


def _repeated(table: pl.DataFrame, copies: int) -> pl.DataFrame:
    """The rows `copies` times, each time under ids of their own."""
    if "article_id" not in table.columns:
        return table
    kind = table.schema["article_id"]
    own = pl.col("article_id").cast(pl.String)
    return pl.concat(
        table.with_columns((own + f"/{copy}").cast(kind).alias("article_id"))
        for copy in range(copies)
    )


def _dealt(articles: pl.DataFrame) -> pl.DataFrame:
    """The same articles by other outlets and authors, on other days, each a story of its own."""
    lot = np.random.default_rng(0).permutation(articles.height)
    written = articles.select("outlet", "authors")[lot]
    days = pl.Series(np.random.default_rng(1).integers(0, DAYS, articles.height))
    return articles.with_columns(
        written["outlet"],
        written["authors"],
        published=pl.lit(FIRST_DAY) + pl.duration(days=days),
        is_canonical=pl.lit(True),
    )
