"""Body words kept and foreign words let in by cleaning, per kind of artefact, on invented pages.

.venv/bin/python bench/cleaning.py                    # the pages that rules were tuned on
.venv/bin/python bench/cleaning.py --group held_out   # the sealed ones: score them seldom
.venv/bin/python bench/cleaning.py --pages            # each page by itself
"""

import argparse
import sys
import tempfile
from pathlib import Path

import polars as pl

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import dirty_pages  # noqa: E402


def measure(group: str) -> pl.DataFrame:
    """One row per page and kind: words on the page, and how many of them are in the text."""
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for page in dirty_pages.pages(group):
            article, _ = dirty_pages.cleaned(page, Path(folder))
            text = "\n\n".join(article["text"])
            form = "html" if page.is_html else "pasted"
            found.append(dirty_pages.measured(page, text).with_columns(form=pl.lit(form)))
    return pl.concat(found)


def summed(table: pl.DataFrame, *keys: str) -> pl.DataFrame:
    """Per group of `keys`: body words, kept; foreign words, let in (also per body word)."""
    own = pl.col("kind").str.starts_with("+")
    counts = table.group_by(*keys, maintain_order=True).agg(
        pages=pl.col("page").n_unique(),
        body=pl.col("words").filter(own).sum(),
        kept=pl.col("there").filter(own).sum(),
        foreign=pl.col("words").filter(~own).sum(),
        let_in=pl.col("there").filter(~own).sum(),
    )
    return counts.with_columns(
        pl.lit(100.0).mul(pl.col("kept") / pl.col("body")).round(2).alias("% kept"),
        pl.lit(100.0).mul(pl.col("let_in") / pl.col("foreign")).round(2).alias("% let in"),
        pl.lit(100.0).mul(pl.col("let_in") / pl.col("body")).round(2).alias("% of body"),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--group", choices=dirty_pages.GROUPS, action="append")
    parser.add_argument("--pages", action="store_true", help="show each page by itself")
    options = parser.parse_args()
    for group in options.group or ["early", "tuning"]:
        table = measure(group)
        with pl.Config(tbl_rows=-1, tbl_cols=-1, tbl_width_chars=140, fmt_str_lengths=60,
                       tbl_hide_column_data_types=True, tbl_hide_dataframe_shape=True):  # fmt: skip
            print(f"\n{group}")
            print(summed(table, "form"))
            kinds = table.group_by("kind").agg(pl.col("words", "there").sum())
            share = (100 * pl.col("there") / pl.col("words")).round(2).alias("% in the text")
            print(kinds.with_columns(share).sort("kind"))
            if options.pages:
                print(summed(table, "form", "page").drop("pages").sort("% kept", "let_in"))


if __name__ == "__main__":
    main()
