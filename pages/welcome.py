"""A first visit in three steps; skipped or read once, the browser remembers and it never returns.

What is remembered is one entry of the browser's own storage: nothing goes to the server, and the
address stays as it is. Whoever follows a link with anything in its query is left alone.
"""

import streamlit as st

HTML = """
<section class="first-visit" aria-label="First visit" hidden>
  <p class="step"></p>
  <p class="buttons">
    <button type="button" class="next">Next</button>
    <button type="button" class="skip">Skip</button>
  </p>
</section>
"""
CSS = """
.first-visit { border: 1px solid var(--st-text-color); border-left-width: 5px;
  border-radius: .3rem; padding: .7rem 1rem; max-width: 52rem; color: var(--st-text-color);
  font-family: var(--st-font); }
.first-visit[hidden] { display: none; }
.first-visit p { margin: 0 0 .5rem; line-height: 1.45; }
.first-visit .buttons { display: flex; gap: .6rem; margin: 0; }
.first-visit button { font: inherit; color: inherit; background: transparent; cursor: pointer;
  border: 1px solid currentColor; border-radius: .3rem; padding: .3rem .9rem; min-height: 2rem; }
.first-visit button:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
"""
SCRIPT = """
const NAME = "framing-desk-first-visit";
const STEPS = [
  "1 of 3. Each dot is an outlet: to the right, what it talks about; up, what it stands for. " +
    "Far from the diagonal, the two differ.",
  "2 of 3. Click a dot, or choose an outlet: its sentences appear below, so that you can check " +
    "every number. Compare shows the same with how sure one may be.",
  "3 of 3. The filters on the left hold on every page. Your own articles go in under Corpus.",
];
function remembered() {
  try { return localStorage.getItem(NAME) !== null; } catch { return true; }
}
function remember() {
  try { localStorage.setItem(NAME, "seen"); } catch { /* then it was never shown */ }
}
export default function (component) {
  const section = component.parentElement.querySelector(".first-visit");
  if (!section || section.dataset.ready) return;
  section.dataset.ready = "yes";
  if (remembered() || window.location.search) return;
  let at = 0;
  const words = section.querySelector(".step");
  const next = section.querySelector(".next");
  const show = () => {
    words.textContent = STEPS[at];
    next.textContent = at < STEPS.length - 1 ? "Next" : "Done";
  };
  const close = () => { remember(); section.hidden = true; };
  next.onclick = () => { at += 1; if (at < STEPS.length) show(); else close(); };
  section.querySelector(".skip").onclick = close;
  show();
  section.hidden = false;
}
"""


def guide() -> None:
    """Draw the three steps, if this browser has not seen them."""
    draw = st.components.v2.component("first_visit", html=HTML, css=CSS, js=SCRIPT)
    draw(key="first_visit", height="content")
