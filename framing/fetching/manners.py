"""How a guest behaves: what robots.txt allows, and how often a host is asked."""

from collections.abc import Callable
from threading import Lock
from time import monotonic, sleep

from protego import Protego

from framing.fetching.hosts import Target
from framing.fetching.pages import FROM_BROWSER, FetchError
from framing.fetching.transport import Answer

MAX_ROBOTS = 500_000  # bytes: RFC 9309 asks for 500 KiB at least
LONGEST_DELAY = 10.0  # seconds: a longer Crawl-delay is cut to this
SERVER_ERRORS = range(500, 600)
OK = 200


class Pace:
    """At most one request to a host in `pause` seconds, from however many threads."""

    def __init__(self, pause: float) -> None:
        self.pause = pause
        self._next: dict[str, float] = {}
        self._lock = Lock()

    def wait(self, host: str, delay: float = 0.0) -> None:
        """Wait for the host's next turn; `delay` is what the host itself asks for, in seconds."""
        with self._lock:
            turn = max(monotonic(), self._next.get(host, 0.0))
            self._next[host] = turn + max(self.pause, min(delay, LONGEST_DELAY))
        sleep(max(0.0, turn - monotonic()))


class Robots:
    """The robots.txt of each host (RFC 9309), read once; rules are applied by Protego.

    A host without one allows everything; of a host whose file cannot be got because the server
    fails, nothing may be fetched.
    """

    def __init__(self, agent: str, get: Callable[[Target], Answer]) -> None:
        self._agent = agent
        self._get = get
        self._rules: dict[str, Protego | FetchError] = {}
        self._locks: dict[str, Lock] = {}
        self._lock = Lock()

    def check(self, target: Target) -> float:
        """Raise FetchError for what is not allowed; else the delay in seconds that is asked for."""
        with self._lock:
            lock = self._locks.setdefault(target.origin, Lock())
        with lock:
            if target.origin not in self._rules:
                self._rules[target.origin] = self._read(target)
        rules = self._rules[target.origin]
        if isinstance(rules, FetchError):
            raise rules
        if not rules.can_fetch(target.address, self._agent):
            raise FetchError(f"the robots.txt of {target.host} does not allow it; {FROM_BROWSER}")
        return float(rules.crawl_delay(self._agent) or 0.0)

    def _read(self, target: Target) -> Protego | FetchError:
        try:
            answer = self._get(Target(target.scheme, target.host, target.port, "/robots.txt"))
        except FetchError as error:
            return error
        if answer.status in SERVER_ERRORS:
            return FetchError(
                f"the robots.txt of {target.host} cannot be read ({answer.status} {answer.reason}),"
                " so nothing is fetched from there; try again later"
            )
        text = answer.body[:MAX_ROBOTS].decode("utf-8", "replace") if answer.status == OK else ""
        return Protego.parse(text)
