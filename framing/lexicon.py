"""Sentences and a lexicon of weighted words to log-odds: the transparent linear model."""

import polars as pl

# A lexicon has a row per word or pair of neighbouring words ("way out"): its idf (0 where the
# word was too rare to be learnt by itself), its share `sif` in the mean over a sentence's words
# (0 for pairs; smooth inverse frequency, Arora et al., 2017, ICLR), and per head h two weights:
# w_h on the idf-weighted, length-normed presence of the feature, and s_h on the mean. The second
# is a linear model of word embeddings read out word by word, so that words which were never seen
# in training still lean the way their neighbours in meaning do.
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
        pl.col("sif").sum().alias("share"),
        *((pl.col("idf") * pl.col(f"w_{h}")).sum().alias(f"w_{h}") for h in names),
        *((pl.col("sif") * pl.col(f"s_{h}")).sum().alias(f"s_{h}") for h in names),
    )
    logits = [
        (
            bias[f"w_{h}"]
            + _ratio(f"w_{h}", "norm").fill_null(0.0)
            + _ratio(f"s_{h}", "share").fill_null(0.0)
        ).alias(f"logit_{h}")
        for h in names
    ]
    return (
        numbered.join(sums, on="row", how="left", maintain_order="left")
        .with_columns(logits)
        .select(*sentences.columns, *(f"logit_{h}" for h in names))
    )


def _ratio(sum_: str, by: str) -> pl.Expr:
    return pl.when(pl.col(by) > 0).then(pl.col(sum_) / pl.col(by))


def telling_words(
    texts: pl.DataFrame, lexicon: pl.DataFrame, head: str, *, most: int = 3
) -> pl.DataFrame:
    """The features that speak most for `head` in each text: row, wording ("cornered · way out").

    `texts` has row and text. Rows in which nothing speaks for it are absent.
    """
    known = features(texts).join(lexicon.filter(pl.col("feature") != BIAS), on="feature")
    pull = pl.col("idf") * pl.col(f"w_{head}") / pl.col("idf").pow(2).sum().over("row").sqrt()
    pull += pl.col("sif") * pl.col(f"s_{head}") / pl.col("sif").sum().over("row")
    return (
        known.with_columns(pull=pull)
        .filter(pl.col("pull") > 0)
        .sort("row", "pull", "feature", descending=[False, True, False])
        .group_by("row", maintain_order=True)
        .agg(pl.col("feature").head(most))
        .select("row", words="feature")
    )
