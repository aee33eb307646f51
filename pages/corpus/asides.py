"""What was set aside: browsed, put back with one click, taken out again."""

import polars as pl
import streamlit as st

from framing.corpora import changes, places
from framing.corpora.shelf import Entry
from framing.marks.markup import tag
from pages import display, shared
from pages.corpus.attempts import attempt, short

AT_ONCE = 10
EVERYTHING = "everything"
LONGEST = 1_200  # characters of a piece that are shown


def show(entry: Entry) -> None:
    """Every piece that was cut out or left out, with why, and a button that puts it back."""
    pieces = shared.set_aside().filter(pl.col("part").cast(pl.String) != "note")
    if pieces.is_empty():
        display.note("Nothing was set aside." if entry.record else _of_a_run(), kind="empty")
        return
    counts = pieces["part"].cast(pl.String).value_counts(sort=True)
    kinds = {EVERYTHING: pieces.height} | dict(counts.iter_rows())
    left, right = st.columns([1, 2])
    kind = left.selectbox(
        "Kind",
        list(kinds),
        format_func=lambda name: f"{name} ({kinds[name]:,})",
        key="aside_kind",
    )
    wanted = right.text_input("Containing the words", key="aside_words", max_chars=100)
    if kind != EVERYTHING:
        pieces = pieces.filter(pl.col("part").cast(pl.String) == kind)
    if wanted.strip():
        pieces = pieces.filter(pl.col("text").str.contains(f"(?i){_plain(wanted)}"))
    if pieces.is_empty():
        display.note("No piece holds these words.", kind="empty")
        return
    n_pages = -(-pieces.height // AT_ONCE)
    page = st.pagination(n_pages, key="aside_page") if n_pages > 1 else 1
    titles = dict(shared.tables()["article"].select("article_id", "title").iter_rows())
    for row in pieces.slice((min(page, n_pages) - 1) * AT_ONCE, AT_ONCE).to_dicts():
        _piece(entry, row, titles)


def _plain(words: str) -> str:
    return "".join(c if c.isalnum() or c == " " else f"\\{c}" for c in words.strip()[:100])


def _of_a_run() -> str:
    return "This corpus was made by the command line; what it set aside is listed under Method."


def _piece(entry: Entry, row: dict[str, object], titles: dict[str, str | None]) -> None:
    key, text = str(row["key"]), str(row["text"] or "")
    owner = row["article_id"]
    where = f"{row['source']}" + (f", row {row['row']}" if row["row"] is not None else "")
    whose = f"in “{titles.get(str(owner)) or owner}”" if owner else where
    shown = text[:LONGEST] + (" …" if len(text) > LONGEST else "")
    is_back = bool(row["is_back"])
    left, right = st.columns([5, 1], vertical_alignment="center")
    with left:
        display.show(
            tag(
                "div",
                tag("p", shown or "(no text)"),
                tag(
                    "p",
                    f"{row['part']}: {row['reason']} · {whose}" + (" · put back" * is_back),
                    class_="fd-note",
                ),
                class_="fd-aside",
            )
        )
    can_return = text.strip() and (owner is not None or row["part"] == "row")
    if entry.is_readonly or not (can_return or is_back):
        return
    if is_back:
        right.button("Take out again", key=f"out_{key}", on_click=_out, args=(entry.id, key, text))
    else:
        right.button("Put back", key=f"back_{key}", on_click=_back, args=(entry.id, key, text))


def _back(corpus: str, key: str, text: str) -> None:
    attempt(lambda: changes.put_back(places.home(), corpus, [key], short(text)))


def _out(corpus: str, key: str, text: str) -> None:
    attempt(lambda: changes.take_out(places.home(), corpus, [key], short(text)))
