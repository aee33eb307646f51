"""A page's hints to those that can be trusted: they do not cover most of its sentences."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any, Protocol

from framing.ingest import hints
from framing.ingest.hints import Hint

MOST = 0.5  # of a page's sentences: whatever holds more is no mere part of the page
NEARLY_ALL = 0.9  # of them: even readers' comments have an article
WHOLE = ("comment", "teaser")  # of these the outermost hint counts, of others the innermost


class Sentences(Protocol):
    """A block of text, as far as this step needs to know it."""

    element: Any

    @property
    def n_words(self) -> int:
        """How long it is."""

    @property
    def is_sentence(self) -> bool:
        """Whether it is long enough for a sentence, and set as one."""


class Trust:
    """The hints that each element of one page stands under."""

    def __init__(self, root: Any, blocks: Iterable[Sentences], titled: Collection[Any]) -> None:
        """`titled` are elements around the page's title; they are no mere parts of it."""
        long = [block for block in blocks if block.is_sentence]
        self._titled = titled
        self._own: dict[Any, Hint | None] = {}
        self._around: dict[Any, tuple[Hint, ...]] = {}
        self._weights = weigh(root, long)
        self._total = self._rest = sum(block.n_words for block in long)
        sure = [block for block in long if any(hint.sure for hint in self.around(block.element))]
        self._rest -= sum(block.n_words for block in sure)
        self._around = {}
        self._distrusted: frozenset[Hint] = frozenset()
        self._distrusted = self._too_common(long)

    def hint(self, elements: Iterable[Any]) -> Hint | None:
        """The hint that text in all of these elements stands under, or None."""
        found = [
            [hint for hint in self.around(element) if hint not in self._distrusted]
            for element in elements
        ]
        if not found or not all(found):
            return None
        whole = next((hint for line in found for hint in line if hint.part in WHOLE), None)
        return whole or found[0][0]

    def around(self, element: Any) -> tuple[Hint, ...]:
        """The hints of an element and of those around it, from within."""
        if element not in self._around:
            above = element.getparent()
            outer = () if above is None else self.around(above)
            own = self._trusted(element)
            self._around[element] = (own, *outer) if own else outer
        return self._around[element]

    def distrusted(self) -> list[Any]:
        """Elements around text whose own hint is not to be trusted."""
        return [
            element
            for element, hint in self._own.items()
            if hint and (hint in self._distrusted or hint not in self.around(element))
        ]

    def own(self, element: Any) -> Hint | None:
        """What an element says of itself, to be trusted or not."""
        if element not in self._own:
            self._own[element] = hints.of(element)
        return self._own[element]

    def _trusted(self, element: Any) -> Hint | None:
        hint = self.own(element)
        if hint is None or element in self._titled or element.tag in ("body", "html", "main"):
            return None
        if element.tag in ("footer", "cite") and next(element.iterancestors("blockquote"), None):
            return None
        limit = NEARLY_ALL * self._total if hint.sure else MOST * self._rest
        return hint if self._weights[element] <= limit else None

    def _too_common(self, blocks: Iterable[Sentences]) -> frozenset[Hint]:
        """Hints that together would leave too little: a site's class on its own paragraphs."""
        tally: Counter[Hint] = Counter()
        for block in blocks:
            if (hint := self.hint([block.element])) and hint.part != "comment":
                tally[hint] += block.n_words
        return frozenset(hint for hint, n in tally.items() if n > MOST * self._rest)


def weigh(root: Any, blocks: Iterable[Sentences]) -> Counter[Any]:
    """Each element's number of words, those of the elements in it included."""
    found: Counter[Any] = Counter()
    for block in blocks:
        found[block.element] += block.n_words
    for element in reversed(list(root.iter())):
        above = element.getparent()
        if above is not None and found[element]:
            found[above] += found[element]
    return found
