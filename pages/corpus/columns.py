"""Which column of a table holds what, and which number of a date is the day: asked, shown, kept."""

from dataclasses import replace

import polars as pl
import streamlit as st

from framing.corpora import imports, places
from framing.ingest.columns import field_of
from framing.ingest.surveys import LEFT_OUT
from pages import display, shared

FIELDS = {  # field of a raw row to the question
    "text": "The article’s text",
    "title": "Its title",
    "outlet": "The outlet",
    "authors": "The author or authors",
    "date": "The date",
    "url": "The address",
    "genre": "Section or genre",
    "language": "The language",
    "id": "An id",
}
NONE = "(none)"
GUESSED = r"\(assumed\)|^not valid |zero bytes at the start|looks like UTF-7"
ENCODINGS = {
    "cp1252": "Western (cp1252)",
    "cp1250": "Central European (cp1250)",
    "cp1251": "Cyrillic (cp1251)",
    "koi8-r": "Russian (koi8-r)",
    "koi8-u": "Ukrainian (koi8-u)",
    "iso8859-5": "Cyrillic (iso8859-5)",
    "cp866": "Cyrillic, DOS (cp866)",
    "cp1253": "Greek (cp1253)",
    "cp1256": "Arabic (cp1256)",
    "shift_jis": "Japanese (shift_jis)",
    "gb18030": "Chinese (gb18030)",
    "utf-16-le": "UTF-16 without its mark (utf-16-le)",
    "utf-7": "UTF-7 (utf-7)",
}
ORDERS = {"day": "Day first: 3 April 2022", "month": "Month first: 4 March 2022"}


def ask(draft: imports.Import, tables: dict[str, pl.DataFrame]) -> None:
    """The questions that the files leave open."""
    _ask_dates(draft, tables)
    _ask_encoding(draft, tables["discard"])
    _ask_columns(draft, tables["column"])


def _ask_dates(draft: imports.Import, tables: dict[str, pl.DataFrame]) -> None:
    """One question for each file that has dates to be read in two ways, until it is answered."""
    notes = tables["discard"].filter(pl.col("reason").str.starts_with("ambiguous date"))
    asked = sorted({*notes["source"].drop_nulls(), *draft.how().orders})
    for number, source in enumerate(source for source in asked if source):
        example = notes.filter(source=source)["text"].head(1).to_list()
        told = f", as in {example[0]}" if example else ""
        display.note(f"{source}: which number of a date comes first{told}?", kind="question")
        st.radio(
            "Dates of this file",
            list(ORDERS),
            format_func=ORDERS.get,
            index=list(ORDERS).index(draft.how().orders[source])
            if source in draft.how().orders
            else None,
            key=f"order_{draft.id}_{number}",
            label_visibility="collapsed",
            horizontal=True,
            on_change=_order,
            args=(draft, source, f"order_{draft.id}_{number}"),
        )


def _ask_encoding(draft: imports.Import, discard: pl.DataFrame) -> None:
    """Where an encoding was guessed, the way to say which one it is."""
    guessed = discard.filter(pl.col("reason").str.contains(GUESSED))
    told = draft.how().encoding
    if guessed.is_empty() and not told:
        return
    for source, reason in guessed.select("source", "reason").head(3).iter_rows():
        display.note(f"{source}: {reason}. If letters look wrong, say what it is.", kind="question")
    st.selectbox(
        "Encoding of texts that do not tell it",
        [None, *ENCODINGS],
        format_func=lambda name: ENCODINGS.get(name, name or "Guess it for each file"),
        index=[None, *ENCODINGS].index(told) if told in ENCODINGS else 0,
        key=f"encoding_{draft.id}",
        on_change=_encoding,
        args=(draft, f"encoding_{draft.id}"),
    )


def _encoding(draft: imports.Import, key: str) -> None:
    reading = replace(draft.how(), encoding=st.session_state[key])
    imports.read_as(places.home(), draft, reading)


def _order(draft: imports.Import, source: str, key: str) -> None:
    reading = imports.ordered(draft.how(), source, st.session_state[key])
    imports.read_as(places.home(), draft, reading)


def _ask_columns(draft: imports.Import, column: pl.DataFrame) -> None:
    """For each file that is a table: what its columns were taken for, its first rows, a form."""
    sources = column["source"].unique(maintain_order=True).to_list()
    if not sources:
        return
    is_lacking = [s for s in sources if "text" not in set(column.filter(source=s)["field"])]
    with st.expander("Columns", expanded=bool(is_lacking), key=f"columns_{draft.id}"):
        if is_lacking:
            display.note(
                f"Which column of {is_lacking[0]} holds the articles’ text? Choose it below.",
                kind="question",
            )
        source = st.selectbox(
            "File",
            sources,
            index=sources.index(is_lacking[0]) if is_lacking else 0,
            key=f"file_{draft.id}",
        )
        mine = column.filter(source=source)
        display.note("Its first rows:")
        st.dataframe(
            shared.sample_rows(draft, source), hide_index=True, key=f"rows_{draft.id}", height=180
        )
        _form(draft, source, mine, column)


def _form(draft: imports.Import, source: str, mine: pl.DataFrame, column: pl.DataFrame) -> None:
    """One choice a field; what is chosen goes for every file with the same columns."""
    names = mine["column"].to_list()
    used = dict(mine.drop_nulls("field").select("field", "column").iter_rows())
    with st.form(f"form_{draft.id}", border=False):
        places_ = st.columns(3)
        for field, question in FIELDS.items():
            options = [NONE, *names]
            with places_[list(FIELDS).index(field) % 3]:
                st.selectbox(
                    question,
                    options,
                    index=options.index(used[field]) if used.get(field) in options else 0,
                    key=f"map_{draft.id}_{source}_{field}",
                )
        if st.form_submit_button("Read it so"):
            chosen = {f: st.session_state[f"map_{draft.id}_{source}_{f}"] for f in FIELDS}
            _read_so(draft, chosen, column, names)
            st.rerun()


def _read_so(
    draft: imports.Import, chosen: dict[str, str], column: pl.DataFrame, names: list[str]
) -> None:
    """Keep what differs from what the columns' names say by themselves."""
    by_name = {field_of(name): name for name in reversed(names)}
    mapping = {
        field: LEFT_OUT if name == NONE else name
        for field, name in chosen.items()
        if name != by_name.get(field, NONE)
    }
    alike = [
        one
        for one in column["source"].unique()
        if column.filter(source=one)["column"].to_list() == names
    ]
    how = draft.how()
    reading = replace(how, columns_of={**how.columns_of, **dict.fromkeys(alike, mapping)})
    imports.read_as(places.home(), draft, reading)
