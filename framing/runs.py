"""Inputs to a scored run: read, clean, mark copies, score in batches, write."""

import hashlib
import importlib.metadata
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any

import click
import polars as pl

from framing import reuse, tone
from framing import workers as workers_
from framing.codebook import Instrument
from framing.fetching.pages import Fetch, FetchError, Page
from framing.pipeline import Scored
from framing.schema import DISCARD, TABLES, conform
from framing.shards import Shards
from framing.store import Run, StoreError, open_run

PACKAGES = ("polars", "vaderSentiment", "yake", "nupunkt", "trafilatura", "py3langid")


@contextmanager
def timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    """Add the seconds that the block takes to a stage's."""
    start = perf_counter()
    yield
    seconds[stage] = seconds.get(stage, 0.0) + perf_counter() - start


def watched(fetch: Fetch) -> Fetch:
    """The same, with a progress bar where somebody watches: a page a second takes a while."""

    def fetched(addresses: Sequence[str]) -> Iterator[tuple[str, Page | FetchError]]:
        with click.progressbar(
            length=len(set(addresses)),
            label="Fetching",
            file=sys.stderr,
            hidden=not sys.stderr.isatty(),
        ) as bar:
            for answer in fetch(addresses):
                bar.update(1)
                yield answer

    return fetched


def rounded(seconds: dict[str, float]) -> dict[str, float]:
    """Seconds to the millisecond."""
    return {stage: round(spent, 3) for stage, spent in seconds.items()}


def tell_discards(discard: pl.DataFrame) -> None:
    """A line for each file or row that is lost or was repaired, one for all that was cut."""
    whole = discard.filter(discard["part"].is_in(["file", "row", "note"]))
    for source, row, reason in whole.select("source", "row", "reason").iter_rows():
        place = f"{source}, row {row}" if row is not None else source
        click.echo(f"framing: {place}: {reason}", err=True)
    cut = discard.filter(~discard["part"].is_in(["file", "row", "note"]))
    parts = cut["part"].value_counts(sort=True)
    if parts.height:
        words = ", ".join(f"{count} {part}" for part, count in parts.iter_rows())
        click.echo(f"framing: cut out of article texts, kept in discard: {words}", err=True)


def tell_languages(articles: pl.DataFrame, language: str) -> None:
    """A line for each language that the codebook does not speak."""
    foreign = articles.filter(pl.col("language") != language)["language"].value_counts(sort=True)
    for name, count in foreign.iter_rows():
        noun = "article" if count == 1 else "articles"
        click.echo(
            f"framing: {count} {noun} in language {name!r}: kept, but neither tone nor frames are "
            f"read, since the codebook is for {language!r}",
            err=True,
        )


def tell_topic(articles: pl.DataFrame, pattern: str) -> None:
    """A line for the articles that never name what the codebook is about."""
    if not pattern:
        return
    words = pl.concat_str("title", "text", separator=" ", ignore_nulls=True)
    n = articles.filter(~words.str.contains(pattern)).height
    if n:
        noun = "article never names" if n == 1 else "articles never name"
        click.echo(
            f"framing: {n} {noun} the codebook's topic: frames are read there only in texts of "
            "fewer than five sentences; widen [topic] in a codebook of your own if that is wrong",
            err=True,
        )


def tell_libraries() -> None:
    """A line where the library of tone is another than the one that is known."""
    if note := tone.note():
        click.echo(f"framing: {note}", err=True)


def lost_rows(unread: pl.DataFrame) -> int:
    """How many rows of the input never became raw rows."""
    return unread.filter(unread["part"] == "row").height


def scored(articles: pl.DataFrame, instrument: Instrument, seconds: dict[str, float]) -> Scored:
    """Score batch by batch in this process, with a progress bar where somebody watches."""
    parts = [
        batch.scored.tables()
        for batch in watched_batches(articles, instrument, seconds, workers=1)
        if batch.scored
    ]
    return Scored(**{name: pl.concat([p[name] for p in parts]) for name in parts[0]})


