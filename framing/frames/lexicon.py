"""Sentences and a lexicon of weighted words to log-odds: the transparent linear model."""

import polars as pl

# A lexicon has a row per feature of a text: its idf, and per head h a weight w_h on its presence,
# which counts by idf in a sentence's vector of length 1. Features are words ("concessions"), stems
# ("~concess"), pairs of neighbouring stems ("~territor concess") and of stems with one word between
# ("~negotiat _ settle"). The row BIAS holds each head's log-odds of a sentence of which nothing is
# known.
BIAS = "<bias>"
STEM = "~"
GAP = " _ "

_WORD = r"[a-z]+(?:'[a-z]+)?"
# An inflection is cut off where four letters stay; coarser than Porter's stemmer, and one pattern.
_INFLECTED = (
    r"^(.{4,}?)(?:isation|ization|ations?|ments?|ingly|edly|ings?|ies|ied|ers?|ed|es|ly|s|e)$"
)


def heads(lexicon: pl.DataFrame) -> tuple[str, ...]:
    """Names of what the lexicon's weights speak for."""
    return tuple(column[2:] for column in lexicon.columns if column.startswith("w_"))


def features(texts: pl.DataFrame) -> pl.DataFrame:
    """`texts` (row, text) to one line per row and distinct feature: row, feature."""
    return _found(texts).select("row", "feature").unique(maintain_order=True)


def _found(texts: pl.DataFrame) -> pl.DataFrame:
    """One line per feature where it stands: row, feature, wording (the words it was made of)."""
    words = (
        texts.select(
            "row",
            word=pl.col("text").str.to_lowercase().str.replace_all("’", "'").str.extract_all(_WORD),
        )
        .explode("word", empty_as_null=False)
        .drop_nulls("word")
        .with_columns(stem=pl.coalesce(pl.col("word").str.extract(_INFLECTED, 1), "word"))
    )
    (word, next_word, third_word), (stem, next_stem, third_stem) = (
        [pl.col(name).shift(-n).over("row") for n in range(3)] for name in ("word", "stem")
    )
    found = [
        (word, word),
        (STEM + stem, word),
        (STEM + stem + " " + next_stem, word + " " + next_word),
        (STEM + stem + GAP + third_stem, word + " " + next_word + " " + third_word),
    ]
    return pl.concat(
        words.select("row", feature=feature, wording=wording).drop_nulls("feature")
        for feature, wording in found
    )


def add_logits(sentences: pl.DataFrame, lexicon: pl.DataFrame | None) -> pl.DataFrame:
    """Add a column `logit_<head>` per head: the log-odds that the lexicon gives each sentence.

    Without a lexicon the table is returned as it is.
    """
    if lexicon is None:
        return sentences
    names = heads(lexicon)
    numbered = sentences.with_row_index("row")
    # In order, so that the sums come out the same in any batching.
    known = features(numbered.select("row", "text")).join(
        lexicon, on="feature", maintain_order="left"
    )
    bias = lexicon.row(by_predicate=pl.col("feature") == BIAS, named=True)
    sums = known.group_by("row").agg(
        pl.col("idf").pow(2).sum().sqrt().alias("norm"),
        *((pl.col("idf") * pl.col(f"w_{h}")).sum().alias(f"w_{h}") for h in names),
    )
    logits = [
        (bias[f"w_{h}"] + (pl.col(f"w_{h}") / pl.col("norm")).fill_null(0.0)).alias(f"logit_{h}")
        for h in names
    ]
    return (
        numbered.join(sums, on="row", how="left", maintain_order="left")
        .with_columns(logits)
        .select(*sentences.columns, *(f"logit_{h}" for h in names))
    )


def telling_words(
    texts: pl.DataFrame, lexicon: pl.DataFrame, head: str, *, most: int = 3
) -> pl.DataFrame:
    """The wordings that speak most for `head` in each text, by row: `words`, strongest first.

    `texts` has row and text. Rows in which nothing speaks for it are absent.
    """
    weights = lexicon.filter(pl.col("feature") != BIAS).select(
        "feature", pull=pl.col("idf") * pl.col(f"w_{head}")
    )
    return (
        _found(texts)
        .join(weights.filter(pl.col("pull") > 0), on="feature")
        .group_by("row", "wording")
        .agg(pl.col("pull").sum())  # of a word and its stem
        .sort("row", "pull", "wording", descending=[False, True, False])
        .group_by("row", maintain_order=True)
        .agg(pl.col("wording").head(most))
        .select("row", words="wording")
    )
