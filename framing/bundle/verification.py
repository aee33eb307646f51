"""A share bundle and one's own copies of its articles to a verdict on every number."""

import json
from collections.abc import Iterable

import polars as pl

from framing import duplicates
from framing.bundle import ARTICLES, BUNDLED, NUMBERS, articles, derived, digests
from framing.bundle.reading import COMPARED, Bundle
from framing.codebook import Instrument
from framing.measures import membership
from framing.schema import ARTICLE, VERIFICATION, conform
from framing.selection import Selection
from framing.views import Tables

TOLERANCE = 1e-6  # other processors add in another order; a number that says something differs more
SAME, DIFFERS, UNDERIVED = "same", "differs", "not derived"
FOUND, CHANGED, MISSING = "found", "changed", "missing"
GROUPED = {"estimates.csv", "talk_and_stand.csv", "contrasts.csv"}


def match(bundle: Bundle, own: pl.DataFrame) -> pl.DataFrame:
    """The bundle's articles with `state`: found by digest; changed, when only id or address is.

    `own` is an article table. Columns: article_id, digest, state, and `row` in `own` if found.
    """
    copies = (
        own.select(pl.Series("digest", digests(own), dtype=pl.String))
        .with_row_index("row")
        .unique("digest", keep="first", maintain_order=True)
    )
    alike = pl.col("article_id").is_in(own["article_id"].implode()) | pl.col("url").is_in(
        own["url"].drop_nulls().implode()
    )
    state = pl.when(pl.col("row").is_not_null()).then(pl.lit(FOUND))
    return (
        bundle.articles.select("article_id", "digest", "url")
        .join(copies, on="digest", how="left", maintain_order="left")
        .with_columns(
            state=state.when(alike.fill_null(value=False))
            .then(pl.lit(CHANGED))
            .otherwise(pl.lit(MISSING))
        )
        .select("article_id", "digest", "state", "row")
    )


def adopt(bundle: Bundle, own: pl.DataFrame, matched: pl.DataFrame) -> pl.DataFrame:
    """One's own texts under the bundle's ids, dates and names: its numbers follow from these."""
    found = matched.filter(pl.col("state") == FOUND)
    texts = own[found["row"].to_list()].select("title", "text", "n_words", "source")
    said = bundle.articles.join(found, on="article_id", how="semi", maintain_order="left")
    return (
        said.drop("title", "n_words", strict=False)
        .with_columns(is_canonical=pl.col("is_canonical") == "true")
        .pipe(lambda table: pl.concat([table, texts], how="horizontal"))
        .pipe(conform, ARTICLE)
    )


def verify(
    bundle: Bundle,
    own: pl.DataFrame,
    matched: pl.DataFrame,
    scored: Tables,
    instrument: Instrument,
) -> pl.DataFrame:
    """Derive every number again: a table of VERIFICATION, one row per row of the bundle's tables.

    `scored` are the tables that scoring what `adopt` gives has made. Numbers of groups of which an
    article is missing or changed are "not derived". What one's own copies say about an article
    (outlet, authors, date, genre, language) is compared where they say anything; clusters, when
    the bundle is of a whole corpus and every article was found.
    """
    again = dict(derived(scored, Selection(voice=bundle.voice), instrument))
    lost = matched.filter(pl.col("state") != FOUND)["article_id"]
    parts = [_articles(bundle, own, matched, scored["article"])]
    for name, keys in NUMBERS.items():
        rule = _underived(bundle, name, lost)
        text = again[name].cast(pl.String)
        parts.append(_compare(name, keys, bundle.numbers[name], text, rule))
    return pl.concat(parts).pipe(conform, VERIFICATION)


def _underived(bundle: Bundle, name: str, lost: pl.Series) -> pl.Expr:
    """Whether a row of a table hangs on an article that was not found."""
    if lost.is_empty():
        return pl.lit(value=False)
    if name not in GROUPED:
        return pl.col("article_id").is_in(lost.implode())
    if name == "contrasts.csv":  # each group against all others: every row hangs on every article
        return pl.lit(value=True)
    gone = bundle.articles.filter(pl.col("article_id").is_in(lost.implode()))
    rule = pl.lit(value=False)
    for by in BUNDLED:
        groups = membership(gone, by)["group"].unique().implode()
        rule |= (pl.col("grouped_by") == by) & pl.col("group").is_in(groups)
    return rule


