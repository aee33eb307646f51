"""Sentences to a concordance: every place of a wording or a term, with what stands around it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import polars as pl

from framing.schema import CONCORDANCE, conform
from framing.terms import TOKEN, pair_of, term_of

MOST_HITS = 10_000  # more are not kept: nobody reads on
LONGEST = 200  # characters of a pattern
AROUND = 90  # characters on either side
FIRST_SLICE = 256  # sentences before the first look at the clock; each slice doubles

SORTS = ("newest", "left", "right")
Sort = Literal["newest", "left", "right"]


class PatternError(ValueError):
    """A wording or regular expression that cannot be searched for; the message says why."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: words as they are written, or a regular expression."""

    wanted: str
    is_pattern: bool = False
    match_case: bool = False
    whole_words: bool = True

    @property
    def pattern(self) -> str:
        """The regular expression (Rust's: no look-around, no back-reference, linear in time).

        Raises PatternError with what is wrong.
        """
        wanted = self.wanted.strip()
        if not wanted:
            raise PatternError("Nothing to look for: write a word, some words or a pattern.")
        if len(wanted) > LONGEST:
            raise PatternError(f"Longer than {LONGEST} characters: look for less at once.")
        if not self.is_pattern:
            words = pl.select(pl.lit(wanted).str.escape_regex()).item()
            wanted = r"\s+".join(words.split()).replace("'", "['’]")
        bound = rf"\b{{start-half}}(?:{wanted})\b{{end-half}}" if self.whole_words else wanted
        pattern = bound if self.match_case else f"(?i){bound}"
        try:
            matches_nothing = pl.Series([""]).str.contains(wanted)[0]
            pl.Series([""]).str.contains(pattern)
        except pl.exceptions.PolarsError as error:
            raise PatternError(_reason(str(error), self.wanted)) from None
        if matches_nothing:
            raise PatternError("The pattern also fits no letters at all: write + in place of *.")
        return pattern


