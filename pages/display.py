"""How every page shows things: corpus text only as text, numbers with their table."""

from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from framing import views
from framing.marks import Ink, card, cards, tally
from framing.marks.markup import Html, tag
from pages import shared

STYLE = Path(__file__).with_name("style.css")


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
    """A page's title, what it answers, what is selected; the page ends where nothing is left."""
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
    if shared.selected()["article"].is_empty():
        chosen, tables = shared.selection(), shared.tables()
        names = views.in_the_way(tables, chosen)
        way = f"Take off {' or '.join(names)}." if names else "Several filters exclude each other."
        note(f"No article is left: {chosen.describe()}. {way}", kind="empty")
        st.button("Reset all filters", key="reset_here", on_click=shared.reset)
        st.stop()


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
    st.page_link("pages/study/corpus.py", label="Bring your own articles")
    st.markdown("Make one from your own articles (text, HTML, CSV, JSONL, Parquet or a folder):")
    st.code("framing score ARTICLES --out my-run\nframing app --run my-run", language="sh")
    st.markdown("Or from the sample corpus that comes with the project:")
    st.code("make run", language="sh")


def evidence_list(rows: pl.DataFrame, key: str) -> None:
    """Every sentence that a number counts, a page at a time, and its number above."""
    if rows.is_empty():
        note("No sentence counts here.")
        return
    n_articles = rows["article_id"].n_unique()
    note(
        f"{_number(rows.height, 'sentence')} in {_number(n_articles, 'article')}, newest first: "
        f"{tally(rows)}"
    )
    n_pages = -(-rows.height // PAGE)
    at = st.pagination(n_pages, key=f"{key}_page") if n_pages > 1 else 1
    shown = rows.slice((min(at, n_pages) - 1) * PAGE, PAGE).to_dicts()
    show(cards([card(row, ink(), byline=byline(row), href=_address(row)) for row in shown]))


def _address(row: dict[str, Any]) -> str:
    return link("read", article=row["article_id"], sentence=row["sentence"])


def link(page: str, **parameters: object) -> str:
    """An address within the app that keeps the filters."""
    keys = ("corpus", *shared.UNFILTERED)
    kept = [(key, value) for key in keys for value in st.query_params.get_all(key)]
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


def _number(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def picked(event: Any) -> str | None:
    """The group that was clicked in a chart, if it is still there to be chosen."""
    found = event["selection"].get("pick") if event else None
    return found[0].get("group") if found else None


def export(table: pl.DataFrame, name: str) -> None:
    """A table to see and to save; cells that a spreadsheet would run are made text."""
    st.dataframe(table, hide_index=True, key=f"table_{name}")
    st.download_button(
        "Download as CSV", neutral_csv(table), f"{name}.csv", "text/csv", on_click="ignore"
    )


def neutral_csv(table: pl.DataFrame) -> bytes:
    """CSV in which text that begins like a formula gets an apostrophe before it."""
    formula = r"^[\s\"']*[=+\-@|%\t\r]"
    texts = [name for name, dtype in table.schema.items() if dtype == pl.String]
    escaped = table.with_columns(
        pl.when(pl.col(name).str.contains(formula))
        .then(pl.concat_str(pl.lit("'"), name))
        .otherwise(name)
        .alias(name)
        for name in texts
    )
    return escaped.write_csv().encode()
