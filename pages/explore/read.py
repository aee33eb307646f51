"""One article, sentence by sentence: which frame, whose voice, which stance, and why."""

import polars as pl
import streamlit as st

from framing import marks, passages
from framing.marks.markup import tag
from pages import display, shared

DIGITS = 5  # of a sentence's number in a link

display.banner()
display.heading(
    "Read an article as it was coded",
    "Every mark says why it is there: point at a sentence, or read the note beside it.",
)
here = shared.selected()
listed = here["article"].sort("published", "article_id", descending=[True, False], nulls_last=True)
ids = listed["article_id"].to_list()
titles = {
    row["article_id"]: f"{row['title'] or 'untitled'} · {display.byline(row)}"
    for row in listed.iter_rows(named=True)
}


def go(article_id: str) -> None:
    """Turn to an article, and put it into the address."""
    st.session_state["chosen"] = article_id
    st.query_params["article"] = article_id
    st.query_params.pop("sentence", None)


asked = st.query_params.get("article")
if asked is not None and asked not in ids:
    is_known = asked in shared.tables()["article"]["article_id"]
    reason = "the filters leave it out" if is_known else "this corpus does not have it"
    display.note(f"The link’s article “{asked[:80]}” is not shown: {reason}.", kind="warning")
if asked in ids:
    st.session_state["chosen"] = asked
if st.session_state.get("chosen") not in ids:
    st.session_state["chosen"] = ids[0]

wide, narrow, last = st.columns([6, 1, 1], vertical_alignment="bottom")
chosen = wide.selectbox(
    "Article",
    ids,
    format_func=titles.get,
    key="chosen",
    on_change=lambda: go(st.session_state["chosen"]),
)
at = ids.index(chosen)
previous, following = ids[max(at - 1, 0)], ids[min(at + 1, len(ids) - 1)]
narrow.button("← Previous", on_click=go, args=(previous,), disabled=at == 0, width="stretch")
last.button("Next →", on_click=go, args=(following,), disabled=at == len(ids) - 1, width="stretch")

article = passages.one_article(shared.tables(), chosen)
ink = display.ink()
wanted = st.query_params.get("sentence", "")
linked = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) <= DIGITS else None
if linked is not None and linked not in article.sentences["sentence"]:
    display.note(f"This article has no sentence {linked}.", kind="warning")
    linked = None

display.note(display.byline(article.row))
display.show(tag("p", marks.verdict(article.row, article.frames, ink), class_="fd-verdict"))
best = passages.decisive(article.sentences, shared.instrument().codebook.poles)
if best.height:
    with st.expander("The sentences that decide its position"):
        display.show(
            marks.cards(
                [
                    marks.quote(
                        row, ink, href=display.link("read", article=chosen, sentence=number)
                    )
                    for number, row in zip(
                        best["sentence"], best.iter_rows(named=True), strict=True
                    )
                ]
            )
        )
if article.terms:
    display.note(f"Keywords: {', '.join(article.terms)}")
display.show(marks.legend(ink))
if shared.selection().voice:
    display.note("Read shows the whole article, whatever voice is selected.")
if linked is not None:
    line = article.sentences.filter(pl.col("sentence") == linked)
    words = f"The link points to sentence {linked}: {line['text'][0]} "
    display.show(tag("p", words, tag("a", "Go to it", href=f"#s{linked}"), class_="fd-note"))
display.show(marks.reading(article.sentences, ink, linked=linked))