def _reason(message: str, wanted: str) -> str:
    """What the regular expression engine complains of, in one line."""
    found = [line for line in message.splitlines() if line.startswith("error: ")]
    reason = found[0].removeprefix("error: ") if found else message.splitlines()[0]
    if "size limit" in reason:
        reason = "it repeats too much; ask for fewer repetitions"
    return f"The pattern “{wanted.strip()}” cannot be read: {reason}."


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A concordance, and how much of the corpus it comes from."""

    lines: pl.DataFrame  # CONCORDANCE, in the order of sentences
    n_searched: int  # sentences
    n_sentences: int
    stopped: Literal["", "time", "hits"] = ""


def search(
    sentences: pl.DataFrame,
    articles: pl.DataFrame,
    query: Query,
    *,
    is_over: Callable[[], bool] = lambda: False,
    most: int = MOST_HITS,
) -> Found:
    """Every place of `query` in `sentences`, until `is_over` or `most` places are found.

    `sentences` are rows of SENTENCE, article by article; `articles` add outlet, authors, date and
    title. Raises PatternError.
    """
    pattern = query.pattern
    begin, size, n_hits = 0, FIRST_SLICE, 0
    parts: list[pl.DataFrame] = []
    stopped: Literal["", "time", "hits"] = ""
    while begin < sentences.height and not stopped:
        hits = _places(sentences.slice(begin, size), pattern).with_columns(pl.col("row") + begin)
        if (hits["start"] == hits["end"]).any():
            raise PatternError("The pattern also fits places without any letter: make it longer.")
        parts.append(hits)
        n_hits, begin, size = n_hits + hits.height, begin + size, 2 * size
        if begin < sentences.height:
            stopped = "hits" if n_hits >= most else "time" if is_over() else ""
    hits = pl.concat(parts).head(most) if parts else _places(sentences, pattern)
    if n_hits > most:
        stopped = "hits"
    searched = min(begin, sentences.height)
    return Found(lines(sentences, articles, hits), searched, sentences.height, stopped)


def places_of_term(sentences: pl.DataFrame, articles: pl.DataFrame, term: str) -> pl.DataFrame:
    """Every place of a term as terms.count_terms counts it: a CONCORDANCE of just so many lines."""
    one = pl.col("hit").pipe(term_of)
    tokens = _places(sentences, TOKEN).with_columns(one=one, last=pl.col("end").shift(-1))
    if " " in term:
        same = pair_of(pl.col("hit"), pl.col("one"), pl.col("row")) == term
        hits = tokens.filter(same).with_columns(end="last")
    else:
        hits = tokens.filter(pl.col("one") == term)
    return lines(sentences, articles, hits)


def _places(sentences: pl.DataFrame, pattern: str) -> pl.DataFrame:
    """Where a pattern fits: row of `sentences`, start, end, hit."""
    text = pl.col("text")
    cut = (
        sentences.select(text)
        .with_row_index("row")
        .filter(text.str.contains(pattern))
        .select(
            pl.col("row").cast(pl.Int64),
            hit=text.str.extract_all(pattern),
            before=text.str.split(pattern, literal=False),
        )
        .with_columns(before=pl.col("before").list.head(pl.col("hit").list.len()))
        .explode("hit", "before", empty_as_null=False, keep_nulls=False)
    )
    length = pl.col("hit").str.len_chars().cast(pl.Int64)
    end = (pl.col("before").str.len_chars().cast(pl.Int64) + length).cum_sum().over("row")
    return cut.with_columns(start=end - length, end=end).select("row", "start", "end", "hit")


def lines(sentences: pl.DataFrame, articles: pl.DataFrame, hits: pl.DataFrame) -> pl.DataFrame:
    """Hits (row, start, end) with their surroundings: a table of CONCORDANCE.

    The sentence before, where it is among `sentences`, begins the left side.
    """
    row = hits["row"]
    here = sentences.select("article_id", "sentence", "part", "voice", "speaker", "text")[row]
    earlier = sentences.select(
        pl.col("text").shift(1),
        follows=pl.col("article_id").eq(pl.col("article_id").shift(1))
        & pl.col("sentence").eq(pl.col("sentence").shift(1) + 1),
    )[row]
    text, start, end = pl.col("text"), pl.col("start"), pl.col("end")
    return (
        here.with_columns(hits["start"], hits["end"])
        .with_columns(earlier=pl.when(earlier["follows"]).then(earlier["text"] + " "))
        .with_columns(
            left=_whole_words(
                pl.concat_str(pl.col("earlier").fill_null(""), text.str.slice(0, start)), last=True
            ),
            hit=text.str.slice(start, end - start),
            right=_whole_words(text.str.slice(end), last=False),
        )
        .join(
            articles.select("article_id", "outlet", "authors", "published", "title"),
            on="article_id",
            how="left",
            maintain_order="left",
        )
        .pipe(conform, CONCORDANCE)
    )


def _whole_words(text: pl.Expr, *, last: bool) -> pl.Expr:
    """The last, or first, AROUND characters, without the part of a word where they are cut."""
    near = text.str.tail(AROUND) if last else text.str.head(AROUND)
    edge = r"^\S*\s" if last else r"\s\S*$"
    return pl.when(text.str.len_chars() > AROUND).then(near.str.replace(edge, "")).otherwise(near)


def arranged(concordance: pl.DataFrame, sort: Sort) -> pl.DataFrame:
    """The lines newest first, or by the words after the hit, or by those before it, backwards."""
    place = ["published", "article_id", "sentence", "start"]
    newest = {"descending": [True, False, False, False], "nulls_last": True}
    if sort == "newest":
        return concordance.sort(*place, **newest)  # type: ignore[arg-type]
    words = pl.col(sort).str.to_lowercase().str.extract_all(r"[\p{L}\p{N}'’-]+")
    key = (words.list.reverse() if sort == "left" else words).list.join(" ")
    return concordance.sort(key, *place, descending=[False, True, False, False, False])
