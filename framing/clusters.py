"""Work to the workers of a Dask cluster: the same tables as one machine's processes give.

Dask sends a batch whose worker was lost to another one; one that costs several is halved, as in
workers.py, until the article is known. Shards are kept by whoever asked, as each batch comes
back: when scheduler or client are gone, the same command goes on with what is missing.
"""

import logging
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.codebook import Instrument
from framing.reuse import Work
from framing.store import StoreError
from framing.workers import Answer, Batch, carefully, one_thread_each, timed

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE = 10  # seconds that a scheduler has to answer
AHEAD = 3  # batches for each worker at once: one that is scored, two on their way

Versions = Callable[[], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Cluster:
    """The workers that a client of Dask can ask: an engine."""

    client: "Client"

    @property
    def workers(self) -> int:
        """How many batches are scored at once."""
        n_threads: int = sum(self.client.nthreads().values())
        return max(1, n_threads)

    def score_batches(
        self, batches: Iterable[Work], instrument: Instrument
    ) -> Generator[Batch, None, None]:
        """Score batches in their order, at most AHEAD for each worker on their way at once.

        Raises StoreError when the scheduler is gone.
        """
        from distributed.comm import CommClosedError  # noqa: PLC0415 - an optional extra

        gone = CancelledError, CommClosedError
        try:
            yield from self._score_batches(iter(batches), instrument, gone)
        except gone as error:
            raise StoreError(
                f"the Dask scheduler is gone ({type(error).__name__}); what is scored so far is "
                "kept: start it and give the same command again"
            ) from None

    def _score_batches(
        self, batches: Iterator[Work], instrument: Instrument, gone: tuple[type[Exception], ...]
    ) -> Generator[Batch, None, None]:
        self.client.register_plugin(_plugin(instrument))
        waiting: deque[tuple[Work, Future]] = deque()

        def submit(batch: Work) -> "Future":
            return self.client.submit(_score, batch, instrument.fingerprint, pure=False)

        while True:
            while len(waiting) < AHEAD * self.workers and (batch := next(batches, None)):
                waiting.append((batch, submit(batch)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            sent = [future]  # the batch is on its way; its halves, if any, are not yet

            def attempt(part: Work, sent: "list[Future]" = sent) -> Answer:
                return _answer(sent.pop() if sent else submit(part))

            yield from carefully(batch, attempt, gone)


@contextmanager
def connected(scheduler: str | None, workers: int | None, versions: Versions) -> Iterator[Cluster]:
    """The cluster at a scheduler's address, or one of so many processes of this machine.

    Raises StoreError where Dask is not installed, no scheduler answers, no worker is there, or a
    worker has other versions than `versions` says here: numbers would depend on who scored them.
    """
    try:
        from distributed import Client, LocalCluster  # noqa: PLC0415 - an optional extra
    except ImportError:
        raise StoreError(
            "the engine 'dask' is not installed; pip install distributed, here and on the workers"
        ) from None
    for name in logging.root.manager.loggerDict:
        if name.startswith("distributed"):  # it logs tracebacks; what matters is said in one line
            logging.getLogger(name).setLevel(logging.CRITICAL)
    if scheduler is None:
        local = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
        with one_thread_each(), local, Client(local) as client:
            yield Cluster(client)
        return
    try:
        client = Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise StoreError(
            f"no Dask scheduler answers at {scheduler} ({reason}); start one: dask scheduler"
        ) from None
    with client:
        _refuse_others(client, versions)
        yield Cluster(client)


def _refuse_others(client: "Client", versions: Versions) -> None:
    """Raise StoreError where workers are missing, or would score in another way than this."""
    address = client.scheduler.address
    told = client.run(_told, versions, on_error="return")
    if not told:
        raise StoreError(f"{address} has no workers; start some: dask worker {address}")
    here = _told(versions)
    for worker, there in told.items():
        if isinstance(there, BaseException):
            raise StoreError(f"worker {worker} cannot score ({there}); install the same there")
        others = [
            f"{name} {there.get(name, 'missing')} instead of {version}"
            for name, version in here.items()
            if there.get(name) != version
        ]
        if others:
            raise StoreError(f"worker {worker} has {', '.join(others)}; install the same there")


def _told(versions: Versions) -> dict[str, str]:
    """Versions by name, and the program's own among them."""
    told = dict(versions())
    return {
        "framing-desk": f"{told['version']} (code {told['code']})",
        **told["packages"],
    }


_instruments: dict[str, Instrument] = {}  # in a worker: those that batches may ask for


def _plugin(instrument: Instrument) -> Any:
    """What gives every worker, also one that comes later, the instrument: it is sent only once."""
    from distributed import WorkerPlugin  # noqa: PLC0415 - an optional extra

    class Equipped(WorkerPlugin):  # type: ignore[misc]
        name = f"framing-{instrument.fingerprint}"

        def setup(self, worker: Any) -> None:  # noqa: ARG002 - Dask gives it
            equip(instrument)

    return Equipped()


def equip(instrument: Instrument) -> None:
    """Let this process score batches that ask for an instrument."""
    _instruments[instrument.fingerprint] = instrument


def _score(batch: Work, fingerprint: str) -> Answer:
    return timed(batch, _instruments[fingerprint])


def _answer(future: "Future") -> Answer:
    answer: Answer = future.result()
    return answer
