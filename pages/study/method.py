"""Where the numbers come from, how sure they are, what they cannot say, and how to cite them."""

import polars as pl
import streamlit as st

from framing.estimates import MIN_ARTICLES
from framing.keyness import PRIOR
from framing.marks.markup import tag
from framing.measures import MEASURES
from pages import display, shared

run = shared.run()
manifest = run.manifest
display.banner()
display.show(
    tag(
        "header",
        tag("h1", "How these numbers come about"),
        tag("p", "From articles to estimates, and what they cannot say.", class_="fd-lead"),
        class_="fd-heading",
    )
)
st.subheader("The data")
counts = manifest.get("counts", {})
display.note(
    f"{counts.get('rows_read', 0):,} rows read; {counts.get('article', 0):,} articles kept, "
    f"{counts.get('sentence', 0):,} sentences, {counts.get('discard', 0):,} pieces set aside, each "
    "with its reason:"
)
reasons = shared.discards()
if reasons.height:
    display.export(reasons, "set_aside")
st.subheader("The coding")
st.markdown(
    """
1. **Sentences.** Each article is cleaned of what is not its author’s (comments, teasers,
   captions) and split into sentences, headline first.
2. **Voice.** Quotation marks, cue verbs and phrases like *according to* tell the author’s own
   sentences from those of others.
3. **Frames.** The codebook’s indicators, and trained word weights where there are any, say which
   frame a sentence evokes.
4. **Stance.** Negation, evaluation, distance and the author’s other sentences say whether the
   author endorses the frame, rejects it, or leaves it open.
5. **Position.** An article’s position follows from where its author takes sides; headline, opening
   and closing weigh more.
6. **Tone** is VADER’s, the mean over sentences. It is not stance: grim words can stand for hope.
"""
)
st.subheader("The measures")
display.show(
    tag(
        "ul",
        *[tag("li", tag("strong", m.label), f" · {m.definition}") for m in MEASURES.values()],
    )
)
st.subheader("How sure")
st.markdown(
    f"""
Intervals are at 95 %. They come from drawing whole articles, or authors with all they wrote, again
and again, since sentences of one article resemble each other. Groups of fewer than {MIN_ARTICLES}
articles are shown but not compared. Comparisons of many groups are corrected for their number
(Benjamini and Hochberg 1995). Intervals say what chance does in choosing articles; they do not
contain the errors of the coding.
"""
)
st.subheader("The words")
st.markdown(
    f"""
- **Keywords** are YAKE’s (Campos and others 2020), article by article.
- **Key terms** are words and pairs of words that a group says more or less than all others:
  log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008), the prior
  being the selection’s own frequencies, with {PRIOR} times as many words as the mean group has. A
  word that stands ten times in one article is no more than that article, so the error is widened
  by each word’s variance-to-mean ratio over articles. With groups drawn by lot, q < .05 stayed
  empty in each of 20 draws.
- **Words of tone** split a difference in tone: each word stands for what it adds to its sentences’
  scores, so the parts add up to the difference (generalised word shift, Gallagher and others 2021).
"""
)
coverage = shared.coverage()
if coverage:
    display.note(
        f"How often intervals of {coverage['level']:.0%} held the truth, in "
        f"{coverage['corpora']:,} simulated corpora a row, against two simpler methods:"
    )
    display.export(pl.DataFrame(coverage["rows"]), "coverage")
if coverage and "differences" in coverage:
    display.note(
        "And intervals of differences between two groups, with how often they left out 0 (where "
        "both truths are the same, that is a false alarm):"
    )
    display.export(pl.DataFrame(coverage["differences"]), "coverage_of_differences")
st.subheader("What they cannot say")
st.markdown(
    """
- The machine misreads irony, long-range reference and unusual wording. Read the sentences before
  you quote a number.
- The labels it was tuned and tested on are *reference coding* by the project’s guidelines, which
  no trained coder made. Agreement with them is not agreement with people.
- A corpus is a choice. Numbers describe the articles in it, not an outlet as such, and never
  whether an outlet is right.
"""
)
st.subheader("Versions")
versions = {
    "Framing Desk": manifest.get("version", "unknown"),
    "corpus and instrument": run.fingerprint,
    "codebook": " ".join(
        str(v) for key, v in manifest.get("codebook", {}).items() if key != "name"
    ),
    "instrument": manifest.get("instrument", "unknown"),
} | dict(manifest.get("packages", {}))
display.show(
    tag(
        "table",
        tag(
            "tbody",
            *[tag("tr", tag("th", k, scope="row"), tag("td", v)) for k, v in versions.items()],
        ),
        class_="fd-table",
    )
)
st.subheader("How to cite")
st.code(
    f"Framing Desk {versions['Framing Desk']}, codebook {versions['codebook']}, "
    f"run {run.fingerprint}; {shared.described()}.",
    language=None,
    wrap_lines=True,
)
