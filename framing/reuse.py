"""Articles and what was scored before to what is still to be done, and to the whole again.

Scoring reads an article's id, title, text and language, and, for keywords alone, its outlet's and
authors' names; tests/test_reuse.py holds it to that. What is unchanged there is not read again.
Another codebook reads frames and stances again, in the sentences that are there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import polars as pl

from framing.codebook import Instrument
from framing.keywords import keywords
from framing.pipeline import Scored, Watch, coded, score, unwatched
from framing.schema import TABLES
from framing.scores import article_frames, article_scores

READ = ("article_id", "title", "text", "language")
NAMED = (*READ, "outlet", "authors")
BY_TEXT = ("sentence", "term", "article_frame", "article_score")
SCORES = ("article", *BY_TEXT, "keyword")

# Of some articles: `article`, and those of their SCORES that are known. Row for row in an order.
Tables = Mapping[str, pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Work:
    """Articles of which the same is still to be scored.

    Where `sentences` are given, in the order of the articles, another codebook was read in them:
    frames and stances are to be read, the rest is known. Without `by_text` only keywords are.
    """

    articles: pl.DataFrame
    sentences: pl.DataFrame | None = None
    by_text: bool = True
    keywords: bool = True

    @property
    def is_again(self) -> bool:
        """Whether the sentences are known, and only frames and stances to be read."""
        return self.sentences is not None

    def slices(self, size: int) -> Iterator["Work"]:
        """The same work in parts of at most `size` articles."""
        parts = self.articles.iter_slices(size)
        if self.sentences is None:
            yield from (replace(self, articles=part) for part in parts)
            return
        ends = _lengths(self.articles, self.sentences).cum_sum().to_list()
        start = done = 0
        for part in parts:
            done += part.height
            yield replace(self, articles=part, sentences=self.sentences[start : ends[done - 1]])
            start = ends[done - 1]


def _lengths(articles: pl.DataFrame, sentences: pl.DataFrame) -> pl.Series:
    """How many sentences each article has."""
    counts = sentences.group_by("article_id").len()
    joined = articles.select("article_id").join(
        counts, on="article_id", how="left", maintain_order="left"
    )
    return joined["len"].fill_null(0)


def work(
    articles: pl.DataFrame,
    earlier: Sequence[Tables],
    read: Tables | None = None,
    *,
    with_keywords: bool = True,
) -> list[Work]:
    """What is to be done until `earlier` holds all scores of `articles`, each article once.

    `read` holds the sentences that another codebook of the same `reading` was read in.
    """
    missing = unscored(articles, earlier)
    anew, again = missing, missing.clear()
    if read is not None:
        again = _among(missing, [read["article"]], READ)
        anew = _among(missing, [again], READ, "anti")
    known = [tables["article"] for tables in earlier if "keyword" in tables]
    unnamed = _among(_among(articles, known, NAMED, "anti"), [anew], READ, "anti")
    return [
        part
        for part in (
            Work(anew, keywords=with_keywords),
            Work(again, _sentences_of(again, read), keywords=False),
            Work(unnamed if with_keywords else unnamed.clear(), by_text=False),
        )
        if part.articles.height
    ]


def unscored(articles: pl.DataFrame, earlier: Sequence[Tables]) -> pl.DataFrame:
    """The articles of which no earlier tables hold the sentences, in order."""
    known = [tables["article"] for tables in earlier if "sentence" in tables]
    return _among(articles, known, READ, "anti")


def _sentences_of(articles: pl.DataFrame, read: Tables | None) -> pl.DataFrame | None:
    """The sentences of articles, in their order."""
    if read is None:
        return None
    return _gathered(articles, [_still(articles, read, "sentence", READ)])


def do(work: Work, instrument: Instrument, watch: Watch = unwatched) -> dict[str, pl.DataFrame]:
    """Score: `article`, and the tables that this work is about."""
    articles = work.articles
    if not work.by_text:
        return {"article": articles, "keyword": watch(keywords, (articles,))}
    if work.sentences is None:
        tables = score(articles, instrument, watch, with_keywords=work.keywords).tables()
        return {name: tables[name] for name in tables if work.keywords or name != "keyword"}
    sentences = coded(articles, work.sentences, instrument, watch)
    frames = watch(article_frames, (sentences, instrument.codebook.frame_ids))
    scores = watch(article_scores, (sentences, instrument))
    return {
        "article": articles,
        "sentence": sentences,
        "article_frame": frames,
        "article_score": scores,
    }


def together(articles: pl.DataFrame, earlier: Sequence[Tables]) -> Scored:
    """All tables of `articles`, from earlier ones that between them hold every one's scores.

    Of two earlier scores the first counts. Row for row what scoring all articles at once gives.
    """
    known = [*earlier, empty()]
    tables = {
        name: _gathered(
            articles,
            [
                _still(articles, one, name, NAMED if name == "keyword" else READ)
                for one in known
                if name in one
            ],
        )
        for name in (*BY_TEXT, "keyword")
    }
    return Scored(article=articles, **tables)


def _among(
    articles: pl.DataFrame,
    others: Sequence[pl.DataFrame],
    columns: Sequence[str],
    how: Literal["semi", "anti"] = "semi",
) -> pl.DataFrame:
    """The articles that are unchanged in some of the others, or ("anti") in none; in order."""
    return articles.join(
        pl.concat([one.select(columns) for one in (articles.clear(), *others)]),
        on=columns,
        how=how,
        nulls_equal=True,
        maintain_order="left",
    )


def _still(
    articles: pl.DataFrame, earlier: Tables, name: str, columns: Sequence[str]
) -> pl.DataFrame:
    """The rows of an earlier table whose articles are unchanged in `columns`."""
    same = _among(articles.select(columns), [earlier["article"]], columns)
    table = earlier[name]
    if same.height == earlier["article"].height:
        return table
    # No join: that would put nested columns together row by row, eighty times as slowly.
    alike = same["article_id"].cast(table.schema["article_id"])
    return table.filter(pl.col("article_id").is_in(alike.implode()))


def _gathered(articles: pl.DataFrame, parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Parts of a table in the order of the articles; an article's rows come from one part alone."""
    whole = pl.concat(parts)
    order = articles.select("article_id").with_row_index("place")
    alike = order.with_columns(pl.col("article_id").cast(whole.schema["article_id"]))
    turns = pl.concat(
        [pl.repeat(n, part.height, dtype=pl.Int64, eager=True) for n, part in enumerate(parts)]
    )
    rows = whole.select("article_id", turn=turns).join(
        alike, on="article_id", how="left", maintain_order="left"
    )
    is_first = pl.col("turn") == pl.col("turn").min().over("article_id")
    kept = rows.select(is_first & pl.col("place").is_not_null()).to_series()
    if not kept.all():
        whole, rows = whole.filter(kept), rows.filter(kept)
    if rows["place"].is_sorted():  # the usual case; nested columns are slow to put in order
        return whole
    return whole[rows.with_row_index("at").sort("place", maintain_order=True)["at"]]


def empty() -> dict[str, pl.DataFrame]:
    """Tables in which nothing is scored."""
    return {name: pl.DataFrame(schema=TABLES[name]) for name in SCORES}
