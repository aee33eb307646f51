"""Who is quoted for which frame: sentences in others' voices to their speakers, by group."""

import polars as pl

from framing.codebook import Instrument
from framing.measures import membership
from framing.passages import evidence_sentences
from framing.schema import QUOTED, conform
from framing.selection import Selection
from framing.views import Tables

NOT_NAMED = "not named"
EDGES = ' ,;:.–—-“”"'
DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
WHEN = (
    rf" (?:(?:on|by|until) (?:{DAYS})|(?:last|this|next) (?:week|month|year|{DAYS})|yesterday)"
    r"\b.*$"
)
PLACE_FIRST = r"^In (?:the )?[A-Z]\w+,? ((?:a|an|the|one) .+)$"
CUT_OFF = r" (?:in|of|on|at|with|from) (?:a|an|the)(?: \w+ly)?$"  # a phrase without its noun
OFFICE = r"^(?:[Tt]he |[Aa]n? |[Mm]y )?(?:[a-z][\w-]* ){1,5}((?:[A-Z][\w’'-]+ )+[A-Z][\w’'-]+)$"
# "A spokeswoman for the White House", "the United Nations": what ends these is no person's name.
NO_PERSON = (
    r" (?:a|an|the|for|of|in|at|on|from|by|with|to|and|or) |^(?:\w+ly )?(?:the|an?|my|some) [A-Z]"
)
PRONOUNS = ("he", "she", "they", "it", "who", "which", "that", "one")  # that found no name


def speakers(tables: Tables, selection: Selection, instrument: Instrument, by: str) -> pl.DataFrame:
    """One row per group, speaker and frame, the most quoted first: a table of QUOTED.

    Counted are body sentences in a voice other than the author's; a sentence that evokes two
    frames counts for each. Speakers are named as the articles name them: two spellings are two.
    """
    members = membership(selection.articles(tables["article"]), by, bylines=False)
    rows = _quoted(evidence_sentences(tables, selection, instrument, by="corpus"))
    stance = pl.col("stance").cast(pl.String)
    counts = {
        f"n_{name}": (stance == name).sum().cast(pl.Int64)
        for name in ("endorse", "reject", "neutral")
    }
    return (
        rows.join(members.select("group", "article_id"), on="article_id")
        .group_by("group", "frame", speaker="called")
        .agg(
            n_sentences=pl.len().cast(pl.Int64),
            n_articles=pl.col("article_id").n_unique().cast(pl.Int64),
            **counts,
        )
        .sort("n_sentences", "group", "speaker", "frame", descending=[True, False, False, False])
        .pipe(conform, QUOTED)
    )


def sentences(
    tables: Tables,
    selection: Selection,
    instrument: Instrument,
    *,
    by: str,
    group: str | None,
    speaker: str,
    frame: str | None = None,
) -> pl.DataFrame:
    """The sentences that a speaker's numbers count, as passages.evidence_sentences lists them."""
    rows = evidence_sentences(tables, selection, instrument, by=by, group=group, frame=frame)
    return _quoted(rows).filter(pl.col("called") == speaker).drop("called")


def _quoted(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows in others' voices, with what each speaker is `called` here.

    "The Kremlin" and "the Kremlin" are one, and so are all that were never named. Names are
    trimmed first, so that one person's spellings with and without a day or an office are one.
    """
    spoken = rows.filter(pl.col("voice") == "other")
    name = trimmed(pl.col("speaker"))
    nameless = name.is_null() | (name == "") | name.str.to_lowercase().is_in(PRONOUNS)
    capital = name.str.head(1).str.to_uppercase() + name.str.slice(1)
    return spoken.with_columns(called=pl.when(nameless).then(pl.lit(NOT_NAMED)).otherwise(capital))


def trimmed(name: pl.Expr) -> pl.Expr:
    """A speaker without what the sentence adds: when, where it began, an office before a name.

    "Miriam Castellane last month" is Miriam Castellane, "In Balakliia a schoolteacher" is a
    schoolteacher, and "the foreign-affairs commentator Dale Aubrecht" is Dale Aubrecht.
    """
    short = (
        name.str.strip_chars(EDGES)
        .str.replace(WHEN, "")
        .str.replace(PLACE_FIRST, "$1")
        .str.replace(CUT_OFF, "")
        .str.strip_chars(EDGES)
    )
    nobody = short.str.contains(NO_PERSON)
    return pl.when(nobody).then(short).otherwise(short.str.replace(OFFICE, "$1"))


def most_quoted(table: pl.DataFrame, top: int) -> pl.DataFrame:
    """The rows of one group's `top` named speakers, most quoted first."""
    named = table.filter(pl.col("speaker") != NOT_NAMED)
    total = pl.col("n_sentences").sum().over("speaker")
    ordered = named.sort(total, "speaker", "frame", descending=[True, False, False])
    best = ordered["speaker"].unique(maintain_order=True).head(top)
    return ordered.filter(pl.col("speaker").is_in(best.implode()))
