"""How outlets, authors, genres and voices speak: keywords, key terms, concordance, word shift."""

import streamlit as st

from framing import views
from pages import display, shared
from pages.tabs import concordance, key_terms, keywords, word_shift

GROUPINGS = {
    "outlet": "Outlets",
    "author": "Authors",
    "genre": "Genres",
    "voice": "Authors’ own voice and quoted voices",
}
TABS = {
    "Keywords": keywords.draw,
    "Key terms": key_terms.draw,
    "In context": concordance.draw,
    "Words of tone": word_shift.draw,
}

display.banner()
display.heading(
    "How they speak",
    "The words that set groups apart, where they stand, and which of them make a text sound dark.",
)
by = st.selectbox(
    "Compare",
    list(GROUPINGS),
    format_func=GROUPINGS.get,
    key="language_by",
    bind="query-params",
    width=340,
)
groups = views.groups(shared.selected(), by)
opened = st.tabs(list(TABS), key="language_tab", on_change="rerun", bind="query-params")
for tab, draw in zip(opened, TABS.values(), strict=True):
    if tab.open:  # what is not looked at is not computed
        with tab:
            draw(by, groups)
