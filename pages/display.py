"""How every page shows things: corpus text only as text, numbers with their table."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from framing import address, findings, views
from framing.exports.workbooks import workbook
from framing.marks import Ink, card, cards, lines
from framing.marks import tally as stances
from framing.marks.markup import Html, tag
from framing.readable import readable
from framing.spreadsheets import csv
from framing.store import StoreError
from pages import choices, share, shared

STYLE = Path(__file__).with_name("style.css")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE = 15  # sentences of an evidence list shown at once


def style() -> None:
    """Our own classes, once a page."""
    st.html(STYLE)


def is_dark() -> bool:
    """Whether the reader's theme is dark."""
    return st.context.theme.type == "dark"


def ink() -> Ink:
    """How frames are marked for this reader."""
    return Ink(shared.instrument().codebook, is_dark())


def show(content: Html) -> None:
    """The one place where text of a corpus reaches the page, escaped by `framing.marks.markup`."""
    if not isinstance(content, Html):
        raise TypeError("only markup made by framing.marks.markup is shown")
    st.html(content)


def note(text: str, kind: str = "note") -> None:
    """A line of ours that holds words of the corpus."""
    show(tag("p", text, class_=f"fd-{kind}"))


def heading(title: str, lead: str) -> None:
    """A page's title, what it answers, what is selected and how to share it.

    The page ends where nothing is left. What it lets choose has been kept before: choices.keep.
    """
    choices.write()
    left, right = st.columns([5, 1], vertical_alignment="top")
    with left:
        show(
            tag(
                "header",
                tag("h1", title),
                tag("p", lead, class_="fd-lead"),
                tag(
                    "p",
                    tag("span", "Showing ", class_="fd-quiet"),
                    shared.described(),
                    class_="fd-selected",
                ),
                class_="fd-heading",
            )
        )
    with right:
        share.offer(title)
    _corrected()
    _other_data()
    if pooled := findings.pooled(shared.selected()["article"]):
        note(pooled)
    if shared.selected()["article"].is_empty():
        chosen, tables = shared.selection(), shared.tables()
        names = views.in_the_way(tables, chosen)
        way = f"Take off {' or '.join(names)}." if names else "Several filters exclude each other."
        note(f"No article is left: {chosen.describe()}. {way}", kind="empty")
        st.button("Reset all filters", key="reset_here", on_click=shared.reset)
        st.stop()


def _corrected() -> None:
    """What the visitor's link asked for in vain."""
    lines = choices.corrected()
    if lines:
        show(tag("ul", *[tag("li", line) for line in lines], class_="fd-warning fd-list"))


def _other_data() -> None:
    """Say where a link was made with other data than are here, and what shows its own numbers."""
    lines = share.differences()
    if not lines:
        return
    note(
        f"{' '.join(lines)} Shown are the numbers of what is here. For the link’s own, open the "
        "run it was made with: framing app --run FOLDER.",
        kind="warning",
    )
    st.button("Go on with what is here", key="go_on", on_click=share.go_on)


def banner() -> None:
    """Say it wherever the sample's numbers are shown."""
    if shared.is_synthetic():
        note(
            "Synthetic sample corpus, written for this project: no real outlet, author or article.",
            kind="banner",
        )


def damage() -> None:
    """Say what is wrong with the corpus that is shown, where something is."""
    if said := shared.damage():
        note(f"Something is wrong with this corpus: {said}", kind="warning")


def no_run(reason: str) -> None:
    """In words, what to do where there is nothing to show."""
    st.title("Framing Desk")
    note(f"There is no scored corpus to show. {reason}", kind="empty")
    st.subheader("First steps")
    st.markdown(
        "1. **Look around** with the sample that comes with the project: invented articles of "
        "invented outlets, ready in seconds."
    )
    st.code("make run", language="sh", wrap_lines=True)
    st.markdown(
        "2. **Bring your own articles** on the Corpus page: drop files in, see what is wrong with "
        "them, then have them scored. One file of pasted text will do, and so will a table with "
        "one article a row. They stay on this machine."
    )
    st.page_link("pages/study/corpus.py", label="Bring your own articles")
    st.markdown("3. Or do the same **on the command line**:")
    st.code(
        "framing score my-articles/ --out my-run\nframing app --run my-run",
        language="sh",
        wrap_lines=True,
    )


