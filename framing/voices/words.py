"""A sentence to words and marks with their offsets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

QUOTE = "“”"  # one token that stands for a whole quotation


MAX_WORDS = 400  # words of one sentence that are read for cues; no real sentence has more


_TOKEN = re.compile(
    r"(?:Mrs?|Ms|Dr|Col|Gen|Lt|Sgt|Capt|Maj|Sen|Rep|Gov|Prof|St|Adm|Brig|Rev|Jr|Sr|No)\.(?=\s)"
    r"|(?:[A-Za-z]\.){2,}|\d[\d.,]*\d|\w+(?:[’'-]\w+)*|--|[^\w\s]"
)


ENDS = frozenset(",;:.!?—–()…") | {"--", QUOTE}


BREAKS = ENDS | frozenset("\"“”‘’'«»[]*")


PUNCTUATION = BREAKS | {"-"}


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence as tokens: lower case (`low`), as written (`raw`), and where in the text."""

    text: str
    low: list[str]
    raw: list[str]
    starts: list[int]
    ends: list[int]

    def phrase(self, start: int, end: int) -> str:
        """The text from token `start` up to, but not including, token `end`."""
        return self.text[self.starts[start] : self.ends[end - 1]] if start < end else ""


def tokenise(text: str, quoted: Sequence[tuple[int, int]] = ()) -> Words:
    """Cut a sentence into words and marks; each stretch in `quoted` becomes one token QUOTE."""
    words = Words(text, [], [], [], [])
    ahead = list(quoted)
    for match in _TOKEN.finditer(text):
        start, end, raw = match.start(), match.end(), match.group()
        while ahead and start >= ahead[0][1]:
            ahead.pop(0)
        if ahead and start >= ahead[0][0]:
            if words.raw and words.raw[-1] == QUOTE and words.starts[-1] == ahead[0][0]:
                continue
            start, end, raw = *ahead[0], QUOTE
        words.raw.append(raw)
        words.low.append(raw.lower().replace("’", "'"))
        words.starts.append(start)
        words.ends.append(end)
        if len(words.raw) >= MAX_WORDS:
            break
    return words
