"""Every table's columns and types, and the closed vocabularies of the field."""

import polars as pl
from polars.datatypes import DataTypeClass

Columns = dict[str, pl.DataType | DataTypeClass]  # column name to type, in order

VOICES = ("author", "other")
ATTRIBUTIONS = ("none", "direct", "reported", "ascribed")
STANCES = ("endorse", "reject", "neutral")
GENRES = ("news", "analysis", "opinion", "unknown")
SENTENCE_PARTS = ("headline", "body")
DISCARD_PARTS = (
    "file",
    "row",
    "comment",
    "teaser",
    "bio",
    "byline",
    "dateline",
    "caption",
    "plug",
    "share",
    "link",
    "boilerplate",
    "note",  # nothing was dropped: what was repaired, assumed or could not be read
)

SEVERITIES = ("stop", "warning", "notice", "fine")

VOICE = pl.Enum(VOICES)
ATTRIBUTION = pl.Enum(ATTRIBUTIONS)
STANCE = pl.Enum(STANCES)
GENRE = pl.Enum(GENRES)
SENTENCE_PART = pl.Enum(SENTENCE_PARTS)
DISCARD_PART = pl.Enum(DISCARD_PARTS)

EVIDENCE = pl.Struct(
    {
        "frame": pl.String,
        "indicator": pl.String,  # an indicator's id, or "model" for the linear model
        "wording": pl.String,  # the words that evoke the frame
        "start": pl.Int32,  # offsets into the same string as the sentence's own
        "end": pl.Int32,
        "stance": STANCE,
        "operator": pl.String,  # why this stance: "'perverse' on 'off-ramps'"
        "weight": pl.Float64,  # how surely the frame is evoked, 0…1
        "support": pl.Float64,  # chance of endorse less chance of reject, -1…+1
    }
)

MARK = pl.Struct({"paragraph": pl.Int32, "part": pl.String, "reason": pl.String})
TONE_WORD = pl.Struct(
    {
        "word": pl.String,
        "push": pl.Float64,  # what it adds to its sentence's tone
    }
)
FACT = pl.Struct({"field": pl.String, "origin": pl.String, "doubt": pl.String})

RAW: Columns = {  # what a reader found, before any cleaning; everything as the source says it
    "source": pl.String,
    "row": pl.Int64,  # 1-based within the source
    "id": pl.String,
    "url": pl.String,
    "outlet": pl.String,
    "authors": pl.List(pl.String),
    "date": pl.String,
    "title": pl.String,
    "text": pl.String,
    "genre": pl.String,
    "language": pl.String,
    "marked": pl.List(MARK),  # paragraphs of text (from 0) that markup says are not the article's
    "origins": pl.List(FACT),  # where a reader found a field, if not in the source's own column
}

COLUMN: Columns = {  # what a table's own columns were taken for
    "source": pl.String,
    "column": pl.String,
    "field": pl.String,  # of a raw row; null where the column is not used
    "how": pl.String,  # by its name, or as asked
    "example": pl.String,  # the first cell that holds anything
}

ARTICLE: Columns = {
    "article_id": pl.String,
    "url": pl.String,
    "outlet": pl.String,
    "authors": pl.List(pl.String),
    "published": pl.Date,
    "title": pl.String,
    "text": pl.String,
    "genre": GENRE,
    "language": pl.String,
    "n_words": pl.Int64,
    "cluster": pl.String,
    "is_canonical": pl.Boolean,
    "source": pl.String,
}

DISCARD: Columns = {
    "source": pl.String,
    "row": pl.Int64,
    "article_id": pl.String,
    "part": DISCARD_PART,
    "reason": pl.String,
    "text": pl.String,
    "at": pl.Int32,  # offset in the article's text where it stood; null where it is no part of one
}

SET_ASIDE: Columns = {  # a kept corpus' discards, by a name that lasts, whether put back or not
    "key": pl.String,
    "is_back": pl.Boolean,
    **DISCARD,
    "batch": pl.String,
}

ORIGIN: Columns = {  # where a fact of an article comes from, and why it may be wrong
    "article_id": pl.String,
    "field": pl.String,
    "stated": pl.String,  # as the source says it
    "value": pl.String,  # as it is used
    "origin": pl.String,
    "doubt": pl.String,  # null where nothing speaks against it
}

SUGGESTION: Columns = {  # names that may be one outlet's or one author's
    "field": pl.String,  # outlet or author
    "names": pl.List(pl.String),
    "n_each": pl.List(pl.Int64),  # articles under each name
    "into": pl.String,  # the name proposed for all
    "n_articles": pl.Int64,
    "reason": pl.String,
}

HEALTH: Columns = {  # a finding about the data, before any score
    "finding": pl.String,
    "severity": pl.Enum(SEVERITIES),
    "count": pl.Int64,
    "of": pl.Int64,
    "words": pl.String,
    "examples": pl.List(pl.String),
    "advice": pl.String,  # what to do; null where nothing is to be done
}

