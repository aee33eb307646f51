"""The run and the selection, as every page reads them; corpus text, as every page shows it."""

import os
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from framing import charts, findings, store, views
from framing.codebook import CodebookError, Instrument
from framing.markup import Html, tag
from framing.selection import Selection

SAMPLE = store.DATA / "store" / "sample"
STANCE_SIGNS = {"endorse": "+", "reject": "−", "neutral": "○"}
STANCE_WORDS = {"endorse": "endorsed", "reject": "rejected", "neutral": "left open"}
PAGE = 20  # sentences of an evidence list shown at once


def folder() -> Path:
    """The run that is shown: FRAMING_RUN, or the sample's."""
    return Path(os.environ.get("FRAMING_RUN") or SAMPLE)


def run() -> store.Run:
    """The run that is shown. Raises StoreError."""
    return store.open_run(folder())


@st.cache_resource(show_spinner="Reading the corpus …", max_entries=4)
def _tables(path: str, fingerprint: str) -> dict[str, pl.DataFrame]:
    opened = store.open_run(Path(path))
    return {name: opened.table(name) for name in store.RUN_TABLES}


def tables() -> dict[str, pl.DataFrame]:
    """Every table of the run, unfiltered."""
    return _tables(str(folder()), run().fingerprint)


@st.cache_resource(show_spinner=False, max_entries=4)
def _instrument(name: str, fingerprint: str) -> Instrument:
    return store.instrument(name)


def instrument() -> Instrument:
    """The instrument by which the run was scored, or the default where it is not known here."""
    manifest = run().manifest
    name = str(manifest.get("codebook", {}).get("id", store.DEFAULT_CODEBOOK))
    try:
        return _instrument(name, str(manifest.get("instrument", "")))
    except CodebookError:
        return _instrument(store.DEFAULT_CODEBOOK, "")


def is_synthetic() -> bool:
    """Whether the run shown is the sample corpus, which was written for this project."""
    is_sample = pl.col("source").str.contains("sample").fill_null(value=False)
    return bool(tables()["article"].select(is_sample.all()).item()) and folder() == SAMPLE


def selection() -> Selection:
    """What the filters of the sidebar say; app.py has put it there."""
    chosen: Selection = st.session_state.get("_selection", Selection())
    return chosen


@st.cache_resource(show_spinner=False, max_entries=64)
def _selected(path: str, fingerprint: str, chosen: Selection) -> dict[str, pl.DataFrame]:
    return views.select(_tables(path, fingerprint), chosen, instrument())


def selected() -> dict[str, pl.DataFrame]:
    """The tables of the selection; ends the page in words where nothing is left."""
    here = _selected(str(folder()), run().fingerprint, selection())
    if here["article"].is_empty():
        names = views.in_the_way(tables(), selection())
        way = f"Take off {' or '.join(names)}." if names else "Several filters exclude each other."
        note(f"No article is left: {selection().describe()}. {way}", kind="empty")
        st.button("Reset all filters", key="reset_here", on_click=reset)
        st.stop()
    return here


@st.cache_resource(show_spinner=False, max_entries=256)
def _estimates(
    path: str, fingerprint: str, chosen: Selection, by: str, measure: str
) -> pl.DataFrame:
    if measure == views.TALK:
        return views.talk_and_stand(_tables(path, fingerprint), chosen, instrument(), by)
    return views.estimates(_tables(path, fingerprint), chosen, instrument(), by, measure)


def estimates(by: str, measure: str) -> pl.DataFrame:
    """A measure by group for the selection: ESTIMATE with `few`, whether n is too small."""
    table = _estimates(str(folder()), run().fingerprint, selection(), by, measure)
    return table.with_columns(few=views.is_few())


def evidence(by: str, **which: str | None) -> pl.DataFrame:
    """The sentences that a number counts."""
    return views.evidence_sentences(tables(), selection(), instrument(), by=by, **which)


def reset() -> None:
    """Take off every filter."""
    for key in FILTER_KEYS:
        st.session_state.pop(key, None)
        st.query_params.pop(key, None)


FILTER_KEYS = ("outlets", "authors", "genres", "since", "until", "voice", "copies")


def is_dark() -> bool:
    """Whether the reader's theme is dark."""
    return st.context.theme.type == "dark"


def show(content: Html) -> None:
    """The one place where text of a corpus reaches the page, escaped by `framing.markup`."""
    if not isinstance(content, Html):
        raise TypeError("only markup made by framing.markup is shown")
    st.html(content)


def note(text: str, kind: str = "note") -> None:
    """A line of ours that holds words of the corpus."""
    show(tag("p", text, class_=f"fd-{kind}"))


def heading(title: str, lead: str) -> None:
    """A page's title, what it answers, and what is selected."""
    show(
        tag(
            "header",
            tag("h2", title),
            tag("p", lead, class_="fd-lead"),
            tag("p", tag("span", "Showing ", class_="fd-quiet"), described(), class_="fd-selected"),
            class_="fd-heading",
        )
    )


def described() -> str:
    """The selection in words, with what is left of the corpus."""
    n, all_ = selected()["article"].height, tables()["article"].height
    return f"{selection().describe()} · {n:,} of {all_:,} articles"


def link(page: str, **parameters: object) -> str:
    """An address within the app that keeps the filters."""
    kept = [(key, value) for key in FILTER_KEYS for value in st.query_params.get_all(key)]
    return f"{page}?{urlencode([*kept, *((k, str(v)) for k, v in parameters.items())])}"


def finding(by: str) -> str:
    """The widest gap between talking about and standing for, in a sentence."""
    rows = pl.concat(estimates(by, measure) for measure in ("salience", "endorse", "reject"))
    return findings.overview(rows, instrument().codebook.labels)


def frame_style(frame: str | None) -> str:
    """A frame's colour for our own classes."""
    colours = charts.frame_colours(instrument().codebook, dark=is_dark())
    return f"--frame: {colours.get(frame or 'none', colours['none'])}"


def pattern(frame: str | None) -> str:
    """A frame's underline, which does not need colour: the class of its place in the codebook."""
    ids = instrument().codebook.frame_ids
    return f"fd-p{ids.index(frame) % 4}" if frame in ids else "fd-p0"


def byline(row: dict[str, Any]) -> str:
    """Outlet, authors and date of an article."""
    published = row.get("published")
    parts = [
        row.get("outlet") or "outlet unknown",
        ", ".join(row.get("authors") or []) or "unsigned",
        published.isoformat() if isinstance(published, date) else "undated",
    ]
    return " · ".join(parts)


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
