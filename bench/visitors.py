"""Thirty people on one server: python bench/visitors.py [--people 30] [--actions 6].

Each visitor speaks to the server as a browser does (a web socket, Streamlit's own messages) and
draws nothing, so that two cores measure the server and not thirty browsers. First all come at the
same moment to a server that has just been started; then each opens another page every five
seconds, at a moment of their own. An error is an exception on a page, a script that does not end,
or a connection that is refused. The peer, in the same run, is a server of one plain chart.
"""

import argparse
import asyncio
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median

import websockets
from measure import PYTHON, ROOT, command, keep, percentile
from starts import PLAIN, free_port, listens
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PACE, PATIENCE = 5.0, 60.0  # seconds between two actions of a person; until a page is given up
P95 = 1.0
PAGES = ("", "compare", "timeline", "language", "read", "robustness", "codebook", "method")


@dataclass
class Visitor:
    """One session: what it waited for each page, and what went wrong."""

    address: str
    waited: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    async def come(self) -> None:
        """Connect, and have the first page drawn."""
        began = time.perf_counter()
        try:
            self.socket = await websockets.connect(
                f"ws://{self.address}/_stcore/stream",
                subprotocols=[websockets.Subprotocol("streamlit")],
                max_size=None,
                open_timeout=PATIENCE,
            )
            await self._drawn("")
        except (OSError, TimeoutError, websockets.WebSocketException) as error:
            self.errors.append(f"{type(error).__name__}: {error}")
        self.waited.append(time.perf_counter() - began)

    async def open(self, page: str) -> None:
        """Have another page drawn."""
        began = time.perf_counter()
        try:
            await self._drawn(page)
        except (OSError, TimeoutError, websockets.WebSocketException) as error:
            self.errors.append(f"{type(error).__name__}: {error}")
        self.waited.append(time.perf_counter() - began)

    async def _drawn(self, page: str) -> None:
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = ""
        await self.socket.send(asked.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while True:
                told = ForwardMsg()
                told.ParseFromString(await self.socket.recv())
                if told.HasField("page_not_found"):
                    self.errors.append(f"page {page!r} not found")
                if told.HasField("delta") and told.delta.new_element.HasField("exception"):
                    self.errors.append(told.delta.new_element.exception.message)
                is_end = told.WhichOneof("type") == "script_finished"
                if is_end and told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return


async def first(address: str, people: int) -> list[Visitor]:
    """All come at the same moment."""
    visitors = [Visitor(address) for _ in range(people)]
    await asyncio.gather(*(one.come() for one in visitors))
    return visitors


async def active(visitors: Sequence[Visitor], actions: int, pages: Sequence[str]) -> None:
    """Each opens another page every PACE seconds, beginning at a moment of their own."""

    async def act(number: int, one: Visitor) -> None:
        random = Random(number)
        await asyncio.sleep(random.uniform(0, PACE))
        for _ in range(actions):
            began = time.perf_counter()
            await one.open(random.choice(pages))
            await asyncio.sleep(max(0.0, PACE - (time.perf_counter() - began)))

    await asyncio.gather(*(act(number, one) for number, one in enumerate(visitors)))


async def visits(address: str, people: int, actions: int, pages: Sequence[str]) -> list[Visitor]:
    visitors = await first(address, people)
    here = [one for one in visitors if not one.errors]
    await active(here, actions, pages)
    return visitors


def served(
    arguments: Sequence[object], people: int, actions: int, pages: Sequence[str]
) -> list[Visitor]:
    """Start a server, and have it visited as soon as it listens."""
    port = free_port()
    server = subprocess.Popen(
        [str(one).replace("PORT", str(port)) for one in arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not listens(port):
            time.sleep(0.05)
        return asyncio.run(visits(f"127.0.0.1:{port}", people, actions, pages))
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--actions", type=int, default=6)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        run, plain = Path(name) / "run", Path(name) / "plain.py"
        plain.write_text(PLAIN, encoding="utf-8")
        command(PYTHON, "-m", "framing", "score", ROOT / "data/sample/articles.jsonl", "--out", run)
        ours = served(
            (PYTHON, "-m", "framing", "app", "--run", run, "--port", "PORT"),
            given.people,
            given.actions,
            PAGES,
        )
        peer = served(
            (
                *(PYTHON, "-m", "streamlit", "run", plain, "--server.port", "PORT"),
                *("--server.headless", "true"),
            ),
            given.people,
            given.actions,
            ("",),
        )
    errors, plainly = ([error for one in each for error in one.errors] for each in (ours, peer))
    firsts, theirs = ([one.waited[0] for one in each] for each in (ours, peer))
    acts, simple = ([s for one in each for s in one.waited[1:]] for each in (ours, peer))
    keep(
        "visitors",
        [
            {
                "figure": f"{given.people} first visitors at once, cold server: errors",
                "target": "0",
                "measured": f"{len(errors)}; last page after {max(firsts):.1f} s",
                "peer": f"one plain chart: {len(plainly)}, {max(theirs):.1f} s",
                "met": not errors,
            },
            {
                "figure": f"{given.people} people, a page each {PACE:.0f} s, p95",
                "target": f"< {P95:.0f} s",
                "measured": f"{percentile(acts, 0.95):.2f} s (median {median(acts):.2f}), "
                f"{len(acts)} pages",
                "peer": f"one plain chart {percentile(simple, 0.95):.2f} s",
                "met": percentile(acts, 0.95) < P95,
                "reached": P95 / percentile(acts, 0.95),
            },
        ],
    )
    for error in sorted(set(errors)):
        print(error)


if __name__ == "__main__":
    main()