SENTENCE: Columns = {
    "article_id": pl.String,
    "sentence": pl.Int32,
    "paragraph": pl.Int32,
    "part": SENTENCE_PART,
    "start": pl.Int32,
    "end": pl.Int32,
    "text": pl.String,
    "voice": VOICE,
    "speaker": pl.String,
    "cue": pl.String,
    "attribution": ATTRIBUTION,
    "tone": pl.Float64,
    "pull": pl.Float64,  # of its own wording: -1 to the first pole … +1 to the second
    "tone_words": pl.List(TONE_WORD),
    "evidence": pl.List(EVIDENCE),
}

TERM: Columns = {  # a sparse table: what is not there was not said; long, so names are numbers
    "article_id": pl.Categorical(),
    "term": pl.Categorical(),  # a word, or two that stand together
    "n_author": pl.Int32,  # times in body sentences of the author's own voice ...
    "n_other": pl.Int32,  # ... and of others'
}

KEYWORD: Columns = {
    "article_id": pl.String,
    "term": pl.String,
    "rank": pl.Int32,
    "score": pl.Float64,
}

ARTICLE_FRAME: Columns = {
    "article_id": pl.String,
    "frame": pl.String,
    "n_sentences": pl.Int64,
    "n_evoking": pl.Int64,
    "n_evoking_author": pl.Int64,
    "n_evoking_other": pl.Int64,
    "n_endorse": pl.Int64,
    "n_reject": pl.Int64,
    "n_neutral": pl.Int64,
    "salience": pl.Float64,
}

ARTICLE_SCORE: Columns = {
    "article_id": pl.String,
    "tone": pl.Float64,
    "tone_author": pl.Float64,
    "salient": pl.String,
    "lean": pl.Float64,
    "position": pl.String,
    "confidence": pl.Float64,
}

ESTIMATE: Columns = {
    "grouped_by": pl.String,
    "group": pl.String,
    "measure": pl.String,
    "frame": pl.String,
    "estimate": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "level": pl.Float64,
    "count": pl.Int64,  # the estimate's numerator (null for a mean) ...
    "of": pl.Int64,  # ... and its denominator: sentences, or articles
    "n_articles": pl.Int64,  # that add to the denominator
    "n_authors": pl.Int64,  # named ones, who wrote those articles
    "method": pl.String,  # of the interval, and what was drawn: "bootstrap, authors"
}

TIMELINE: Columns = {  # ESTIMATE by period, where `group` is the period
    "series": pl.String,  # the group that the line is of, or "corpus"
    "begins": pl.Date,  # the period's first day
    **ESTIMATE,
    "few": pl.Boolean,  # too few articles to compare
    "segment": pl.Int64,  # periods that may be joined by a line; null where there is none
}

CONTRAST: Columns = {
    "grouped_by": pl.String,
    "group": pl.String,
    "against": pl.String,  # another group, or "the rest"
    "measure": pl.String,
    "frame": pl.String,
    "difference": pl.Float64,  # group minus against
    "low": pl.Float64,
    "high": pl.Float64,
    "level": pl.Float64,
    "p": pl.Float64,
    "q": pl.Float64,  # p corrected for all rows of the table (Benjamini-Hochberg)
    "n_articles": pl.Int64,
    "n_against": pl.Int64,
    "method": pl.String,
}

PERTURBATION: Columns = {
    "perturbation": pl.String,  # "as found", then "without ..."
    "estimate": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "n_articles": pl.Int64,
    "holds": pl.Boolean,  # the sign is the one found; null where it cannot be told
}

SWITCH: Columns = {  # what a group stands for, by one of eight ways to count
    "grouped_by": pl.String,
    "group": pl.String,
    "quotes": pl.Boolean,  # quoted voices are counted too
    "wire": pl.Boolean,  # reprints and wire copy are counted too
    "negation": pl.Boolean,  # "no off-ramp" is read as a rejection
    "estimate": pl.Float64,  # of the mentions that take a side, the share for the second pole
    "low": pl.Float64,
    "high": pl.Float64,
    "n_articles": pl.Int64,
    "stands_for": pl.String,  # a pole; "unclear" where the interval holds one half; null: too few
    "flips": pl.Boolean,  # it is the other pole than with all three on; null where one is no pole
}

LEDGER: Columns = {
    "indicator": pl.String,
    "frame": pl.String,
    "n_sentences": pl.Int64,  # body sentences in which it fired
    "n_lost": pl.Int64,  # of those, no longer evoking the frame if it were removed
    "n_articles": pl.Int64,
    "n_outlets": pl.Int64,
    "share": pl.Float64,  # n_sentences of all body sentences that evoke the frame
    "precision": pl.Float64,  # of its findings in coded sentences, 0…1; null where unknown
    "n_coded": pl.Int64,  # its findings in coded sentences
    "outlets": pl.List(pl.String),
}

