"""What was not used, repaired, or counted once, and which columns were read."""

from collections.abc import Iterator, Mapping

import polars as pl

from framing.health.finding import Finding, if_any, number, titles

REPAIRED = r"mojibake|not UTF-8|read as |invisible or control|mixed encodings|HTML tags removed"
MOSTLY_CUT = 0.5  # of an article's words
WHOLE = ("file", "row", "note")  # parts that are not cut out of an article


def read(tables: Mapping[str, pl.DataFrame]) -> Iterator[Finding]:
    """How many articles came out of how many rows."""
    articles = tables["article"]
    rows = articles.height + tables["discard"].filter(part="row").height
    sources = pl.concat([articles["source"], tables["discard"]["source"]]).n_unique()
    if articles.is_empty():
        yield Finding(
            "nothing",
            "stop",
            0,
            rows,
            f"No article came out of {number(rows, 'row')} in {number(sources, 'file')}",
            (),
            "See below for what was wrong with each.",
        )
        return
    outlets, words = articles["outlet"].drop_nulls().n_unique(), int(articles["n_words"].sum())
    yield Finding(
        "articles",
        "fine",
        articles.height,
        rows,
        f"{number(articles.height, 'article')} from {number(rows, 'row')} in "
        f"{number(sources, 'file')}: {number(outlets, 'outlet')}, {words:,} words",
    )


def unread(tables: Mapping[str, pl.DataFrame]) -> Iterator[Finding]:
    """Files and rows of which nothing was used."""
    discards = tables["discard"]
    for part, advice in (
        ("file", "Mend or convert these files and give them again."),
        ("row", "Look through them: a row that is an article after all can be put back."),
    ):
        rows = discards.filter(part=part).filter(~pl.col("reason").str.starts_with("the same text"))
        yield from if_any(
            rows,
            Finding(
                f"unused-{part}s",
                "warning",
                rows.height,
                rows.height + (tables["article"].height if part == "row" else 0),
                f"{number(rows.height, part)} not used",
                tuple(_reasons(rows)),
                advice,
            ),
        )


def _reasons(rows: pl.DataFrame) -> list[str]:
    return [
        f"{source}, row {row}: {reason}" if row is not None else f"{source}: {reason}"
        for source, row, reason in rows.select("source", "row", "reason").iter_rows()
    ]


def copies(tables: Mapping[str, pl.DataFrame]) -> Iterator[Finding]:
    """The same text twice, and stories that several articles carry."""
    articles, discards = tables["article"], tables["discard"]
    same = discards.filter(
        pl.col("part") == "row", pl.col("reason").str.starts_with("the same text")
    )
    yield from if_any(
        same,
        Finding(
            "duplicates",
            "notice",
            same.height,
            articles.height + same.height,
            f"{number(same.height, 'row')} with the same text as another of the same outlet, left "
            "out",
            tuple(_reasons(same)),
            "Nothing, if that is what they are.",
        ),
    )
    reprints = articles.filter(~pl.col("is_canonical"))
    stories = reprints["cluster"].n_unique()
    yield from if_any(
        reprints,
        Finding(
            "reprints",
            "notice",
            reprints.height,
            articles.height,
            f"{number(reprints.height, 'reprint')}, nearly word for word, of "
            f"{number(stories, 'other article')}",
            tuple(titles(reprints)),
            "Count each story once (“One copy per story”) where outlets share a wire service.",
        ),
    )


def repaired(tables: Mapping[str, pl.DataFrame]) -> Iterator[Finding]:
    """Encodings that were guessed or repaired, and what else was done to make text of the input."""
    notes = tables["discard"].filter(
        pl.col("part") == "note", pl.col("reason").str.contains(REPAIRED)
    )
    yield from if_any(
        notes,
        Finding(
            "repaired",
            "notice",
            notes.height,
            notes.height,
            f"{number(notes.height, 'repair')} of encodings, markup or invisible characters",
            tuple(_reasons(notes)),
            "Look at one of these texts: accents and quotation marks should be right.",
        ),
    )


def set_aside(tables: Mapping[str, pl.DataFrame]) -> Iterator[Finding]:
    """Parts that were cut out of articles, and articles that lost more than they kept."""
    articles, discards = tables["article"], tables["discard"]
    cut = discards.filter(~pl.col("part").cast(pl.String).is_in(WHOLE))
    counts = cut["part"].cast(pl.String).value_counts(sort=True)
    told = ", ".join(f"{n:,} {part}" for part, n in counts.iter_rows())
    yield from if_any(
        cut,
        Finding(
            "set-aside",
            "notice",
            cut.height,
            cut.height,
            f"{number(cut.height, 'piece')} cut out of texts as not their author’s: {told}",
            tuple(f"{part}: {text}" for part, text in cut.select("part", "text").iter_rows()),
            "Look through them and put back what is the author’s.",
        ),
    )
    lost = cut.group_by("article_id").agg(
        lost=pl.col("text").str.count_matches(r"\S+").sum().cast(pl.Int64)
    )
    mostly = articles.join(lost, on="article_id", how="inner", maintain_order="left").filter(
        pl.col("lost") > MOSTLY_CUT * (pl.col("lost") + pl.col("n_words"))
    )
    yield from if_any(
        mostly,
        Finding(
            "mostly-cut",
            "warning",
            mostly.height,
            articles.height,
            f"{number(mostly.height, 'article')} with more words cut than kept",
            tuple(titles(mostly)),
            "Look at what was cut: it may be readers’ comments, or the article itself.",
        ),
    )


def columns(tables: Mapping[str, pl.DataFrame]) -> Iterator[Finding]:
    """Which column was read for what, for each shape of table."""
    column = tables["column"]
    if column.is_empty():
        return
    shapes: dict[tuple[str, str], list[str]] = {}
    for source in column["source"].unique(maintain_order=True):
        mine = column.filter(source=source)
        used = mine.drop_nulls("field")
        told = ", ".join(f"{f} ← “{c}”" for c, f in used.select("column", "field").iter_rows())
        rest = ", ".join(f"“{c}”" for c in mine.filter(pl.col("field").is_null())["column"][:10])
        shapes.setdefault((told, rest), []).append(source)
    for (told, rest), sources in shapes.items():
        where = sources[0] if len(sources) == 1 else f"{number(len(sources), 'file')}"
        unused = f"; not read: {rest}" if rest else ""
        yield Finding(
            "columns",
            "notice" if "text ←" in told or "url ←" in told else "warning",
            len(sources),
            len(sources),
            f"Columns of {where}: {told or 'none known'}{unused}",
            tuple(sources) if len(sources) > 1 else (),
            "Say which column holds what, if this is not right.",
        )