def watched_batches(
    articles: pl.DataFrame, instrument: Instrument, seconds: dict[str, float], *, workers: int
) -> Generator[workers_.Batch, None, None]:
    """Score in batches, with a progress bar where somebody watches; adds to `seconds` by stage."""
    with click.progressbar(
        length=articles.height, label="Scoring", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        cut = workers_.batches(articles, workers)
        with closing(workers_.score_batches(cut, instrument, workers)) as batches:
            for batch in batches:
                for stage, spent in batch.seconds.items():
                    seconds[stage] = seconds.get(stage, 0.0) + spent
                yield batch
                bar.update(batch.articles.height)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A corpus scored: its tables, the discards of what could not be, and how many were anew.

    `shards` are to be forgotten when the tables are saved, and not before.
    """

    scored: Scored
    discard: pl.DataFrame
    anew: int
    shards: Shards


def scored_into(
    out: Path,
    articles: pl.DataFrame,
    instrument: Instrument,
    seconds: dict[str, float],
    *,
    workers: int | None = None,
    afresh: bool = False,
) -> Outcome:
    """Score what neither the run in `out` nor one that was killed on the way holds the scores of.

    Row for row what scoring all of it at once gives. `workers` are processes, by default as many
    as it is worth. Raises StoreError; what is scored by then is kept beside `out` for the next.
    """
    beside = Shards(out, way(instrument), afresh=afresh)
    try:
        earlier = [*beside.whole(), *([] if afresh else _known(out, instrument)), reuse.empty()]
        missing = reuse.unscored(articles, earlier)
        fresh, lost = [], []
        workers = workers or workers_.count_for(missing.height)
        with closing(watched_batches(missing, instrument, seconds, workers=workers)) as batches:
            for batch in batches:
                if batch.scored is None:
                    lost.append((batch.articles["article_id"][0], batch.reason))
                    continue
                fresh.append(batch.scored.tables())
                beside.keep(fresh[-1])
        whole = articles.filter(~pl.col("article_id").is_in([one for one, _ in lost]))
        with timed(seconds, "join"):
            scored = reuse.together(whole, [*fresh, *earlier])
    except BaseException:
        beside.leave()
        raise
    return Outcome(scored, _lost(articles, lost), missing.height, beside)


def _known(out: Path, instrument: Instrument) -> Iterator[dict[str, pl.DataFrame]]:
    """The tables of the run that is there, where it was scored in the same way."""
    try:
        run = open_run(out)
        if is_same_way(run, instrument):
            yield {name: run.table(name) for name in reuse.empty()}
    except StoreError:
        return


def _lost(articles: pl.DataFrame, lost: list[tuple[str, str]]) -> pl.DataFrame:
    """A discard for each article that could not be scored."""
    reasons = pl.DataFrame(
        lost, schema={"article_id": pl.String, "reason": pl.String}, orient="row"
    )
    return (
        articles.select("article_id", "source", "text")
        .join(reasons, on="article_id", how="inner", maintain_order="left")
        .with_columns(row=pl.lit(None, pl.Int64), part=pl.lit("row"), at=pl.lit(None, pl.Int32))
        .pipe(conform, DISCARD)
    )


def way(instrument: Instrument) -> dict[str, Any]:
    """The instrument and the versions that scores depend on, as run.json says them."""
    return {"instrument": instrument.fingerprint, **versions()}


@cache
def versions() -> dict[str, Any]:
    """This program's version and a digest of its code, and the versions of what it scores with."""
    code = hashlib.blake2b(digest_size=6)
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        code.update(path.read_bytes())
    return {
        "version": importlib.metadata.version("framing-desk"),
        "code": code.hexdigest(),
        "packages": {name: importlib.metadata.version(name) for name in PACKAGES},
    }


def is_same_way(run: Run, instrument: Instrument) -> bool:
    """Whether a run's articles would be scored now as they were then."""
    now = way(instrument)
    return {key: run.manifest.get(key) for key in now} == now


def fingerprint(articles: pl.DataFrame, instrument: Instrument) -> str:
    """Twelve hex digits of everything that the numbers depend on."""
    content = articles.drop("source").write_ndjson().encode()
    version = importlib.metadata.version("framing-desk")
    return hashlib.blake2b(
        content + instrument.fingerprint.encode() + version.encode() + repr(TABLES).encode(),
        digest_size=6,
    ).hexdigest()


def corpus_fingerprint(articles: pl.DataFrame) -> str:
    """Twelve hex digits of the articles alone, wherever they were read from."""
    content = articles.drop("source").write_ndjson().encode()
    return hashlib.blake2b(content, digest_size=6).hexdigest()


def is_already(out: Path, fingerprint: str, instrument: Instrument) -> bool:
    """Whether the folder holds the very run that would be made."""
    try:
        run = open_run(out)
        return run.fingerprint == fingerprint and is_same_way(run, instrument)
    except StoreError:
        return False


def manifest(
    instrument: Instrument,
    name: str,
    fingerprint: str,
    rows: int,
    tables: dict[str, pl.DataFrame],
) -> dict[str, Any]:
    """What run.json says; `name` is the codebook's as it was given: a name or a path."""
    codebook = instrument.codebook
    return {
        "fingerprint": fingerprint,
        "corpus": corpus_fingerprint(tables["article"]),
        **way(instrument),
        "codebook": {
            "name": str(Path(name).resolve()) if name.endswith(".toml") else name,
            "id": codebook.id,
            "version": codebook.version,
            "fingerprint": codebook.fingerprint,
        },
        "trained_weights": instrument.lexicon is not None,
        "counts": {"rows_read": rows} | {name: table.height for name, table in tables.items()},
    }
