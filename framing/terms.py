"""Sentences to terms: what each article says, word by word and in pairs, and how often."""

import polars as pl

from framing.schema import TERM, conform

# A word with its inner hyphens and apostrophes, or what stands between two that are no pair.
WORD = r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’‐‑-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*"
TOKEN = rf"{WORD}|[^\s\p{{L}}\p{{N}}]+"

# Words that hold others together and say nothing by themselves. Modal verbs, negations and the
# pronouns of the first person are not among them: "must win", "our allies" and "never" tell.
_GLUE = """
a an the this that these those such there here it its it's he him his she her hers they them
their theirs himself herself itself themselves who whom whose which what where when while how
and or but nor so yet as if than then because since though although until unless whether of in
on at by for from to with about into onto over under after before during between among through
without within against across upon toward towards per via is are was were be been being am has
have had having do does did doing done also too very just even only still some any each every
both other another more most
"""
GLUE = frozenset(_GLUE.split())


def term_of(token: pl.Expr) -> pl.Expr:
    """The term that a token is: in small letters, without possessive 's; null for none.

    None are numbers, signs (which stand between the words that they part) and GLUE.
    """
    word = (
        token.str.to_lowercase()
        .str.replace_all("’", "'", literal=True)
        .str.replace_all("[‐‑]", "-")
        .str.replace(r"'s$", "")
    )
    return pl.when(token.str.contains(r"\p{L}") & ~word.is_in(GLUE)).then(word)


def pair_of(token: pl.Expr, term: pl.Expr, place: pl.Expr) -> pl.Expr:
    """The term of two that a token and the next one are; both in the same `place`, a sentence."""
    # "Russia's own" would make a pair that nobody can read in the text.
    owns = token.str.contains("['’][sS]$")
    together = place.eq(place.shift(-1)) & ~owns
    return pl.when(together).then(pl.concat_str(term, term.shift(-1), separator=" "))


def count_terms(sentences: pl.DataFrame, articles: pl.DataFrame, language: str) -> pl.DataFrame:
    """Count the terms of each article's body sentences, by voice: a table of TERM.

    Terms are words, and pairs of words with nothing but space between them (`term_of`, `pair_of`).
    Articles in another language than `language` have no terms, as they have no frames. In
    order of `articles`, terms in the alphabet's.
    """
    spoken = articles.filter((pl.col("language") == language).fill_null(value=True))
    order = spoken.select("article_id").with_row_index("article")
    body = (
        sentences.filter(pl.col("part") == "body")
        .select("article_id", "text", is_author=pl.col("voice") == "author")
        .join(order, on="article_id", maintain_order="left")
        .with_row_index("place")
    )
    tokens = body.select(
        "place", "article", "is_author", token=pl.col("text").str.extract_all(TOKEN)
    ).explode("token", empty_as_null=False, keep_nulls=False)
    known = tokens.select(pl.col("token").unique()).with_columns(one=term_of(pl.col("token")))
    tokens = tokens.join(known, on="token", how="left", maintain_order="left").with_columns(
        two=pair_of(pl.col("token"), pl.col("one"), pl.col("place"))
    )
    terms = [
        tokens.select("article", "is_author", term=name).drop_nulls() for name in ("one", "two")
    ]
    return (
        pl.concat(terms)
        .group_by("article", "term")
        .agg(n_author=pl.col("is_author").sum(), n_other=(~pl.col("is_author")).sum())
        .sort("article", "term")
        .join(order, on="article", maintain_order="left")
        .pipe(conform, TERM)
    )
