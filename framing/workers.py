"""Batches of articles to their tables, on several processes: no article costs the others theirs.

A worker that is killed costs its batch a retry. A batch that breaks its worker again and again, or
that cannot be scored, is halved until the one article is known that does it; it comes back with
the reason, and the rest goes on.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from multiprocessing.context import SpawnContext, SpawnProcess
from time import perf_counter
from types import ModuleType
from typing import Any, Protocol

import polars as pl

from framing.codebook import Instrument
from framing.reuse import Work, do

TRIES = 3  # times that a batch may break a worker before it is halved
LEAST = 40  # articles for each worker: below that, starting one takes longer than it saves
CHEAPER = 5  # times that a row is cleaned faster than an article is scored
LARGEST, SMALLEST = 100, 10  # articles of a batch
THREADS = "POLARS_MAX_THREADS"

Tables = dict[str, pl.DataFrame]
Answer = tuple[Tables, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles and their tables, or None and why one article has none; seconds by stage."""

    articles: pl.DataFrame
    tables: Tables | None
    reason: str = ""
    seconds: dict[str, float] = field(default_factory=dict)


class Engine(Protocol):
    """Whoever scores batches, `workers` at once, and gives them back in their order."""

    @property
    def workers(self) -> int:
        """How many batches are scored at once."""
        ...

    def score_batches(
        self, batches: Iterable[Work], instrument: Instrument
    ) -> Generator[Batch, None, None]:
        """Score batches in their order; what cannot be scored comes back with the reason."""
        ...


@dataclass(frozen=True, slots=True)
class Pool:
    """So many processes of this machine; one is this process itself."""

    workers: int

    @classmethod
    def of(cls, articles: int) -> "Pool":
        """As many as so many articles are worth, at most one for each core."""
        return cls(max(1, min(os.cpu_count() or 1, articles // LEAST)))

    def score_batches(
        self, batches: Iterable[Work], instrument: Instrument
    ) -> Generator[Batch, None, None]:
        """Score batches in their order, at most twice as many as workers in memory at once."""
        if self.workers == 1:
            for batch in batches:
                yield from carefully(batch, lambda part: timed(part, instrument))
            return
        in_parallel = _in_parallel(iter(batches), instrument, self.workers)
        with one_thread_each(), closing(in_parallel) as scored:
            yield from scored


def batches(work: Sequence[Work], workers: int) -> Iterator[Work]:
    """Work in batches so small that no worker waits long for the last one."""
    for part in work:
        yield from part.slices(max(SMALLEST, min(LARGEST, part.articles.height // (4 * workers))))


def each(function: Callable[[Any], Any], items: Sequence[Any]) -> Iterable[Any]:
    """As `map` does it, on as many processes as it is worth; what a killed one had, is done here.

    Raises what the function raises.
    """
    workers = Pool.of(len(items) // CHEAPER).workers
    if workers == 1:
        yield from map(function, items)
        return
    done = 0
    context = _Context()
    try:
        with one_thread_each(), ProcessPoolExecutor(workers, context, _begin, (None,)) as pool:
            for answer in pool.map(function, items, chunksize=LARGEST):
                yield answer
                done += 1
    except BrokenProcessPool:
        yield from map(function, items[done:])


def timed(work: Work, instrument: Instrument) -> Answer:
    """Score, and the seconds of each step by its name."""
    seconds: dict[str, float] = {}

    def watch(step: Callable[..., pl.DataFrame], arguments: tuple[Any, ...]) -> pl.DataFrame:
        start = perf_counter()
        table = step(*arguments)
        seconds[step.__name__] = seconds.get(step.__name__, 0.0) + perf_counter() - start
        return table

    return do(work, instrument, watch), seconds


def _in_parallel(
    batches: Iterator[Work], instrument: Instrument, workers: int
) -> Generator[Batch, None, None]:
    pool = _pool(instrument, workers)
    waiting: deque[tuple[Work, Future[Answer]]] = deque()
    try:
        while True:
            while len(waiting) < 2 * workers and (batch := next(batches, None)) is not None:
                waiting.append((batch, _submit(pool, batch)))
            if not waiting:
                return
            batch, answer = waiting.popleft()
            if isinstance(answer.exception(), BrokenProcessPool):
                pool.shutdown(wait=False, cancel_futures=True)
                # Whose fault it was is not told: the oldest is tried alone, the others again.
                yield from carefully(batch, lambda part: _alone(part, instrument))
                pool = _pool(instrument, workers)
                waiting = deque((b, a if _is_whole(a) else _submit(pool, b)) for b, a in waiting)
            elif answer.exception():
                yield from carefully(batch, lambda part: _alone(part, instrument))
            else:
                tables, seconds = answer.result()
                yield Batch(batch.articles, tables, seconds=seconds)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def carefully(
    batch: Work, attempt: Callable[[Work], Answer], beyond: tuple[type[Exception], ...] = ()
) -> Iterator[Batch]:
    """Score a batch, or its halves, down to the articles that cannot be scored.

    What is in `beyond` is not the articles' fault, and raised.
    """
    try:
        tables, seconds = attempt(batch)
    except beyond:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it must not cost the other articles
        if batch.articles.height == 1:
            reason = str(error).partition("\n")[0][:200]
            reason = f"cannot be scored ({type(error).__name__}: {reason})"
            yield Batch(batch.articles, None, reason)
            return
        for half in batch.slices((batch.articles.height + 1) // 2):
            yield from carefully(half, attempt, beyond)
    else:
        yield Batch(batch.articles, tables, seconds=seconds)


def _alone(batch: Work, instrument: Instrument) -> Answer:
    """Score in a worker of its own; a batch that breaks TRIES of them raises what broke them."""
    for left in reversed(range(TRIES)):
        with _pool(instrument, 1) as pool:
            try:
                return _submit(pool, batch).result()
            except BrokenProcessPool:
                if not left:
                    raise
    raise AssertionError  # pragma: no cover - the last try returns or raises


def _is_whole(answer: "Future[Answer]") -> bool:
    return answer.done() and not answer.cancelled() and answer.exception() is None


class _Worker(SpawnProcess):
    """A process that does not run its parent's script again: in the dashboard that is app.py."""

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802 - where multiprocessing starts a process
        before = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return super(_Worker, _Worker)._Popen(process_obj)
        finally:
            sys.modules["__main__"] = before


class _Context(SpawnContext):
    """Spawned, not forked: the threads of Polars do not outlive a fork, and wait for ever."""

    Process = _Worker


def _pool(instrument: Instrument, workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, _Context(), initializer=_begin, initargs=(instrument,))


def _submit(pool: ProcessPoolExecutor, batch: Work) -> "Future[Answer]":
    try:
        return pool.submit(_work, batch)
    except BrokenProcessPool as error:  # broken by another batch since
        broken: Future[Answer] = Future()
        broken.set_exception(error)
        return broken


_instrument: list[Instrument | None] = []  # in a worker: the one that it was begun with


def _begin(instrument: Instrument | None) -> None:
    """What a worker does first: leave Ctrl-C to its parent, and end when the parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _instrument[:] = [instrument]
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(batch: Work) -> Answer:
    (instrument,) = _instrument
    assert instrument
    return timed(batch, instrument)


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Let workers start with one thread of Polars each: there is a worker for each core."""
    before = os.environ.get(THREADS)
    os.environ[THREADS] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[THREADS]
        else:
            os.environ[THREADS] = before
