"""The peer that every user has: the script of a tutorial, one article after the other.

    python bench/naive.py articles.jsonl --out naive.csv [--without-keywords]

VADER on each sentence, YAKE on each article, and each frame counted by its words. It knows neither
voice nor stance, and cleans nothing.
"""

import argparse
import csv
import json
import re
from pathlib import Path

import yake
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

FRAMES = {
    "off_ramp": ["off-ramp", "way out", "negotiat", "compromise", "face-saving", "ceasefire"],
    "victory": ["victory", "win", "defeat", "surrender", "liberat", "appease"],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("inputs", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--without-keywords", action="store_true")
    given = parser.parse_args()

    analyzer = SentimentIntensityAnalyzer()
    extractor = yake.KeywordExtractor(lan="en", n=3, top=20)
    results = []
    for path in given.inputs:
        for line in path.read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            sentences = re.split(r"(?<=[.!?])\s+", article["text"])
            tones = [analyzer.polarity_scores(sentence)["compound"] for sentence in sentences]
            row = {**article, "tone": sum(tones) / len(tones)}
            lower = article["text"].lower()
            for frame, words in FRAMES.items():
                row[frame] = sum(lower.count(word) for word in words)
            if not given.without_keywords:
                found = extractor.extract_keywords(article["text"])
                row["keywords"] = "; ".join(keyword for keyword, _ in found)
            results.append(row)
    with given.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(results[0]))
        writer.writeheader()
        writer.writerows(results)


if __name__ == "__main__":
    main()
