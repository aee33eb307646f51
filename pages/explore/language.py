"""How outlets, authors, genres and voices speak: keywords, key terms, concordance, word shift."""

import streamlit as st

from framing import views
from pages import choices, display, shared
from pages.tabs import concordance, key_terms, keywords, word_shift

GROUPINGS = {
    "outlet": "Outlets",
    "author": "Authors",
    "genre": "Genres",
    "voice": "Authors’ own voice and quoted voices",
}
TABS = {
    "Keywords": (keywords.keep, keywords.draw),
    "Key terms": (key_terms.keep, key_terms.draw),
    "In context": (concordance.keep, concordance.draw),
    "Words of tone": (word_shift.keep, word_shift.draw),
}

choices.keep("by", GROUPINGS)
choices.keep("language_tab", TABS.keys())
by = choices.chosen("by")
groups = views.groups(shared.selected(), by)
if groups:
    TABS[choices.chosen("language_tab")][0](by, groups)

display.banner()
display.heading(
    "How they speak",
    "The words that set groups apart, where they stand, and which of them make a text sound dark.",
)
st.selectbox("Compare", list(GROUPINGS), format_func=GROUPINGS.get, key="by", width=340)
opened = st.tabs(list(TABS), key="language_tab", on_change="rerun")
for tab, (_, draw) in zip(opened, TABS.values(), strict=True):
    if tab.open:  # what is not looked at is not computed
        with tab:
            draw(by, groups)