def evidence_list(rows: pl.DataFrame, key: str) -> None:
    """Every sentence that a number counts, a page at a time, and its number above."""
    if rows.is_empty():
        note("No sentence counts here.")
        return
    n_articles = rows["article_id"].n_unique()
    note(
        f"{number(rows.height, 'sentence')} in {number(n_articles, 'article')}, newest first: "
        f"{stances(rows)}"
    )
    shown = [card(r, ink(), byline=byline(r), href=place(r)) for r in paged(rows, key)]
    show(cards(shown))


def place(row: dict[str, Any]) -> str:
    """The place of a sentence on the Read page."""
    return link("read", article=row["article_id"], sentence=row["sentence"])


def link(page: str, **parameters: object) -> str:
    """An address within the app that keeps the filters."""
    here = st.query_params.get(address.KEPT)
    kept = [*([(address.KEPT, here)] if here else []), *address.pairs(shared.selection())]
    return f"{page}?{urlencode([*kept, *((k, str(v)) for k, v in parameters.items())])}"


def byline(row: dict[str, Any]) -> str:
    """Outlet, authors and date of an article."""
    published = row.get("published")
    parts = [
        row.get("outlet") or "outlet unknown",
        ", ".join(row.get("authors") or []) or "unsigned",
        published.isoformat() if isinstance(published, date) else "undated",
    ]
    return " · ".join(parts)


def _labels() -> dict[str, str]:
    """The frames' labels; none where articles are looked at before there is any corpus."""
    try:
        return dict(shared.instrument().codebook.labels)
    except StoreError:
        return {}


def nothing_to_compare(by: str, group: str, groupings: Mapping[str, str]) -> None:
    """Where there is one group alone, say so, and which of the page's groupings have several."""
    several = [
        words.lower()
        for name, words in groupings.items()
        if name != by and len(views.groups(shared.selected(), name)) > 1
    ]
    note(findings.alone(by, group, several), kind="empty")


def number(n: int, noun: str) -> str:
    """A number with its noun, in the plural where it is not one."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def paged(rows: pl.DataFrame, key: str) -> list[dict[str, Any]]:
    """The rows of one page, and the page numbers above them if there are several."""
    n_pages = -(-rows.height // PAGE)
    at = st.pagination(n_pages, key=f"{key}_page") if n_pages > 1 else 1
    return rows.slice((min(at, n_pages) - 1) * PAGE, PAGE).to_dicts()


def tally(rows: pl.DataFrame) -> str:
    """How many lines of a concordance there are, in how many articles, by how many authors."""
    n_articles = rows["article_id"].n_unique()
    n_authors = rows["authors"].explode(empty_as_null=False).drop_nulls().n_unique()
    return (
        f"{number(rows.height, 'line')} in {number(n_articles, 'article')} by "
        f"{number(n_authors, 'named author')}"
    )


def flat(rows: pl.DataFrame) -> pl.DataFrame:
    """A table with authors in one cell, for a spreadsheet."""
    return rows.with_columns(pl.col("authors").list.join(", "))


def articles(rows: pl.DataFrame, key: str) -> None:
    """Articles as links to where they are read, a page at a time."""
    show(
        lines.lines(
            [
                lines.article(row, byline=byline(row), href=link("read", article=row["article_id"]))
                for row in paged(rows, key)
            ]
        )
    )


def concordance(rows: pl.DataFrame, key: str) -> None:
    """The lines of a concordance, a page at a time."""
    marked = [lines.line(row, byline=byline(row), href=place(row)) for row in paged(rows, key)]
    show(lines.lines(marked))


def export(table: pl.DataFrame, name: str, unit: str | None = None) -> None:
    """A table to see in words and to save; cells that a spreadsheet would run are made text.

    `unit` is that of its numbers where no column says their measure. The files keep the columns'
    own names, and every digit.
    """
    st.dataframe(
        readable(table, _labels(), unit),
        hide_index=True,
        key=f"table_{name}",
    )
    left, right = st.columns([1, 4])
    left.download_button(
        "Download as CSV", **share.file(partial(csv, table), f"{name}.csv", "text/csv")
    )
    right.download_button(
        "Download as Excel", **share.file(partial(workbook, table), f"{name}.xlsx", EXCEL)
    )
