"""Articles and what was scored before to what is still to be scored, and to the whole again.

Scoring reads an article's id, title, text and language, and, for keywords alone, its outlet's and
authors' names; tests/test_reuse.py holds it to that. What is unchanged there is not read again.
"""

from collections.abc import Mapping, Sequence

import polars as pl

from framing.keywords import keywords
from framing.pipeline import Scored
from framing.schema import TABLES

READ = ("article_id", "title", "text", "language")
NAMED = (*READ, "outlet", "authors")
BY_TEXT = ("sentence", "term", "article_frame", "article_score")

Tables = Mapping[str, pl.DataFrame]


def unscored(articles: pl.DataFrame, earlier: Sequence[Tables]) -> pl.DataFrame:
    """The articles that none of the earlier tables holds the scores of, in order."""
    known = [tables["article"].select(READ) for tables in earlier]
    if not known:
        return articles
    return articles.join(
        pl.concat(known), on=READ, how="anti", nulls_equal=True, maintain_order="left"
    )


def together(articles: pl.DataFrame, earlier: Sequence[Tables]) -> Scored:
    """All tables of `articles`, from earlier ones that between them hold every one's scores.

    Of two earlier scores the first counts. Keywords are read again where names have changed.
    Row for row what scoring all articles at once gives.
    """
    order = articles.select("article_id").with_row_index("place")
    tables = {
        name: _gathered(order, [_still(articles, one, name, READ) for one in earlier])
        for name in BY_TEXT
    }
    words = [_still(articles, one, "keyword", NAMED) for one in earlier]
    known = [tables_["article"].select(NAMED) for tables_ in earlier]
    renamed = articles.join(
        pl.concat(known), on=NAMED, how="anti", nulls_equal=True, maintain_order="left"
    )
    tables["keyword"] = _gathered(order, [*words, keywords(renamed)])
    return Scored(article=articles, **tables)


def _still(
    articles: pl.DataFrame, earlier: Tables, name: str, columns: Sequence[str]
) -> pl.DataFrame:
    """The rows of an earlier table whose articles are unchanged in `columns`."""
    same = articles.select(columns).join(
        earlier["article"].select(columns), on=columns, how="semi", nulls_equal=True
    )
    table = earlier[name]
    alike = same.with_columns(pl.col("article_id").cast(table.schema["article_id"]))
    return table.join(alike, on="article_id", how="semi", maintain_order="left")


def _gathered(order: pl.DataFrame, parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Parts of a table in the order of the articles; an article's rows come from one part alone."""
    numbered = [part.with_columns(turn=pl.lit(n)) for n, part in enumerate(parts)]
    whole = pl.concat(numbered).with_columns(first=pl.col("turn").min().over("article_id"))
    alike = order.with_columns(pl.col("article_id").cast(whole.schema["article_id"]))
    return (
        whole.filter(pl.col("turn") == pl.col("first"))
        .drop("turn", "first")
        .with_row_index("within")
        .join(alike, on="article_id", how="inner", maintain_order="left")
        .sort("place", "within")
        .drop("place", "within")
    )


def empty() -> dict[str, pl.DataFrame]:
    """Tables in which nothing is scored."""
    return {name: pl.DataFrame(schema=TABLES[name]) for name in ("article", *BY_TEXT, "keyword")}
