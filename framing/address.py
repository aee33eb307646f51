"""A view to the query of its link and back, and what a link says of the data it was made with."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from urllib.parse import parse_qs, urlencode

import polars as pl

from framing.schema import GENRES
from framing.selection import Selection

LONGEST = (
    1_000  # characters of one value: longer than any name or list of dates that means something
)
MOST = 200  # values of one name, and names of one link
SHOWN = 80  # characters of a value that a notice repeats
VOICES = {"all": "All voices", "author": "Authors’ own voice", "other": "Quoted voices"}
FILTERS = ("outlets", "authors", "genres", "since", "until", "voice", "copies")
STAMP = ("corpus", "codebook", "version")
KEPT = "kept"  # the kept corpus that is shown, by its id; the stamp's corpus is its content

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Origin:
    """The data and the program that numbers come from, as a link and a citation name them."""

    corpus: str  # twelve hex digits that change with the articles
    codebook: str  # id, version and fingerprint of codebook and weights: "id 1.0 0b59db45f074"
    version: str  # of Framing Desk

    @classmethod
    def of(cls, manifest: Mapping[str, Any]) -> Self:
        """What run.json says; an older run, which does not tell its corpus, is one of its own."""
        book = manifest.get("codebook", {})
        names = (book.get("id"), book.get("version"), manifest.get("instrument"))
        return cls(
            corpus=str(manifest.get("corpus") or manifest["fingerprint"]),
            codebook=" ".join(str(name) for name in names if name),
            version=str(manifest.get("version", "unknown")),
        )

    def pairs(self) -> Pairs:
        """The stamp that a copied link carries."""
        return [(name, getattr(self, name)) for name in STAMP]

    def differences(self, asked: Mapping[str, str]) -> list[str]:
        """A sentence for each part of a link's stamp that is not what is here."""
        nouns = {"corpus": "corpus", "codebook": "codebook", "version": "version of Framing Desk"}
        return [
            f"The link was made with the {nouns[name]} “{asked[name][:SHOWN]}”; "
            f"here it is “{getattr(self, name)}”."
            for name in STAMP
            if asked.get(name, getattr(self, name)) != getattr(self, name)
        ]


def pairs(selection: Selection) -> Pairs:
    """The filters as the sidebar's widgets write them into the address; defaults are left out."""
    voice = VOICES[selection.voice] if selection.voice else None
    single = {
        "since": selection.since.isoformat() if selection.since else None,
        "until": selection.until.isoformat() if selection.until else None,
        "voice": voice,
        "copies": "true" if selection.one_per_story else None,
    }
    several = ("outlets", "authors", "genres")
    return [
        *((name, value) for name in several for value in getattr(selection, name)),
        *((name, value) for name, value in single.items() if value),
    ]


def capped(values: Iterable[tuple[str, str]]) -> Pairs:
    """Pairs that a link may hold: overlong names and values, and what is too many, are left out."""
    kept: dict[str, list[str]] = {}
    for name, value in values:
        if len(name) <= SHOWN and len(value) <= LONGEST:
            kept.setdefault(name, []).append(value)
    return [(name, value) for name, said in list(kept.items())[:MOST] for value in said[:MOST]]


def link(place: str, *parts: Pairs) -> str:
    """A link to a place of the app, with its parameters."""
    query = urlencode(capped(pair for part in parts for pair in part))
    return f"{place}?{query}" if query else place


def read(view: str, articles: pl.DataFrame) -> tuple[Selection, dict[str, str], list[str]]:
    """A link, or its query alone: the filters, everything else it says, and what was corrected.

    `articles` is the article table that outlets, authors and genres must be in. Nothing raises:
    what cannot be understood is left out, with a sentence that says so.
    """
    before, mark, query = view.partition("#")[0].partition("?")
    query = query if mark else "" if "/" in before.partition("=")[0] else before
    if len(query) > LONGEST * MOST:
        return Selection(), {}, [f"The link has {len(query):,} characters: nothing of it was used."]
    asked = parse_qs(query, errors="replace")
    said = [(name, value) for name, values in asked.items() for value in values]
    kept: dict[str, list[str]] = {}
    for name, value in capped(said):
        kept.setdefault(name, []).append(value)
    notices = too_long(said)
    known = names(articles)
    chosen = {}
    for name, options in known.items():
        notices += unknown(name, kept.get(name, []), options)
        chosen[name] = tuple(value for value in kept.get(name, []) if value in options)
    span = articles["published"].min(), articles["published"].max()
    days = {n: _day(kept[n][-1], span, notices) for n in ("since", "until") if n in kept}
    since, until = days.get("since"), days.get("until")
    if since and until and since > until:
        since, until = until, since
        notices.append("The dates were the wrong way round and have been turned.")
    selection = Selection(
        **chosen,
        since=since,
        until=until,
        voice=_voice(kept.get("voice", ["all"])[-1], notices),
        one_per_story=kept.get("copies", ["false"])[-1].lower() == "true",
    )
    rest = {name: values[-1] for name, values in kept.items() if name not in FILTERS}
    return selection, rest, notices


def names(articles: pl.DataFrame) -> dict[str, list[str]]:
    """What the filters outlets, authors and genres can be set to."""
    authors = articles["authors"].explode(empty_as_null=False)
    present = set(articles["genre"].cast(pl.String).drop_nulls())
    return {
        "outlets": articles["outlet"].drop_nulls().unique().sort().to_list(),
        "authors": authors.drop_nulls().unique().sort().to_list(),
        "genres": [genre for genre in GENRES if genre in present],
    }


def unknown(name: str, values: list[str], options: list[str]) -> list[str]:
    """A sentence for each of the first few values that the corpus does not have."""
    missing = [value for value in values if value not in options]
    few = 3
    more = [f"And {len(missing) - few:,} more {name}."] if len(missing) > few else []
    return [
        f"This corpus has no {name.removesuffix('s')} “{value[:SHOWN]}”: left out of the filter."
        for value in missing[:few]
    ] + more


def too_long(said: Iterable[tuple[str, str]]) -> list[str]:
    """A sentence where a link says more than a link may."""
    said = list(said)
    lost = len(said) - len(capped(said))
    if not lost:
        return []
    longest = max(len(value) for _, value in said)
    told = (
        f"The link is too long: {lost:,} of its {len(said):,} values were left out (the longest "
        f"has {longest:,} characters; {LONGEST:,} are read, and {MOST} values of one name)."
    )
    return [told]


def _day(text: str, span: tuple[Any, Any], notices: list[str]) -> date | None:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            day = date.fromisoformat(text)
        except ValueError:
            pass  # the 30th of February
        else:
            if span[0] and span[0] <= day <= span[1]:
                return day
            notices.append(f"{text} is outside the corpus ({span[0]} to {span[1]}): left out.")
            return None
    notices.append(f"“{text[:SHOWN]}” is no date (YYYY-MM-DD): left out of the filter.")
    return None


def _voice(text: str, notices: list[str]) -> str | None:
    meant = {label: voice for voice, label in VOICES.items()} | {voice: voice for voice in VOICES}
    if text not in meant:
        notices.append(f"There is no voice “{text[:SHOWN]}”: all voices are shown.")
    voice = meant.get(text, "all")
    return None if voice == "all" else voice
