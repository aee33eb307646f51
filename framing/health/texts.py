"""What may be wrong with the articles' texts: cut, short, unusually long, in another language."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np
import polars as pl
import py3langid

from framing.health.finding import Finding, if_any, number, titles

TOO_SHORT = 100  # words, about five sentences: one sentence more is twenty per cent more
FEWEST = 10  # articles: of fewer no length is unusual
ALIKE = 1e-9  # where half of all texts have the same length
UNUSUAL_FACTOR = 3  # times the median, or a third of it: where all are alike, z alone tells little
UNUSUAL = 3.5  # robust z of the logarithm of the words (Iglewicz and Hoaglin 1993)
EXCEL = 32_767  # characters: the most that a cell of Excel holds
MIXED = 0.25  # of a text's words in another language than its own
LONG_PARAGRAPH = 250  # characters: py3langid errs on shorter ones
PROSE = 12  # words: a shorter last line may be a list's entry or a signature
TAIL = 400  # characters at a text's end

_STOPS = (
    r"(?:\[?(?:…|\.\.\.)\]?|\[\+\d+ chars\])\s*$"
    r"|(?i:continue reading|read the (?:full|whole|rest of the) (?:article|story)|keep reading)\W*$"
)
_PAYWALL = (
    r"(?i)subscribe (?:now )?to (?:read|continue|unlock)|to (?:continue|keep) reading|already a"
    r" (?:subscriber|member)|(?:sign|log) in to (?:read|continue)"
    r"|(?:is|are) (?:for|only available to) (?:our )?(?:paying )?(?:subscribers|members)"
    r"|remaining free articles|unlock this article"
    r"|register (?:for free )?to (?:read|continue)|this content is reserved"
)
_WHOLE = r"[.!?…:;”\"’'»)\]*–—-]\s*$"


def cut(tables: Mapping[str, pl.DataFrame]) -> Iterator[Finding]:
    """Texts that end before their end, and those a paywall has left."""
    articles, discards = tables["article"], tables["discard"]
    if articles.is_empty():
        return
    walled = discards.filter(pl.col("text").str.contains(_PAYWALL))["article_id"].drop_nulls()
    unfree = tables["origin"].filter(field="text")["article_id"]
    tail = pl.col("text").str.slice(-TAIL)
    behind = tail.str.contains(_PAYWALL) | pl.col("article_id").is_in(
        pl.concat([walled, unfree]).implode()
    )
    paywalled = articles.filter(behind)
    yield from if_any(
        paywalled,
        Finding(
            "paywalled",
            "warning",
            paywalled.height,
            articles.height,
            f"{number(paywalled.height, 'article')} may be cut short by a paywall",
            tuple(titles(paywalled)),
            "Get the full texts: a position read from an opening alone may be wrong.",
        ),
    )
    last = pl.col("text").str.split("\n").list.last()
    is_open = (last.str.split(" ").list.len() >= PROSE) & ~pl.col("text").str.contains(_WHOLE)
    full_cell = pl.col("text").str.len_chars().is_between(EXCEL - 200, EXCEL)
    truncated = articles.filter(~behind, tail.str.contains(_STOPS) | is_open | full_cell)
    yield from if_any(
        truncated,
        Finding(
            "truncated",
            "warning",
            truncated.height,
            articles.height,
            f"{number(truncated.height, 'text')} may be cut off: the end is “…”, the middle of a "
            "sentence, or a spreadsheet’s limit",
            tuple(titles(truncated)),
            "Look at their ends; export the full text where there is more.",
        ),
    )


def lengths(tables: Mapping[str, pl.DataFrame]) -> Iterator[Finding]:
    """Texts too short for shares, and those unlike the rest in length."""
    articles = tables["article"]
    few = articles.filter(pl.col("n_words") < TOO_SHORT)
    yield from if_any(
        few,
        Finding(
            "short",
            "notice",
            few.height,
            articles.height,
            f"{number(few.height, 'text')} of fewer than {TOO_SHORT} words: too short for a share "
            "of sentences to mean much",
            tuple(titles(few)),
            "Leave them out if they are teasers or captions.",
        ),
    )
    if articles.height < FEWEST:
        return
    spread = np.log(articles["n_words"].clip(1).to_numpy().astype(float))
    middle = float(np.median(spread))
    usual = 1.4826 * float(np.median(np.abs(spread - middle))) or ALIKE
    apart = np.abs(spread - middle)
    unlike = articles.filter(
        pl.Series((apart / usual > UNUSUAL) & (apart > math.log(UNUSUAL_FACTOR)))
    )
    unlike = unlike.filter(pl.col("n_words") >= TOO_SHORT).sort("n_words", descending=True)
    counts = [f"{n:,} words" for n in unlike["n_words"]]
    yield from if_any(
        unlike,
        Finding(
            "unusual-length",
            "notice",
            unlike.height,
            articles.height,
            f"{number(unlike.height, 'text')} of unusual length; half of all texts have more than "
            f"{round(math.exp(middle)):,} words",
            tuple(f"{n}: {t}" for n, t in zip(counts, titles(unlike), strict=False)),
            "Very long texts may be several articles in one, or an article with its comments.",
        ),
    )


def languages(tables: Mapping[str, pl.DataFrame]) -> Iterator[Finding]:
    """Which languages there are, and texts of two, with the share of the other one."""
    articles = tables["article"]
    counts = articles["language"].fill_null("too short to tell").value_counts(sort=True)
    if articles.height:
        told = ", ".join(f"{name} ({n:,})" for name, n in counts.iter_rows())
        yield Finding("languages", "fine", articles.height, articles.height, f"Languages: {told}")
    shares = [
        _other_language(text, language)
        for text, language in articles.select("text", "language").iter_rows()
    ]
    mixed = articles.with_columns(
        other=pl.Series([name for name, _ in shares], dtype=pl.String),
        share=pl.Series([share for _, share in shares], dtype=pl.Float64),
    ).filter(pl.col("share") >= MIXED)
    examples = [
        f"{share:.0%} {other!r}: {title}"
        for (other, share), title in zip(
            mixed.select("other", "share").iter_rows(), titles(mixed), strict=False
        )
    ]
    yield from if_any(
        mixed,
        Finding(
            "mixed-language",
            "notice",
            mixed.height,
            articles.height,
            f"{number(mixed.height, 'text')} in more than one language; only the codebook’s "
            "language is read",
            tuple(examples),
            "Take the other language’s part out, if it is a translation of the rest.",
        ),
    )


def _other_language(text: str | None, language: str | None) -> tuple[str | None, float]:
    """The language, other than its own, of most of a text's long paragraphs, and their share."""
    paragraphs = [p for p in (text or "").split("\n") if len(p) >= LONG_PARAGRAPH]
    if language is None or len(paragraphs) <= 1:
        return None, 0.0
    letters: Counter[str] = Counter()
    for paragraph in paragraphs:
        letters[str(py3langid.classify(paragraph)[0])] += len(paragraph)
    others = [(n, name) for name, n in letters.items() if name != language]
    if not others:
        return None, 0.0
    n, name = max(others)
    return name, n / letters.total()


