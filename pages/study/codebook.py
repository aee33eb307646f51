"""The instrument: frames, definitions, indicators, examples, and a try-out that stores nothing."""

import streamlit as st

from framing import marks, passages, pipeline
from framing.marks.markup import tag
from pages import display, shared

LONGEST = 20_000  # characters of a try-out: more is work for `framing score`

book = shared.instrument().codebook
ink = display.ink()
display.show(
    tag(
        "header",
        tag("h1", f"Codebook: {book.title}"),
        tag("p", book.description, class_="fd-lead"),
        tag(
            "p",
            f"{book.id} · version {book.version} · fingerprint {book.fingerprint} · "
            f"{'with' if shared.instrument().lexicon is not None else 'without'} trained weights",
            class_="fd-selected",
        ),
        class_="fd-heading",
    )
)

st.subheader("Try it on a text")
display.note("The text is coded here and now, and kept nowhere.")
with st.form("try", border=False):
    title = st.text_input("Headline", key="try_title", max_chars=300)
    text = st.text_area("Text", key="try_text", height=180, max_chars=LONGEST)
    st.form_submit_button("Code it")
if text.strip():
    draft = pipeline.score(passages.draft(title[:300], text[:LONGEST]), shared.instrument())
    article = passages.one_article(draft.tables(), passages.DRAFT)
    display.show(tag("p", marks.verdict(article.row, article.frames, ink), class_="fd-verdict"))
    display.show(marks.legend(ink))
    display.show(marks.reading(article.sentences, ink))

for frame in book.frames:
    display.show(marks.definition(frame, ink))
    with st.expander(f"Indicators ({len(frame.indicators)})", key=f"indicators_{frame.id}"):
        st.dataframe(passages.indicators(frame), hide_index=True, key=f"table_{frame.id}")

st.subheader("Ground rules")
st.markdown(
    """
- **Evokes** is not **supports**: a sentence counts for a frame as soon as it brings its idea up, in
  anybody’s mouth, even to deny it.
- **Voice** says whose proposition it is: the author’s own, or somebody’s who is quoted, reported or
  alluded to.
- **Stance** is the author’s, whoever speaks: endorsed, rejected, or left open.
"""
)
st.code(f"framing codebook check {shared.codebook_name()}", language="sh", wrap_lines=True)
