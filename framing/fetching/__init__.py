"""Addresses to pages: politely, and never to a place that the network keeps to itself."""

import re
import ssl
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from email.message import Message
from importlib.metadata import version
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urljoin

from framing.fetching.cache import Cache, Stored
from framing.fetching.hosts import Target, place_of, target_of
from framing.fetching.manners import Pace, Robots
from framing.fetching.pages import FROM_BROWSER, FetchError, Page
from framing.fetching.transport import Answer, Deadline, ask

AGENT = f"FramingDesk/{version('framing-desk')} (reads robots.txt; asks once a second at most)"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
AGAIN = frozenset({429, 500, 502, 503, 504})  # worth another try
CLOSED = frozenset({401, 402, 403, 407, 451})
GONE = frozenset({404, 410})
OK, SAME = 200, 304
LOGIN = re.compile(r"(?i)/(?:log-?in|sign-?in|sso|oauth2?|auth|account|subscribe|consent)\b")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may cost; each has a test that reaches it."""

    seconds: float = 15.0  # for one address: all its redirects, tries and waits for another try
    size: int = 10_000_000  # bytes of one page, unpacked
    pages: int = 1_000  # addresses in one call of the program
    redirects: int = 5
    tries: int = 3
    pause: float = 1.0  # seconds between two requests to one host
    backoff: float = 1.0  # seconds before the second try, doubled before the third
    at_once: int = 6  # hosts that are asked at the same time


class Fetcher:
    """Fetches pages: call it with addresses, get each with its page or why there is none.

    Hosts in `allow_hosts` may have private numbers and unusual ports; of no other host is anything
    asked that is not public. Pages that can be asked for conditionally are kept in `cache`.
    """

    def __init__(
        self,
        *,
        allow_hosts: Collection[str] = (),
        cache: Path | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._allowed = frozenset(host.lower().strip("[]") for host in allow_hosts)
        self._limits = limits or Limits()
        self._cache = Cache(cache)
        self._pace = Pace(self._limits.pause)
        self._robots = Robots(AGENT, self._robots_of)
        self._context = ssl.create_default_context()
        self._n_asked = 0

    def __call__(self, addresses: Sequence[str]) -> Iterator[tuple[str, Page | FetchError]]:
        """Each address once, in the order in which they are done."""
        pool = ThreadPoolExecutor(self._limits.at_once, thread_name_prefix="fetching")
        try:
            tasks = {pool.submit(self._tried, one): one for one in self._counted(addresses)}
            for task in as_completed(tasks):
                yield tasks[task], task.result()
            for address in list(dict.fromkeys(addresses))[len(tasks) :]:
                most = self._limits.pages
                yield address, FetchError(f"not fetched: at most {most} in one go; split the list")
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _counted(self, addresses: Sequence[str]) -> list[str]:
        """Those of the addresses for which there is room."""
        room = self._limits.pages - self._n_asked
        taken = list(dict.fromkeys(addresses))[: max(room, 0)]
        self._n_asked += len(taken)
        return taken

    def _tried(self, address: str) -> Page | FetchError:
        try:
            return self._page(address)
        except FetchError as error:
            return error

    def _page(self, address: str) -> Page:
        target = target_of(address)
        delay = self._robots.check(target)
        self._pace.wait(target.host, delay)
        deadline = Deadline.after(self._limits.seconds)
        for number in range(1, self._limits.tries + 1):
            answer, last = self._followed(target, deadline)
            if answer.status not in AGAIN:
                return self._read(answer, last, is_moved=last != target)
            if number < self._limits.tries:
                self._wait_again(answer, number, deadline)
        raise FetchError(
            f"the server failed {self._limits.tries} times ({answer.status} {answer.reason}); "
            "try again later"
        )

    def _wait_again(self, answer: Answer, number: int, deadline: Deadline) -> None:
        asked = answer.headers.get("retry-after", "")
        wait = self._limits.backoff * 2 ** (number - 1)
        wait = max(wait, float(asked)) if asked.isdigit() else wait
        if monotonic() + wait >= deadline.at:
            raise FetchError(
                f"the server is busy ({answer.status} {answer.reason}) and asks for {wait:g} s of "
                "patience; try again later"
            )
        sleep(wait)

    def _followed(self, target: Target, deadline: Deadline) -> tuple[Answer, Target]:
        """The answer behind all redirects, each of which is checked as the first address was."""
        seen = [target]
        while True:
            answer = self._asked(target, deadline)
            where = answer.headers.get("location")
            if answer.status not in REDIRECTS or not where:
                return answer, target
            target = target_of(urljoin(target.address, where))
            if target in seen:
                raise FetchError("redirected in a circle; open it in your browser")
            if len(seen) > self._limits.redirects:
                raise FetchError(f"redirected more than {self._limits.redirects} times")
            seen.append(target)
            self._pace.wait(target.host, self._robots.check(target))

    def _asked(self, target: Target, deadline: Deadline) -> Answer:
        """One request, conditional where the page is in the cache."""
        stored = self._cache.get(target.address)
        answer = self._get(target, deadline, stored.headers() if stored else {})
        if answer.status != SAME or stored is None:
            return answer
        kind, charset = stored.page.content_type, stored.page.charset
        told = f"{kind}; charset={charset}" if charset else kind
        return Answer(OK, "from the cache", {"content-type": told}, stored.page.data)

    def _get(self, target: Target, deadline: Deadline, more: dict[str, str]) -> Answer:
        place = place_of(target, self._allowed, deadline.left)
        headers = {
            "User-Agent": AGENT,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
            **more,
        }
        return ask(target, place, headers, deadline, context=self._context, limit=self._limits.size)

    def _robots_of(self, target: Target) -> Answer:
        deadline = Deadline.after(self._limits.seconds)
        for _ in range(self._limits.redirects + 1):
            self._pace.wait(target.host)
            answer = self._get(target, deadline, {})
            where = answer.headers.get("location")
            if answer.status not in REDIRECTS or not where:
                return answer
            target = target_of(urljoin(target.address, where))
        # RFC 9309: after five redirects a robots.txt may be taken to be missing.
        return Answer(min(GONE), "redirected too often", {}, b"")

    def _read(self, answer: Answer, target: Target, *, is_moved: bool) -> Page:
        """The page in an answer. Raises FetchError where it is none."""
        said = f"{answer.status} {answer.reason}".strip()
        if answer.status in CLOSED:
            raise FetchError(f"the server wants a login or refuses ({said}); {FROM_BROWSER}")
        if answer.status in GONE:
            raise FetchError(f"not there ({said})")
        if answer.status != OK:
            raise FetchError(f"the server answers {said}")
        if is_moved and LOGIN.search(target.path.partition("?")[0]):
            raise FetchError(f"a login page instead of the article; {FROM_BROWSER}")
        if not answer.body.strip():
            raise FetchError("an empty answer")
        kind = Message()
        kind["Content-Type"] = answer.headers.get("content-type", "")
        charset = kind.get_content_charset()
        page = Page(target.address, answer.body, kind.get_content_type(), charset)
        if "no-store" not in answer.headers.get("cache-control", ""):
            validators = answer.headers.get("etag"), answer.headers.get("last-modified")
            self._cache.put(target.address, Stored(page, *validators))
        return page
