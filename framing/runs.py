"""Inputs to a scored run: read, clean, mark copies, score in batches, write."""

import hashlib
import importlib.metadata
import json
import sys
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any

import click
import polars as pl

from framing import articles, duplicates, reuse, tone, workers
from framing.codebook import Instrument
from framing.fetching.pages import Fetch, FetchError, Page
from framing.pipeline import Scored
from framing.schema import DISCARD, TABLES, conform
from framing.shards import Shards
from framing.store import Run, StoreError, open_run

LATER = "later"  # what run.json says of keywords that were not read
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


def tell_reused(outcome: "Outcome", n_articles: int) -> None:
    """A line where articles had been scored, or read for another codebook, before."""
    known = n_articles - outcome.anew - outcome.again
    if known:
        click.echo(f"framing: {known} of {n_articles} articles had been scored before", err=True)
    if outcome.again:
        click.echo(
            f"framing: {outcome.again} of {n_articles} articles had been read for another "
            "codebook: only frames and stances were read again",
            err=True,
        )


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What came out of an input: articles with their copies marked, discards, and its digest."""

    article: pl.DataFrame
    discard: pl.DataFrame
    fingerprint: str


def cleaned(
    out: Path | None,
    raw: pl.DataFrame,
    unread: pl.DataFrame,
    seconds: dict[str, float],
    *,
    orders: Mapping[str, str],
    today: date,
) -> Cleaned:
    """Raw rows and unread files to articles and discards; known where the run in `out` has them.

    That is so when the very same input was cleaned by the same program on the same day.
    """
    with timed(seconds, "clean"):
        given = input_fingerprint(raw, unread, orders, today)
        run = _run(out) if out else None
        if run is not None and run.manifest.get("input") == given:
            with suppress(StoreError):
                return Cleaned(run.table("article"), run.table("discard"), given)
        kept, discarded = articles.clean(raw, orders=orders, today=today, each=workers.each)
        discard = conform(pl.concat([unread, discarded]), DISCARD)
    with timed(seconds, "duplicates"):
        return Cleaned(duplicates.mark(kept), discard, given)


def input_fingerprint(
    raw: pl.DataFrame, unread: pl.DataFrame, orders: Mapping[str, str], today: date
) -> str:
    """Twelve hex digits of everything that cleaning depends on."""
    digest = hashlib.blake2b(digest_size=6)
    told = sorted(orders.items()), today.isoformat(), versions()
    digest.update(json.dumps(told).encode())
    for table in (raw, unread):
        for part in table.iter_slices(1000):
            digest.update(part.write_ndjson().encode())
    return digest.hexdigest()


def lost_rows(unread: pl.DataFrame) -> int:
    """How many rows of the input never became raw rows."""
    return unread.filter(unread["part"] == "row").height


def scored(articles: pl.DataFrame, instrument: Instrument, seconds: dict[str, float]) -> Scored:
    """Score in this process, without keywords, with a progress bar where somebody watches."""
    work = [reuse.Work(articles, keywords=False)]
    batches = watched_batches(work, instrument, seconds, workers.Pool(1))
    return reuse.together(articles, [batch.tables for batch in batches if batch.tables])


def watched_batches(
    work: Sequence[reuse.Work],
    instrument: Instrument,
    seconds: dict[str, float],
    engine: workers.Engine,
) -> Generator[workers.Batch, None, None]:
    """Score in batches, with a progress bar where somebody watches; adds to `seconds` by stage."""
    with click.progressbar(
        length=sum(part.articles.height for part in work),
        label="Scoring",
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
    ) as bar:
        cut = workers.batches(work, engine.workers)
        with closing(engine.score_batches(cut, instrument)) as batches:
            for batch in batches:
                for stage, spent in batch.seconds.items():
                    seconds[stage] = seconds.get(stage, 0.0) + spent
                yield batch
                bar.update(batch.articles.height)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A corpus scored: its tables, and the discards of what could not be.

    `anew` counts the articles that were read from their text, `again` those whose frames and
    stances alone were. `shards` are to be forgotten when the tables are saved, and not before.
    """

    scored: Scored
    discard: pl.DataFrame
    anew: int
    again: int
    shards: Shards


