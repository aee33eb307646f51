"""How the groups of a selection speak: their keywords, key terms, and the words of their tone."""

import re

import polars as pl

from framing import concordance
from framing.codebook import Instrument
from framing.estimates.contrasts import REST
from framing.keyness import Index, keyness
from framing.measures import VOICE_GROUPS, membership
from framing.passages import in_voice
from framing.schema import GROUP_KEYWORD, KEYNESS, conform
from framing.selection import Selection
from framing.views import Tables, select
from framing.wordshift import word_shift

TONED = ("article_id", "sentence", "part", "voice", "tone", "tone_words")  # what a shift needs
TOP_KEYWORDS = 30  # of each group
_WORD = re.compile(r"\w+")


def group_keywords(tables: Tables, selection: Selection, by: str) -> pl.DataFrame:
    """Each group's keywords by the number of its articles that have them: GROUP_KEYWORD.

    A keyword is counted in any spelling of its capitals, and shown in the commonest. Keywords
    belong to whole articles: a selected voice changes nothing.
    """
    articles = selection.articles(tables["article"])
    members = membership(articles, by, bylines=False).select("group", "article_id")
    rows = (
        tables["keyword"]
        .join(members, on="article_id")
        .with_columns(key=pl.col("term").str.to_lowercase())
    )
    of = rows.group_by("group").agg(of=pl.col("article_id").n_unique())
    spellings = (
        rows.group_by("group", "key", "term")
        .len()
        .sort("len", "term", descending=[True, False])
        .group_by("group", "key", maintain_order=True)
        .agg(pl.col("term").first())
    )
    return (
        rows.group_by("group", "key")
        .agg(n_articles=pl.col("article_id").n_unique(), rank=pl.col("rank").mean())
        .join(spellings, on=["group", "key"])
        .join(of, on="group")
        .sort("group", "n_articles", "rank", "key", descending=[False, True, False, False])
        .group_by("group", maintain_order=True)
        .head(TOP_KEYWORDS)
        .with_columns(grouped_by=pl.lit(by))
        .pipe(conform, GROUP_KEYWORD)
    )


def keyword_articles(
    tables: Tables, selection: Selection, *, by: str, group: str, term: str
) -> pl.DataFrame:
    """The articles that a keyword's number counts, newest first, with its rank in each."""
    articles = selection.articles(tables["article"])
    members = membership(articles, by, bylines=False).filter(group=group)
    same = pl.col("term").str.to_lowercase() == term.lower()
    ranked = tables["keyword"].filter(same).group_by("article_id").agg(pl.col("rank").min())
    return (
        articles.select("article_id", "published", "outlet", "authors", "title")
        .join(members.select("article_id").unique(), on="article_id", how="semi")
        .join(ranked, on="article_id")
        .sort("published", "article_id", descending=[True, False], nulls_last=True)
    )


def key_terms(found: Index, tables: Tables, selection: Selection, by: str) -> pl.DataFrame:
    """What each group says more and less than all others: a table of KEYNESS.

    `by` is a grouping of measures or "voice", which has nothing to compare
    where one voice is selected. A group's own name is no finding and is left out.
    """
    if by == "voice" and selection.voice:
        return pl.DataFrame(schema=KEYNESS)
    articles = selection.articles(tables["article"])
    table = keyness(found, articles, by=by, voice=selection.voice)
    if by == "voice":
        return table.with_columns(pl.col("group").replace(VOICE_GROUPS))
    names = {
        group: {word.lower() for word in _WORD.findall(group)} for group in table["group"].unique()
    }
    own = [
        set(_WORD.findall(term)) <= names[group]
        for group, term in table.select("group", "term").iter_rows()
    ]
    return table.filter(~pl.Series(own, dtype=pl.Boolean))


def term_places(
    found: Index,
    tables: Tables,
    selection: Selection,
    *,
    by: str,
    group: str,
    term: str,
    rest: bool = False,
) -> pl.DataFrame:
    """Every place that a key term's count counts, in the group or in the rest: CONCORDANCE."""
    voice = in_voice(selection, group).voice if by == "voice" else selection.voice
    if by == "voice" and rest:
        (voice,) = set(VOICE_GROUPS) - {voice}
    articles = selection.articles(tables["article"])
    if by != "voice":
        members = membership(articles, by, bylines=False).filter(group=group)
        articles = articles.join(
            members, on="article_id", how="anti" if rest else "semi", maintain_order="left"
        )
    ids = found.articles_with(term, voice)
    sentences = tables["sentence"].filter(
        (pl.col("part") == "body")
        & pl.col("article_id").is_in(ids.implode())
        & pl.col("article_id").is_in(articles["article_id"].implode())
    )
    if voice:
        sentences = sentences.filter(pl.col("voice") == voice)
    return concordance.places_of_term(sentences, articles, term)


def sides(
    tables: Tables,
    selection: Selection,
    instrument: Instrument,
    *,
    by: str,
    group: str,
    against: str,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The body sentences of a group, and of another or of the rest; columns of TONED alone."""
    here = select(tables, selection, instrument)
    body = here["sentence"].select(TONED).filter(pl.col("part") == "body")
    if by == "voice":
        voices = [voice for voice, name in VOICE_GROUPS.items() if name == group]
        is_mine = pl.col("voice").cast(pl.String).is_in(voices)
        return body.filter(is_mine), body.filter(~is_mine)
    members = membership(here["article"], by, bylines=False)
    mine = members.filter(group=group)
    other = mine if against == REST else members.filter(group=against)
    kind = "anti" if against == REST else "semi"
    return (
        body.join(mine, on="article_id", how="semi", maintain_order="left"),
        body.join(other, on="article_id", how=kind, maintain_order="left"),  # type: ignore[arg-type]
    )


def tone_words(
    tables: Tables,
    selection: Selection,
    instrument: Instrument,
    *,
    by: str,
    group: str,
    against: str,
) -> pl.DataFrame:
    """Which words make the group sound darker or brighter than the other: WORD_SHIFT."""
    return word_shift(*sides(tables, selection, instrument, by=by, group=group, against=against))


def tone(side: pl.DataFrame) -> float | None:
    """The mean over articles of the mean tone of their body sentences; None without any."""
    by_article = side.drop_nulls("tone").group_by("article_id").agg(pl.col("tone").mean())
    mean = by_article["tone"].mean()
    return mean if isinstance(mean, float) else None


def word_sentences(side: pl.DataFrame, tables: Tables, word: str) -> pl.DataFrame:
    """The sentences of a side that a word pushes, the most pushed first, with its `push`."""
    pushed = (
        side.select("article_id", "sentence", "tone_words")
        .explode("tone_words", empty_as_null=False, keep_nulls=False)
        .unnest("tone_words")
        .filter(pl.col("word") == word)
        .group_by("article_id", "sentence")
        .agg(pl.col("push").sum())
    )
    place, article = ["article_id", "sentence"], pl.col("article_id")
    whole = tables["sentence"].filter(article.is_in(pushed["article_id"].implode()))
    return (
        pushed.join(whole.drop("evidence", "tone_words"), on=place)
        .join(
            tables["article"].select("article_id", "outlet", "authors", "published", "title"),
            on="article_id",
            how="left",
        )
        .sort(pl.col("push").abs(), *place, descending=[True, False, False])
    )
