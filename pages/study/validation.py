"""How well the machine reads: measured against reference coding, beside a plain keyword count."""

from functools import partial

import polars as pl
import streamlit as st

from framing import charts
from framing.agreement import calibration
from framing.agreement.gold import misread
from framing.marks.markup import tag
from pages import display, pictures, share, shared

LAYERS = {
    "position": "Position of an article",
    "frame": "Which frames a sentence evokes",
    "voice": "Whose voice a sentence is in",
    "stance": "The author’s stance to an evoked frame",
}
MOST = 200  # misread sentences listed

display.show(
    tag(
        "header",
        tag("h1", "How well it reads"),
        tag(
            "p", "The machine’s labels against reference coding it has not seen.", class_="fd-lead"
        ),
        class_="fd-heading",
    )
)
if not shared.is_built_in():
    display.note("Reference coding exists for the built-in codebook only.", kind="empty")
    st.stop()
table, positions, pairs = shared.validation("test")
coders = shared.coders()
display.note(
    f"{positions.height} synthetic pieces, {pairs.height:,} sentences, by authors whom the "
    "training never saw. They were written and coded for this project: this is reference coding, "
    "which no trained coder made. Values run from 0 to 1; 1 is best, but for what is read wrongly "
    "and for the distance of confidence from being right, where 0 is. Intervals (95 %) are from "
    "drawing the pieces again and again (bootstrap)."
)
for layer, title in LAYERS.items():
    st.subheader(title)
    part = table.filter(pl.col("layer") == layer)
    twice = coders.filter(pl.col("layer") == layer)
    if twice.height:
        kappas = ", ".join(
            f"{name} {value:.2f}"
            for name, value in twice.select("coefficient", "value").iter_rows()
        )
        display.note(
            f"Two independent codings agree, beyond what chance would give (1 is fully): {kappas} "
            f"(n = {twice['n'][0]:,})."
        )
    display.export(part.drop("layer"), f"validation_{layer}")
st.subheader("May one rely on the confidence?")
display.note(
    "Each dot is the pieces of a range of confidence: on the dashed line, as many are right as the "
    "machine expected."
)
bins = calibration.reliability(positions)
pictures.picture(
    partial(charts.reliability, bins),
    bins,
    name="reliability",
    caption=share.about(
        "Share of positions that are right, by confidence",
        f"In {bins.height} ranges of confidence, {positions.height} pieces.",
        "Position of an article against reference coding. On the dashed line, as many are right "
        "as the machine expected; dots are sized by the number of pieces.",
        selection="sealed test part of the reference corpus (synthetic pieces)",
        n=f"{positions.height} pieces",
    ),
)
with st.expander("Positions: reference against machine, and error by coverage"):
    display.export(calibration.confusion(positions), "confusion")
    display.export(calibration.risk_coverage(positions), "risk_coverage")

st.subheader("What it gets wrong")
display.note(
    "Sentences of the tuning part (so that the test part stays unread) where machine and reference "
    f"differ, the first {MOST}. Teaching material: what would you have said?"
)
_, pieces, tuned = shared.validation("tune")
texts = dict(pieces.select("article_id", "text").iter_rows())
wrong = misread(tuned, shared.instrument().codebook.frame_ids).head(MOST)
sentences = [
    texts[a][start:end] for a, start, end in wrong.select("article_id", "start", "end").iter_rows()
]
told = wrong.drop("start", "end")
display.export(told.insert_column(1, pl.Series("sentence", sentences, dtype=pl.String)), "misread")
