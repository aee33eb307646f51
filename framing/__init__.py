"""Which frames each outlet and author talks about, in whose voice, and which they stand for.

    import framing

    instrument = framing.instrument("off_ramp_vs_victory")   # or the path of your own .toml
    raw, unread = framing.read(["articles.csv"])
    articles, discarded = framing.clean(raw)
    scored = framing.score(articles, instrument)             # .sentence, .article_score, ...
    framing.estimate(
        scored.article, scored.article_frame, scored.article_score, by="outlet", measure="lean"
    )

Every step takes a table and returns a table; what the tables hold is said in framing.schema.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "Codebook": "codebook",
    "CodebookError": "codebook",
    "Instrument": "codebook",
    "Scored": "pipeline",
    "Selection": "selection",
    "clean": "articles",
    "estimate": "estimates",
    "instrument": "store",
    "open_run": "store",
    "parse": "codebook",
    "read": "ingest",
    "save_run": "store",
    "score": "pipeline",
}

__all__ = sorted(_HOMES)  # noqa: PLE0605 - a list of strings, sorted from the table above


def __getattr__(name: str) -> Any:
    """Import a public name from its home when it is first asked for: imports cost seconds."""
    if name in _HOMES:
        return getattr(import_module(f"framing.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'framing' has no attribute {name!r}")
