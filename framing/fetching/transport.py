"""One request to one checked place, within a deadline and a size."""

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from threading import Timer
from time import monotonic

from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection
from urllib3.exceptions import DecodeError, HTTPError

from framing.fetching.hosts import Target
from framing.fetching.pages import FetchError

STEP = 65_536  # bytes that are unpacked at once


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer: its status, headers (names in lower case) and unpacked body."""

    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment at which everything that is done for an address ends."""

    at: float
    seconds: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """The deadline that is `seconds` away."""
        return cls(monotonic() + seconds, seconds)

    @property
    def left(self) -> float:
        """Seconds left, at least a hundredth."""
        return max(self.at - monotonic(), 0.01)

    def error(self) -> FetchError:
        """What to say when it has passed."""
        return FetchError(f"no whole answer within {self.seconds:g} s; try again later")


def ask(
    target: Target,
    place: str,
    headers: Mapping[str, str],
    deadline: Deadline,
    *,
    context: ssl.SSLContext,
    limit: int,
) -> Answer:
    """GET a target at the place that was checked; the name is only in Host and SNI.

    Raises FetchError for a server that cannot be reached, is not who it says, answers too slowly
    or too much: at the deadline the connection is shut, whatever it is at.
    """
    try:
        with _connected(target, place, deadline, context) as connection:
            connection.request(
                "GET",
                target.path,
                headers={"Host": target.origin.partition("://")[2], **headers},
                preload_content=False,
                decode_content=True,
            )
            # The answer holds the socket, which stays open until the answer is closed too.
            with closing(connection.getresponse()) as answer:
                body = _body(answer, limit)
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        if deadline.at <= monotonic():
            raise deadline.error() from error
        raise FetchError(_trouble(target, error)) from error
    if deadline.at <= monotonic():
        raise deadline.error()
    told = {name.lower(): value for name, value in answer.headers.items()}
    return Answer(answer.status, answer.reason or "", told, body)


@contextmanager
def _connected(
    target: Target, place: str, deadline: Deadline, context: ssl.SSLContext
) -> Iterator[HTTPConnection]:
    """A connection that is shut at the deadline, even in the midst of a handshake."""
    plain = socket.create_connection((place, target.port), timeout=deadline.left)
    handle = plain.dup()
    timer = Timer(deadline.left, _shut, [handle])
    timer.daemon = True
    timer.start()
    connection = HTTPConnection(target.host, target.port, timeout=deadline.left)
    try:
        is_safe = target.scheme == "https"
        connection.sock = (
            context.wrap_socket(plain, server_hostname=target.host) if is_safe else plain
        )
        yield connection
    finally:
        timer.cancel()
        connection.close()
        plain.close()
        handle.close()


def _shut(handle: socket.socket) -> None:
    with suppress(OSError):
        handle.shutdown(socket.SHUT_RDWR)


def _body(answer: HTTPResponse, limit: int) -> bytes:
    """The body, unpacked step by step so that no bomb unpacks to more than `limit` and a step."""
    too_much = FetchError(f"more than {limit / 1e6:g} MB; not read to its end")
    declared = answer.headers.get("Content-Length", "")
    if declared.isdigit() and int(declared) > limit:
        raise too_much
    body = bytearray()
    for step in answer.stream(STEP, decode_content=True):
        body += step
        if len(body) > limit:
            raise too_much
    return bytes(body)


def _trouble(target: Target, error: Exception) -> str:
    if isinstance(error, ssl.SSLError):
        why = getattr(error, "verify_message", "") or error.reason or "handshake failed"
        return f"no safe connection to {target.host} (TLS: {why})"
    if isinstance(error, DecodeError):
        return "an answer whose compression is broken"
    said = getattr(error, "strerror", None) or str(error).rpartition(": ")[2] or str(error)
    why = str(said).strip("()'\" ")[:80] or type(error).__name__
    return f"{target.host} cannot be reached ({why})"
