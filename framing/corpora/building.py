"""A plan and its batches to a run: joined, mended as decided, scored where scores are not known."""

import importlib.metadata
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import polars as pl

from framing import articles, duplicates, growth, restorations, reuse, runs, store
from framing.corpora import batches
from framing.corpora.records import Plan, Record
from framing.metadata import suggestions
from framing.schema import ARTICLE, DISCARD, ORIGIN, SET_ASIDE, conform
from framing.store import StoreError, open_run

RUNS = "runs"
CHUNK = 25  # articles between two steps of the progress: about two seconds
Tables = dict[str, pl.DataFrame]
Progress = Callable[[int, int], None]  # articles scored, articles to be scored
Keep = Callable[[Tables], None]  # what is scored so far goes somewhere safe


def assemble(corpus: Path, plan: Plan) -> tuple[Tables, dict[str, dict[str, int]]]:
    """A plan's article, discard, origin and set_aside tables, before any score.

    With them, for each batch, how many of its articles were new, changed and repeated. Raises
    StoreError when a batch is damaged beyond its documents' help.
    """
    grown = growth.join(batches.load(corpus, batch) for batch in plan.batches)
    set_aside = _with_keys(grown.discard, plan.restored)
    is_row = pl.col("part").cast(pl.String) == "row"
    whole, left = restorations.restore(
        grown.article, set_aside.filter(~is_row).select(*DISCARD), set(plan.restored)
    )
    back = list(_rows_back(corpus, set_aside.filter(is_row, "is_back"), grown.article))
    dropped = set_aside.filter(is_row, ~pl.col("is_back")).select(*DISCARD)
    article = conform(pl.concat([whole, *(one.article for one in back)]), ARTICLE)
    tables = {
        "article": duplicates.mark(renamed(article, plan)),
        "discard": conform(pl.concat([left, dropped]), DISCARD),
        "origin": conform(pl.concat([grown.origin, *(one.origin for one in back)]), ORIGIN),
        "set_aside": set_aside,
    }
    return tables, grown.counts


def _with_keys(discard: pl.DataFrame, restored: Collection[str]) -> pl.DataFrame:
    """Discards with the names that last, and whether they were put back."""
    keyed = discard.with_columns(restorations.keys(discard))
    may_return = restorations.can_return() | (pl.col("part").cast(pl.String) == "row")
    is_back = pl.col("key").is_in(list(restored)) & may_return
    return conform(keyed.with_columns(is_back=is_back), SET_ASIDE)


def _rows_back(corpus: Path, rows: pl.DataFrame, here: pl.DataFrame) -> Iterator[articles.Cleaned]:
    """Rows that were left out, each an article of its own, uncut, with an id of its own."""
    taken = set(here["article_id"])
    for row in rows.iter_rows(named=True):
        place = (row["source"], row["row"])
        about = batches.about(corpus, row["batch"])
        raw = batches.table(corpus, row["batch"], "raw").filter(source=place[0], row=place[1])
        done = articles.cleaned(
            raw,
            orders=batches.reading_of(about).orders,
            today=date.fromisoformat(about["today"]),
            keep={place},
        )
        for own in done.article["article_id"]:
            name = own if own not in taken else row["key"]
            taken.add(name)
            yield _called(done, name)


def _called(done: articles.Cleaned, article_id: str) -> articles.Cleaned:
    """One cleaned article under another id."""
    name = {"article_id": pl.lit(article_id)}
    return articles.Cleaned(
        done.article.with_columns(**name, cluster=pl.lit(article_id)),
        done.discard.with_columns(**name),
        done.origin.with_columns(**name),
    )


def renamed(article: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """Articles under the names that a plan's merges give their outlets and authors."""
    merges = [(merge.field, merge.names, merge.into) for merge in plan.merges]
    for field in ("outlet", "author"):
        into = suggestions.untangled(merges, field)
        article = suggestions.merge(article, field, into)
    return article


def build(
    corpus: Path,
    record: Record,
    plan: Plan,
    *,
    progress: Progress,
    checkpoints: Sequence[Tables] = (),
    keep: Keep | None = None,
) -> tuple[Tables, dict[str, Any]]:
    """A plan's tables, scored, and what run.json says of them.

    Scores are taken from the record's runs and from `checkpoints` where articles are unchanged
    since, and the codebook, the weights and the libraries are the same; the others are scored,
    CHUNK by CHUNK, each given to `keep`. Raises StoreError and CodebookError.
    """
    start = perf_counter()
    instrument = store.instrument(plan.codebook)
    tables, counts = assemble(corpus, plan)
    here = list(runs_of(corpus, record))
    earlier = [*checkpoints, *(known for run in here for known in runs.known(run, instrument))]
    read = next((r for run in here if (r := runs.sentences_read(run, instrument))), None)
    work = reuse.work(tables["article"], earlier, read)
    whole_work = sum(part.articles.height for part in work)
    progress(0, whole_work)
    fresh = []
    for chunk in (chunk for part in work for chunk in part.slices(CHUNK)):
        fresh.append(reuse.do(chunk, instrument))
        if keep:
            keep(fresh[-1])
        progress(sum(done["article"].height for done in fresh), whole_work)
    scored = reuse.together(tables["article"], [*fresh, *earlier])
    whole = tables | scored.tables()
    manifest = runs.manifest(
        instrument,
        plan.codebook,
        runs.fingerprint(tables["article"], instrument),
        rows_read(tables),
        whole,
    )
    seconds = {"all": round(perf_counter() - start, 3)}
    anew = sum(part.articles.height for part in work if part.by_text)
    told = {"id": record.id, "scored_anew": anew, "batches": counts}
    return whole, manifest | {"kept": told, "seconds": seconds}


def rows_read(tables: Tables) -> int:
    """How many rows the articles came from."""
    return tables["article"].height + tables["discard"].filter(part="row").height


def runs_of(corpus: Path, record: Record) -> Iterator[store.Run]:
    """A record's runs, the newest first; articles of a damaged one are scored again."""
    for name in (record.run, record.backup_run):
        try:
            if name:
                yield open_run(corpus / RUNS / name)
        except StoreError:
            continue


def way() -> dict[str, Any]:
    """The versions that scores depend on, as run.json says them."""
    return runs.versions()


def version() -> str:
    """This program's version."""
    return importlib.metadata.version("framing-desk")


def next_run(record: Record, corpus: Path) -> str:
    """A folder's name for a run that none has yet."""
    here = {path.name for path in (corpus / RUNS).glob("*")} | {record.run or "", "0000"}
    return f"{max(int(name) for name in here if name.isdigit()) + 1:04}"
