"""TOML text to a codebook: frames, their indicators, and what each one means."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cached_property
from typing import Annotated, Any, Literal, Self

import polars as pl
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails

from framing.weights import Linear

MAX_SHOWN = 200  # characters of a pattern that a complaint repeats
MAX_PATTERNS = 2_000  # phrases and patterns in one codebook; more would only slow every reader
RESERVED = ("mixed", "none", "even")  # positions and saliences that are no frame


class CodebookError(ValueError):
    """A codebook cannot be used; the message lists every complaint, one a line."""


def phrase_pattern(phrase: str) -> str:
    """Turn a phrase of the codebook's small language into a regular expression.

    `*` ends a stem (negotiat*), ` _ ` stands for up to four words (at the end of a phrase for the
    word that follows), `(a|b)` for a choice, `(a )?` for what may be left out, `-` for a hyphen, a
    space or nothing, and a space also matches a hyphen or a line break.
    Phrases match whole words, whatever the case; ' matches straight and curly apostrophes.
    """
    phrase = phrase.strip()
    pieces = []
    for token in re.split(r"(\s+_$|\s+_\s+|\s+|\)\?|[-*()|'’])", phrase):
        if not token:
            continue
        if token.strip() == "_":
            gap = r"(?:[\s,]+[\w’'-]+){0,4}?[\s,]+"
            pieces.append(r"[\s,]+[\w’'-]+" if token.endswith("_") else gap)
        elif token.isspace():
            pieces.append(r"[\s-]+")
        else:
            pieces.append(_SPECIAL.get(token, re.escape(token)))
    # \b needs a word character beside it: a phrase may begin or end with a sign.
    head = r"\b" if phrase[:1].isalnum() or phrase[:1] == "(" else ""
    tail = r"\b" if phrase[-1:].isalnum() or phrase[-1:] in "*)" else ""
    return head + "".join(pieces) + tail


_SPECIAL = {
    "*": r"\w*",
    "-": r"[\s‐‑–-]?",
    "(": "(?:",
    ")": ")",
    ")?": ")?",
    "|": "|",
    "'": "['’]",
    "’": "['’]",
}


def _compiles(pattern: str) -> str:
    """Check a regular expression with the engine that will run it (Rust's: always linear)."""
    shown = repr(pattern) if len(pattern) <= MAX_SHOWN else repr(pattern[:MAX_SHOWN]) + "…"
    try:
        wordings = pl.Series(["", " ", "zq xj"]).str.extract(pattern, 0)
    except pl.exceptions.ComputeError as error:
        # Above the first empty line stands what the engine says, below it where in Polars.
        reason = str(error).partition("\n\n")[0].splitlines()[-1].rpartition("error: ")[2]
        raise ValueError(f"not a regular expression that can be run: {shown} ({reason})") from None
    if (wordings == "").any():
        raise ValueError(f"{shown} matches an empty text, so it would match everywhere")
    return pattern


def _phrase(phrase: str) -> str:
    if not phrase.strip(" *_"):
        raise ValueError("an empty phrase would match everywhere")
    _compiles(phrase_pattern(phrase))
    return phrase


Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,60}$")]
Phrase = Annotated[str, AfterValidator(_phrase)]
Pattern = Annotated[str, AfterValidator(_compiles)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _alternatives(phrases: tuple[str, ...], patterns: tuple[str, ...] = ()) -> str:
    alternatives = [phrase_pattern(phrase) for phrase in phrases] + [f"(?:{p})" for p in patterns]
    return f"(?i)(?:{'|'.join(alternatives)})" if alternatives else ""


class Indicator(_Part):
    """Wordings by which a sentence evokes a frame.

    A *term* names the idea and takes no side ("off-ramp"); its stance comes from what is said
    about it. A *claim* asserts the idea ("must not be humiliated"): said in the author's own
    voice and not negated, it endorses.
    """

    id: Identifier
    kind: Literal["term", "claim"] = "term"
    phrases: tuple[Phrase, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    requires: tuple[Phrase, ...] = ()
    excludes: tuple[Phrase, ...] = ()
    weight: float = Field(default=1.0, gt=0, le=10)
    note: str = ""

    @model_validator(mode="after")
    def _has_wording(self) -> Self:
        if not self.phrases and not self.patterns:
            raise ValueError("needs at least one phrase or pattern")
        # What stands well alone may not stand beside others: a group named twice, (?x), the size.
        for together in filter(None, (self.pattern, self.required, self.excluded)):
            _compiles(together)
        return self

    @cached_property
    def pattern(self) -> str:
        """One regular expression for all phrases and patterns of this indicator."""
        return _alternatives(self.phrases, self.patterns)

    @cached_property
    def required(self) -> str:
        """What the same sentence must hold besides, or an empty string."""
        return _alternatives(self.requires)

    @cached_property
    def excluded(self) -> str:
        """What the same sentence must not hold, or an empty string."""
        return _alternatives(self.excludes)


class Frame(_Part):
    """A frame: a way of seeing the subject, with what belongs to it and what does not."""

    id: Identifier
    label: str = Field(min_length=1, max_length=60)
    colour: str = Field(pattern=r"^#[0-9a-fA-F]{6}$")
    colour_dark: str | None = Field(default=None, pattern=r"^#[0-9a-fA-F]{6}$")
    definition: str = Field(min_length=1)
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = Field(alias="indicator", min_length=1)

    @field_validator("id")
    @classmethod
    def _not_reserved(cls, value: str) -> str:
        if value in RESERVED:
            raise ValueError(
                f"{value!r} is reserved; a frame cannot be called {', '.join(RESERVED)}"
            )
        return value


class Topic(_Part):
    """What an article must speak of before its sentences can evoke anything."""

    phrases: tuple[Phrase, ...] = ()

    @cached_property
    def pattern(self) -> str:
        """One regular expression, or an empty string when every article is on topic."""
        return _alternatives(self.phrases)


class Codebook(_Part):
    """A versioned instrument: two or more frames, the first two of `poles` being opposites."""

    id: Identifier
    version: str = Field(min_length=1)
    title: str = Field(min_length=1)
    description: str = ""
    language: str = "en"
    poles: tuple[Identifier, Identifier]
    topic: Topic = Topic()
    frames: tuple[Frame, ...] = Field(alias="frame", min_length=2)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        frame_ids = [frame.id for frame in self.frames]
        indicator_ids = [i.id for frame in self.frames for i in frame.indicators]
        complaints = _repetitions(frame_ids, indicator_ids)
        complaints += [
            f"pole {pole!r} is not a frame; the frames are {', '.join(frame_ids)}"
            for pole in self.poles
            if pole not in frame_ids
        ]
        if self.poles[0] == self.poles[1]:
            complaints.append("the two poles must be different frames")
        n_patterns = sum(
            len(i.phrases) + len(i.patterns) for frame in self.frames for i in frame.indicators
        )
        if n_patterns > MAX_PATTERNS:
            complaints.append(
                f"{n_patterns} phrases and patterns; at most {MAX_PATTERNS} are allowed"
            )
        if complaints:
            raise ValueError("; ".join(complaints))
        return self

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits that change whenever anything in the codebook does."""
        text = self.model_dump_json(by_alias=True)
        return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()

    @property
    def frame_ids(self) -> tuple[str, ...]:
        """Ids of the frames, in the codebook's order."""
        return tuple(frame.id for frame in self.frames)

    @property
    def labels(self) -> dict[str, str]:
        """Frame id to the label that people see."""
        return {frame.id: frame.label for frame in self.frames}

    @property
    def kinds(self) -> dict[str, str]:
        """Indicator id to `term` or `claim`."""
        return {i.id: i.kind for frame in self.frames for i in frame.indicators}

    def frame(self, frame_id: str) -> Frame:
        """The frame of that id. Raises KeyError."""
        return {frame.id: frame for frame in self.frames}[frame_id]


def _repetitions(frame_ids: list[str], indicator_ids: list[str]) -> list[str]:
    return [
        f"{kind} id {name!r} is used {names.count(name)} times; ids must be unique"
        for kind, names in (("frame", frame_ids), ("indicator", indicator_ids))
        for name in sorted(set(names))
        if names.count(name) > 1
    ]


def parse(text: str, name: str = "codebook") -> Codebook:
    """Read a codebook from TOML text.

    Raises CodebookError with every complaint at once, each with its place and, where the place
    has an id, its line.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(f"{name}: not valid TOML: {error}") from None
    except RecursionError:
        raise CodebookError(f"{name}: not a codebook: lists nested far too deep") from None
    try:
        return Codebook.model_validate(content)
    except ValidationError as error:
        problems = _causes(error.errors())
        complaints = [
            f"{name}{_line_of(text, content, problem['loc'])}: "
            f"{_place(content, problem['loc'])}{_reason(problem)}"
            for problem in problems
        ]
        if any(problem["loc"] for problem in problems):
            # Parts that are wrong by themselves keep the whole from being compared: do it here.
            complaints += [f"{name}: {complaint}" for complaint in _repetitions(*_ids(content))]
        raise CodebookError("\n".join(complaints)) from None


def _causes(problems: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out "at least 2 items": it follows when one of the items is wrong by itself."""
    places = [problem["loc"] for problem in problems]
    return [
        problem
        for problem in problems
        if problem["type"] != "too_short"
        or not any(
            place != problem["loc"] and place[: len(problem["loc"])] == problem["loc"]
            for place in places
        )
    ]


def _ids(content: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Frame ids and indicator ids of a codebook that may be wrong in any other way."""
    frames = content.get("frame", [])
    frames = [f for f in frames if isinstance(f, dict)] if isinstance(frames, list) else []
    lists = [f.get("indicator", []) for f in frames]
    indicators = [
        i for part in lists if isinstance(part, list) for i in part if isinstance(i, dict)
    ]
    return [str(f["id"]) for f in frames if "id" in f], [
        str(i["id"]) for i in indicators if "id" in i
    ]


def _reason(problem: ErrorDetails) -> str:
    message = problem["msg"].removeprefix("Value error, ")
    if problem["type"] == "extra_forbidden":
        return "unknown key; remove it or correct its spelling"
    return message[:1].lower() + message[1:]


def _place(content: Any, location: tuple[int | str, ...]) -> str:
    """Where a complaint points, by ids rather than by numbers: "frame 'x', indicator 'y': "."""
    words: list[str] = []
    node = content
    for step in location:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            node = None
        if isinstance(step, int) and isinstance(node, dict) and "id" in node:
            words[-1] = f"{words[-1]} {node['id']!r}"
        elif isinstance(step, int):
            words[-1] = f"{words[-1]} {step + 1}"
        else:
            words.append(str(step))
    return ", ".join(words) + ": " if words else ""


def _line_of(text: str, content: Any, location: tuple[int | str, ...]) -> str:
    """`:line` of the innermost id on the way to a complaint, else nothing."""
    line, node = "", content
    for step in location:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(node, dict) and isinstance(node.get("id"), str):
            found = re.search(rf"(?m)^\s*id\s*=\s*[\"']{re.escape(node['id'])}[\"']", text)
            line = f":{text.count(chr(10), 0, found.end()) + 1}" if found else line
    return line


@dataclass(frozen=True, slots=True)
class Instrument:
    """A codebook with the trained weights that read it; without weights it reads by rules alone.

    `lexicon` has a row per word or word pair: feature, idf, and per head (each frame, and
    `leaning` from the first pole at -1 to the second at +1) a weight; see frames.py.
    `combiners` are the small linear models by the name of the step that uses them.
    """

    codebook: Codebook
    lexicon: pl.DataFrame | None = None
    combiners: Mapping[str, Linear] = dataclass_field(default_factory=dict)
    digest: str = ""  # of the weights files, as whoever read them found them

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits that change with the codebook or with the weights."""
        both = f"{self.codebook.fingerprint} {self.digest}"
        return hashlib.blake2b(both.encode(), digest_size=6).hexdigest()

    @property
    def reading(self) -> str:
        """Twelve hex digits that change with what voice, tone, terms and keywords depend on."""
        both = f"{self.codebook.language} {self.combiners.get('voice')!r}"
        return hashlib.blake2b(both.encode(), digest_size=6).hexdigest()
