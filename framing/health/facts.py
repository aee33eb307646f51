"""What is missing or doubtful of who wrote an article, where and when."""

from collections.abc import Iterator, Mapping

import polars as pl

from framing.health.finding import Finding, if_any, number, titles
from framing.metadata.suggestions import suggest

ONE_DAY = 0.5  # of the dated articles: so many on one day are rather the day of an export
FEWEST = 10  # articles of one day that are worth telling
FIELDS = {  # column to the finding, what is missing, and what it costs
    "outlet": ("no-outlet", "no outlet", "They are in no comparison of outlets."),
    "authors": ("no-byline", "no byline", "They are in no comparison of authors."),
    "published": ("no-date", "no date", "They are in no chart over time."),
    "title": ("no-title", "no title", "Headlines weigh more than other sentences."),
}


def missing(tables: Mapping[str, pl.DataFrame]) -> Iterator[Finding]:
    """Articles without an outlet, a byline, a date, a title or a known genre."""
    articles = tables["article"]
    for column, (finding, what, why) in FIELDS.items():
        is_missing = (
            pl.col(column).list.len() == 0 if column == "authors" else pl.col(column).is_null()
        )
        without = articles.filter(is_missing)
        yield from if_any(
            without,
            Finding(
                finding,
                "warning" if without.height * 2 > articles.height else "notice",
                without.height,
                articles.height,
                f"{number(without.height, 'article')} with {what}",
                tuple(titles(without)),
                f"{why} Say which column holds it, or give one for all of a file.",
            ),
        )
    unknown = articles.filter(pl.col("genre").cast(pl.String) == "unknown")
    yield from if_any(
        unknown,
        Finding(
            "no-genre",
            "notice",
            unknown.height,
            articles.height,
            f"{number(unknown.height, 'article')} of unknown genre: neither section, address, "
            "label nor title says whether it is news, analysis or opinion",
            tuple(titles(unknown)),
            "Give a column “genre”, if comparing genres matters.",
        ),
    )


def dated(tables: Mapping[str, pl.DataFrame]) -> Iterator[Finding]:
    """Dates that can be read in two ways, not at all, lie in the future, or are all the same."""
    articles, notes = tables["article"], tables["discard"].filter(part="note")
    for finding, start, words, advice in (
        (
            "ambiguous-date",
            "ambiguous date",
            "{} that can be read in two ways, as 03/04/2022 can",
            "Say whether the day or the month comes first.",
        ),
        (
            "unreadable-date",
            "cannot be read as a date",
            "{} that cannot be read; the articles are kept as undated",
            "Write dates as 2022-03-04.",
        ),
        (
            "future-date",
            "a date in the future",
            "{} in the future; the articles are kept as undated",
            "Correct them, or say whether the day or the month comes first.",
        ),
    ):
        rows = notes.filter(pl.col("reason").str.starts_with(start))
        sources = ", ".join(rows["source"].unique().sort().to_list())
        examples = [
            f"{text}: {reason}" for text, reason in rows.select("text", "reason").iter_rows()
        ]
        yield from if_any(
            rows,
            Finding(
                finding,
                "warning",
                rows.height,
                articles.height,
                f"{words.format(number(rows.height, 'date'))} ({sources})",
                tuple(examples),
                advice,
            ),
        )
    yield from _one_day(articles)
    yield from _doubtful(tables)


def _one_day(articles: pl.DataFrame) -> Iterator[Finding]:
    days = articles["published"].drop_nulls()
    if days.len() < FEWEST:
        return
    day, n = days.value_counts(sort=True).row(0)
    if n >= FEWEST and n > ONE_DAY * days.len():
        yield Finding(
            "one-day",
            "notice",
            n,
            days.len(),
            f"{number(n, 'article')} of {days.len():,} are dated {day}",
            (),
            "Check that this is when they were published, not when they were saved.",
        )


def _doubtful(tables: Mapping[str, pl.DataFrame]) -> Iterator[Finding]:
    """Dates of pages that state none, or two."""
    rows = tables["origin"].filter(
        pl.col("field") == "date",
        pl.col("doubt").is_not_null(),
        ~pl.col("doubt").str.contains("ambiguous|cannot be read|in the future"),
    )
    examples = [f"{value}: {doubt}" for value, doubt in rows.select("value", "doubt").iter_rows()]
    yield from if_any(
        rows,
        Finding(
            "doubtful-date",
            "notice",
            rows.height,
            tables["article"].height,
            f"{number(rows.height, 'date')} of pages in doubt",
            tuple(examples),
            "Compare some of them with their pages.",
        ),
    )


def named(tables: Mapping[str, pl.DataFrame]) -> Iterator[Finding]:
    """Names that may be one outlet's or one author's."""
    articles = tables["article"]
    suggestions = suggest(articles)
    for field, finding in (("outlet", "outlets-alike"), ("author", "authors-alike")):
        rows = suggestions.filter(field=field)
        examples = [
            f"{' / '.join(names)} ({reason})"
            for names, reason in rows.select("names", "reason").iter_rows()
        ]
        count = int(rows["n_articles"].sum())
        yield from if_any(
            rows,
            Finding(
                finding,
                "warning" if field == "outlet" else "notice",
                count,
                articles.height,
                f"{number(rows.height, field)} perhaps spelled in more than one way",
                tuple(examples),
                f"Merge those that are one {field}; nothing is merged unasked.",
            ),
        )
