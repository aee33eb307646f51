"""Our tone against the loop of the library whose numbers it is.

    python bench/libraries.py [--articles 200] [--rounds 5]

Processor time of one process, both sides in turn on the same texts.
"""

import argparse
from statistics import median
from time import process_time

import corpus
from measure import alternately, keep
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from framing.tone.valences import scored


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    sentences = list(corpus.sentences(100 * given.articles))
    polarity = SentimentIntensityAnalyzer().polarity_scores

    def timed(work):
        start = process_time()
        work()
        return process_time() - start

    rows = []
    for name, target, unit, count, ours, theirs in (
        (
            *("VADER", 3.7, "sentences/s", len(sentences)),
            lambda: [scored(sentence) for sentence in sentences],
            lambda: [polarity(sentence) for sentence in sentences],
        ),
    ):
        mine, peer = (
            median(seconds)
            for seconds in alternately(
                given.rounds, lambda ours=ours: timed(ours), lambda theirs=theirs: timed(theirs)
            )
        )
        rows.append(
            {
                "figure": f"{name}'s numbers, one core",
                "target": f"≥ {target} × the library",
                "measured": f"{peer / mine:.1f} × ({count / mine:,.0f} {unit})",
                "peer": f"{name}'s own loop {count / peer:,.0f} {unit}",
                "met": peer / mine >= target,
                "reached": peer / mine / target,
            }
        )
    keep("libraries", rows)


if __name__ == "__main__":
    main()