KEYNESS: Columns = {
    "grouped_by": pl.String,
    "group": pl.String,
    "term": pl.String,
    "log_odds": pl.Float64,  # of the group less that of the rest, with the prior
    "low": pl.Float64,
    "high": pl.Float64,
    "level": pl.Float64,
    "z": pl.Float64,  # log_odds / its standard error
    "p": pl.Float64,
    "q": pl.Float64,  # p corrected for n_compared
    "n_compared": pl.Int64,  # terms times groups that were looked at
    "count": pl.Int64,  # times that the group says it ...
    "of": pl.Int64,  # ... of all its terms of as many words
    "count_rest": pl.Int64,
    "of_rest": pl.Int64,
    "n_articles": pl.Int64,  # of the group that say it
    "n_articles_rest": pl.Int64,
    "dispersion": pl.Float64,  # variance to mean of its times per article, at least 1
}

CONCORDANCE: Columns = {
    "article_id": pl.String,
    "sentence": pl.Int32,
    "part": SENTENCE_PART,
    "voice": VOICE,
    "speaker": pl.String,
    "start": pl.Int32,  # offsets within the sentence
    "end": pl.Int32,
    "left": pl.String,  # what stands before, from the sentence before on
    "hit": pl.String,
    "right": pl.String,
    "outlet": pl.String,
    "authors": pl.List(pl.String),
    "published": pl.Date,
    "title": pl.String,
}

WORD_SHIFT: Columns = {
    "word": pl.String,
    "shift": pl.Float64,  # what it adds to the difference in tone, group less the other
    "by_use": pl.Float64,  # of that, because one side uses it more often ...
    "by_context": pl.Float64,  # ... and because it pushes otherwise there (negated, intensified)
    "push": pl.Float64,  # mean of both sides: below 0 it darkens
    "n_sentences": pl.Int64,  # of the group in which it has a push
    "n_articles": pl.Int64,
    "n_sentences_other": pl.Int64,
    "n_articles_other": pl.Int64,
}

QUOTED: Columns = {
    "group": pl.String,
    "speaker": pl.String,
    "frame": pl.String,
    "n_sentences": pl.Int64,  # body sentences in the speaker's voice that evoke the frame
    "n_endorse": pl.Int64,  # of those, by the author's stance
    "n_reject": pl.Int64,
    "n_neutral": pl.Int64,
    "n_articles": pl.Int64,
}

GROUP_KEYWORD: Columns = {
    "grouped_by": pl.String,
    "group": pl.String,
    "term": pl.String,
    "n_articles": pl.Int64,  # of the group with the term among their keywords
    "of": pl.Int64,  # articles of the group that have keywords
    "rank": pl.Float64,  # mean within those articles
}

AGREEMENT: Columns = {
    "layer": pl.String,
    "pair": pl.String,
    "coefficient": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "n": pl.Int64,
}

VERIFICATION: Columns = {
    "file": pl.String,  # of the share bundle
    "row": pl.String,  # what names it: its key columns, joined by " · "
    "state": pl.String,  # same, differs, not derived
    "detail": pl.String,  # what differs, or why it could not be derived
}

TABLES: dict[str, Columns] = {
    "raw": RAW,
    "column": COLUMN,
    "article": ARTICLE,
    "discard": DISCARD,
    "set_aside": SET_ASIDE,
    "origin": ORIGIN,
    "suggestion": SUGGESTION,
    "health": HEALTH,
    "sentence": SENTENCE,
    "keyword": KEYWORD,
    "term": TERM,
    "article_frame": ARTICLE_FRAME,
    "article_score": ARTICLE_SCORE,
    "estimate": ESTIMATE,
    "timeline": TIMELINE,
    "contrast": CONTRAST,
    "perturbation": PERTURBATION,
    "switch": SWITCH,
    "ledger": LEDGER,
    "agreement": AGREEMENT,
    "verification": VERIFICATION,
    "keyness": KEYNESS,
    "concordance": CONCORDANCE,
    "word_shift": WORD_SHIFT,
    "quoted": QUOTED,
    "group_keyword": GROUP_KEYWORD,
}


# Columns that came later: tables written before have none of it, and are read with nulls there.
LATER: dict[str, tuple[str, ...]] = {"raw": ("origins", "marked"), "discard": ("at",)}


class SchemaError(ValueError):
    """A table lacks columns, or holds values that its schema does not allow."""


def conform(table: pl.DataFrame, schema: Columns) -> pl.DataFrame:
    """Select and cast `table` to `schema`, in the schema's order; rows stay as they are.

    Raises SchemaError that lists every missing or uncastable column at once.
    """
    complaints = [f"column {name!r} is missing" for name in schema if name not in table.columns]
    columns = []
    for name, dtype in schema.items():
        if name not in table.columns:
            continue
        try:
            columns.append(table[name].cast(dtype))
        except (pl.exceptions.PolarsError, TypeError) as error:
            complaints.append(f"column {name!r} is not {dtype}: {str(error).splitlines()[0]}")
    if complaints:
        raise SchemaError("; ".join(complaints))
    return pl.DataFrame(columns)


def migrated(table: pl.DataFrame, name: str) -> pl.DataFrame:
    """A table that an older version wrote, with the columns that came later, all null."""
    missing = [column for column in LATER.get(name, ()) if column not in table.columns]
    return table.with_columns(pl.lit(None, TABLES[name][new]).alias(new) for new in missing)


def empty(schema: Columns) -> pl.DataFrame:
    """A table of `schema` without rows."""
    return pl.DataFrame(schema=schema)
