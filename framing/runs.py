"""Inputs to a scored run: read, clean, mark copies, score in batches, write."""

import hashlib
import importlib.metadata
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

import click
import polars as pl

from framing import tone
from framing.codebook import Instrument
from framing.fetching.pages import Fetch, FetchError, Page
from framing.pipeline import Scored
from framing.pipeline import score as score_batch
from framing.schema import TABLES
from framing.store import StoreError, open_run

BATCH = 200  # articles scored between two steps of the progress bar
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
    """Score batch by batch, with a progress bar where somebody watches."""

    def watch(step: Callable[..., pl.DataFrame], arguments: tuple[Any, ...]) -> pl.DataFrame:
        with timed(seconds, step.__name__):
            return step(*arguments)

    batches = list(articles.iter_slices(BATCH))
    with click.progressbar(
        length=articles.height, label="Scoring", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        parts = []
        for batch in batches:
            parts.append(score_batch(batch, instrument, watch).tables())
            bar.update(batch.height)
    return Scored(**{name: pl.concat([p[name] for p in parts]) for name in parts[0]})


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


def is_already(out: Path, fingerprint: str) -> bool:
    """Whether the folder holds the very run that would be made."""
    try:
        return open_run(out).fingerprint == fingerprint
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
        "version": importlib.metadata.version("framing-desk"),
        "codebook": {
            "name": str(Path(name).resolve()) if name.endswith(".toml") else name,
            "id": codebook.id,
            "version": codebook.version,
            "fingerprint": codebook.fingerprint,
        },
        "instrument": instrument.fingerprint,
        "trained_weights": instrument.lexicon is not None,
        "packages": {name: importlib.metadata.version(name) for name in PACKAGES},
        "counts": {"rows_read": rows} | {name: table.height for name, table in tables.items()},
    }
