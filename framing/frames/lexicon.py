"""Sentences and a lexicon of weighted words to log-odds: the transparent linear model."""

import polars as pl

# A lexicon has a row per word or pair of neighbouring words ("way out"): its idf, and per head h a
# weight w_h on its presence, which counts by idf in a sentence's vector of length 1. The row BIAS
# holds each head's log-odds of a sentence of which no word is known.
BIAS = "<bias>"

_WORD = r"[a-z]+(?:'[a-z]+)?"


def heads(lexicon: pl.DataFrame) -> tuple[str, ...]:
    """Names of what the lexicon's weights speak for."""
    return tuple(column[2:] for column in lexicon.columns if column.startswith("w_"))


def features(texts: pl.DataFrame) -> pl.DataFrame:
    """`texts` (row, text) to one line per row and distinct feature: row, feature."""
    words = (
        texts.select(
            "row",
            feature=pl.col("text")
            .str.to_lowercase()
            .str.replace_all("’", "'")
            .str.extract_all(_WORD),
        )
        .explode("feature", empty_as_null=False)
        .drop_nulls("feature")
    )
    pairs = words.with_columns(
        feature=pl.col("feature") + " " + pl.col("feature").shift(-1).over("row")
    ).drop_nulls("feature")
    return pl.concat([words, pairs]).unique(maintain_order=True)


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
    """The features that speak most for `head` in each text: row, wording ("cornered · way out").

    `texts` has row and text. Rows in which nothing speaks for it are absent.
    """
    known = features(texts).join(lexicon.filter(pl.col("feature") != BIAS), on="feature")
    pull = pl.col("idf") * pl.col(f"w_{head}")
    return (
        known.with_columns(pull=pull)
        .filter(pl.col("pull") > 0)
        .sort("row", "pull", "feature", descending=[False, True, False])
        .group_by("row", maintain_order=True)
        .agg(pl.col("feature").head(most))
        .select("row", words="feature")
    )