def scored_into(
    out: Path,
    articles: pl.DataFrame,
    instrument: Instrument,
    seconds: dict[str, float],
    *,
    engine: workers.Engine | None = None,
    afresh: bool = False,
    with_keywords: bool = True,
) -> Outcome:
    """Score what neither the run in `out` nor one that was killed on the way holds the scores of.

    Row for row what scoring all of it at once gives. `engine` scores, by default as many
    processes of this machine as it is worth. Raises StoreError; what is scored by then is kept
    beside `out` for the next.
    """
    beside = Shards(out, way(instrument), afresh=afresh)
    try:
        here = None if afresh else _run(out)
        earlier = [*beside.whole(), *(known(here, instrument) if here else ())]
        read = sentences_read(here, instrument) if here else None
        work = reuse.work(articles, earlier, read, with_keywords=with_keywords)
        fresh, lost = [], []
        engine = engine or workers.Pool.of(sum(part.articles.height for part in work))
        with closing(watched_batches(work, instrument, seconds, engine)) as batches:
            for batch in batches:
                if batch.tables is None:
                    lost.append((batch.articles["article_id"][0], batch.reason))
                    continue
                fresh.append(batch.tables)
                beside.keep(batch.tables)
        whole = articles.filter(~pl.col("article_id").is_in([one for one, _ in lost]))
        with timed(seconds, "join"):
            scored = reuse.together(whole, [*fresh, *earlier])
    except BaseException:
        beside.leave()
        raise
    anew, again = (
        sum(part.articles.height for part in work if part.by_text and is_again == part.is_again)
        for is_again in (False, True)
    )
    return Outcome(scored, _lost(articles, lost), anew, again, beside)


def _run(out: Path) -> Run | None:
    """The run that is there, if any."""
    try:
        return open_run(out)
    except StoreError:
        return None


def known(run: Run, instrument: Instrument) -> Iterator[dict[str, pl.DataFrame]]:
    """The tables of a run that scoring now would give again, for articles that have not changed.

    All of them, where it was scored in the same way; terms and keywords, by another codebook.
    """
    names = [
        name
        for name in reuse.SCORES
        if (name != "keyword" or has_keywords(run))
        and (is_same_way(run, instrument) or name in ("article", "term", "keyword"))
    ]
    try:
        if is_read_alike(run, instrument):
            yield {name: run.table(name) for name in names}
    except StoreError:
        return


def sentences_read(run: Run, instrument: Instrument) -> dict[str, pl.DataFrame] | None:
    """The articles and sentences of a run in which another codebook was read."""
    try:
        if is_read_alike(run, instrument) and not is_same_way(run, instrument):
            return {name: run.table(name) for name in ("article", "sentence")}
    except StoreError:
        pass
    return None


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
    return {"instrument": instrument.fingerprint, "reading": instrument.reading, **versions()}


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


def is_read_alike(run: Run, instrument: Instrument) -> bool:
    """Whether a run's voices and tone, if not its frames, would be read now as they were then."""
    now = {key: value for key, value in way(instrument).items() if key != "instrument"}
    return {key: run.manifest.get(key) for key in now} == now


def has_keywords(run: Run) -> bool:
    """Whether a run's keywords were read, and not left for later."""
    return run.manifest.get("keywords") != LATER


def fingerprint(
    articles: pl.DataFrame, instrument: Instrument, *, with_keywords: bool = True
) -> str:
    """Twelve hex digits of everything that the numbers depend on."""
    content = articles.drop("source").write_ndjson().encode()
    version = importlib.metadata.version("framing-desk")
    return hashlib.blake2b(
        content
        + instrument.fingerprint.encode()
        + version.encode()
        + repr(TABLES).encode()
        + (b"" if with_keywords else LATER.encode()),
        digest_size=6,
    ).hexdigest()


def corpus_fingerprint(articles: pl.DataFrame) -> str:
    """Twelve hex digits of the articles alone, wherever they were read from."""
    content = articles.drop("source").write_ndjson().encode()
    return hashlib.blake2b(content, digest_size=6).hexdigest()


def is_already(out: Path, fingerprints: Collection[str], instrument: Instrument) -> bool:
    """Whether the folder holds a run of one of these fingerprints, scored as it would be now."""
    run = _run(out)
    return run is not None and run.fingerprint in fingerprints and is_same_way(run, instrument)


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