def foreign(articles: pl.DataFrame, language: str) -> Iterator[Finding]:
    """Languages that the codebook does not speak."""
    known = articles.filter(pl.col("language").is_not_null())
    others = known.filter(pl.col("language") != language)
    counts = others["language"].value_counts(sort=True)
    told = ", ".join(f"{name} ({n:,})" for name, n in counts.iter_rows())
    yield from if_any(
        others,
        Finding(
            "foreign-language",
            "stop" if others.height == articles.height else "warning",
            others.height,
            articles.height,
            f"{number(others.height, 'article')} in a language that the codebook, written for "
            f"{language!r}, does not read: {told}. They are kept, but neither tone nor frames are "
            "read",
            tuple(titles(others)),
            "Use a codebook for that language, or translate them.",
        ),
    )


def off_topic(articles: pl.DataFrame, pattern: str) -> Iterator[Finding]:
    """Articles that never name what the codebook is about."""
    if not pattern:
        return
    words = pl.concat_str("title", "text", separator=" ", ignore_nulls=True)
    beside = articles.filter(~words.str.contains(pattern))
    yield from if_any(
        beside,
        Finding(
            "off-topic",
            "warning" if beside.height * 2 > articles.height else "notice",
            beside.height,
            articles.height,
            f"{number(beside.height, 'article')} without a word of the codebook’s topic; in longer "
            "ones no frame is read",
            tuple(titles(beside)),
            "Leave them out, or widen the topic in a codebook of your own.",
        ),
    )