def _compare(
    name: str, keys: tuple[str, ...], said: pl.DataFrame, again: pl.DataFrame, lost: pl.Expr
) -> pl.DataFrame:
    """Row by row, cell by cell; a row on one side only differs."""
    columns = [column for column in again.columns if column not in keys]
    unkeyed = [column for column in columns if column not in said.columns]
    both = (
        said.with_columns(pl.lit(value=True).alias("_said"))
        .join(
            again.with_columns(pl.lit(value=True).alias("_again")),
            on=list(keys),
            how="full",
            coalesce=True,
            nulls_equal=True,
            suffix="_again",
            maintain_order="left_right",
        )
        .with_columns(_lost=lost)
    )
    wrong = [
        pl.when(_unlike(pl.col(column), pl.col(f"{column}_again"))).then(
            pl.format(
                "{} {} (derived: {})",
                pl.lit(column),
                pl.col(column).fill_null("nothing"),
                pl.col(f"{column}_again").fill_null("nothing"),
            )
        )
        for column in columns
        if column not in unkeyed
    ]
    details = pl.concat_str(*wrong, separator="; ", ignore_nulls=True) if wrong else pl.lit("")
    detail = (
        pl.when(pl.col("_again").is_null())
        .then(pl.lit("is in the bundle, but does not follow from the articles"))
        .when(pl.col("_said").is_null())
        .then(pl.lit("follows from the articles, but is not in the bundle"))
        .otherwise(details)
    )
    if unkeyed:
        detail = pl.lit(f"the bundle has no column {unkeyed[0]}")
    state = (
        pl.when("_lost")
        .then(pl.lit(UNDERIVED))
        .when(detail == "")
        .then(pl.lit(SAME))
        .otherwise(pl.lit(DIFFERS))
    )
    row = pl.concat_str(*keys, separator=" · ", ignore_nulls=True)
    kept = ~(pl.col("_lost") & pl.col("_said").is_null())
    return both.filter(kept).select(
        file=pl.lit(name), row=row, state=state, detail=pl.when(~pl.col("_lost")).then(detail)
    )


def _unlike(said: pl.Expr, again: pl.Expr) -> pl.Expr:
    """Whether two cells differ: as numbers if both are, else as text."""
    one, two = said.cast(pl.Float64, strict=False), again.cast(pl.Float64, strict=False)
    close = (one - two).abs() <= TOLERANCE * pl.max_horizontal(one.abs(), pl.lit(1.0))
    return ~(said.eq_missing(again) | close.fill_null(value=False))


def _articles(
    bundle: Bundle, own: pl.DataFrame, matched: pl.DataFrame, adopted: pl.DataFrame
) -> pl.DataFrame:
    """Whether each article was found, and is said to be what one's own copy says it is."""
    found = matched.filter(pl.col("state") == FOUND)
    copies = own[found["row"].to_list()].with_columns(article_id=found["article_id"])
    told, compared = articles(copies).select("article_id", *COMPARED), list(COMPARED)
    if bundle.is_whole and found.height == matched.height:
        marked = duplicates.mark(adopted).select("article_id", "cluster")
        told, compared = told.join(marked, on="article_id", how="left"), [*compared, "cluster"]
    said = bundle.articles.with_columns(
        pl.Series(
            "authors", [_text(names) for names in bundle.articles["authors"].to_list()], pl.String
        ),
        pl.col("published").cast(pl.String),
    ).select("article_id", *compared)
    again = told.cast(pl.String)
    lost = matched.filter(pl.col("state") != FOUND)
    rows = _compare(
        ARTICLES,
        ("article_id",),
        said,
        _with_silence(again, said, compared),
        pl.col("article_id").is_in(lost["article_id"].implode()),
    )
    words = {CHANGED: "your copy has another text", MISSING: "you have no copy of it"}
    reasons = lost.select("article_id", lost=pl.col("state").replace(words))
    return rows.join(
        reasons, left_on="row", right_on="article_id", how="left", maintain_order="left"
    ).select("file", "row", "state", detail=pl.coalesce("lost", "detail"))


def _with_silence(again: pl.DataFrame, said: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """What one's own copy does not say cannot contradict the bundle: there the bundle's counts."""
    silent = {"authors": "[]", "genre": "unknown"}
    return again.join(said, on="article_id", how="left", suffix="_said").select(
        "article_id",
        *(
            pl.when(pl.col(c).is_null() | (pl.col(c) == silent.get(c, "")))
            .then(f"{c}_said")
            .otherwise(c)
            .alias(c)
            for c in columns
        ),
    )


def _text(names: Iterable[str]) -> str:
    return json.dumps(list(names), ensure_ascii=False)
