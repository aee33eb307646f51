"""What an address gives: a page, or the reason why there is none."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

SUFFIXES = {  # of types that their content does not tell
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/csv": ".csv",
    "application/json": ".json",
    "application/feed+json": ".json",
    "application/x-ndjson": ".jsonl",
}
FROM_BROWSER = "save the page from your browser and give the file"


class FetchError(Exception):
    """An address of which nothing can be had; says what is wrong and what would work."""


class Page(NamedTuple):
    """What a server sent: the address after all redirects, the bytes, their type and charset."""

    address: str
    data: bytes
    content_type: str = ""
    charset: str | None = None

    @property
    def suffix(self) -> str:
        """The ending of a file of this type; "" where the content is to tell."""
        return SUFFIXES.get(self.content_type, "")

    def recoded(self) -> bytes:
        """The bytes, in UTF-8 where the server says in which encoding they are."""
        try:
            return self.data.decode(self.charset).encode() if self.charset else self.data
        except (LookupError, ValueError):
            return self.data


# From addresses to what each gives, in any order.
Fetch = Callable[[Sequence[str]], Iterator[tuple[str, Page | FetchError]]]
