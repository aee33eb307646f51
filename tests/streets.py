"""A small codebook of another subject, and builders of the tables that a step takes."""

from datetime import date

import polars as pl

from framing.codebook import Codebook, Instrument, parse
from framing.schema import ARTICLE, conform
from framing.sentences import split
from framing.voices import add_voice

STREETS = """\
id = "streets"
version = "1"
title = "Who the street is for"
poles = ["parking", "cycling"]

[topic]
phrases = ["street*", "city", "council"]

[[frame]]
id = "parking"
label = "Parking"
colour = "#0072B2"
definition = "The street is for cars that stand."
examples = ["The council must keep every parking space."]
counterexamples = ["The child was parking her tricycle in the hall."]

  [[frame.indicator]]
  id = "space"
  phrases = ["parking (space|bay)*", "park _ car*"]
  excludes = ["multi-storey"]

  [[frame.indicator]]
  id = "trade"
  kind = "claim"
  phrases = ["shops (will )?die"]
  requires = ["customer*"]

[[frame]]
id = "cycling"
label = "Cycling"
colour = "#D55E00"
definition = "The street is for bicycles that move."
examples = ["A bike lane is the answer."]
counterexamples = ["The bike was in the cellar."]

  [[frame.indicator]]
  id = "lane"
  phrases = ["bike-lane*", "cycle track*"]

  [[frame.indicator]]
  id = "safer"
  kind = "claim"
  phrases = ["streets are safer"]
  patterns = ["(?:saves?|saving) (?:children's )?lives"]
"""


def codebook(text: str = STREETS) -> Codebook:
    return parse(text, "streets.toml")


def instrument(text: str = STREETS) -> Instrument:
    """Rules alone: no lexicon, no trained weights."""
    return Instrument(codebook(text))


def articles(*texts: str | None, title: str | None = None, language: str | None = "en"):
    """An article table of these texts, a1, a2, …"""
    rows = [
        {
            "article_id": f"a{number}",
            "url": None,
            "outlet": "The Kerb",
            "authors": ["Ada Pavel"],
            "published": date(2023, 5, number % 28 + 1),
            "title": title,
            "text": text,
            "genre": "opinion",
            "language": language,
            "n_words": len((text or "").split()),
            "cluster": f"a{number}",
            "is_canonical": True,
            "source": "test",
        }
        for number, text in enumerate(texts, start=1)
    ]
    return conform(pl.DataFrame(rows, schema=ARTICLE, orient="row"), ARTICLE)


def voiced(*texts: str, title: str | None = None) -> pl.DataFrame:
    """Sentences with voice of these texts."""
    return add_voice(split(articles(*texts, title=title)))
