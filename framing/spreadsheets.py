"""Tables to CSV in which no cell is run as a formula, and back to the words that they hold.

A spreadsheet runs text that begins with = + - @ | or %, also after blanks, quotes, a tab or a line
break (OWASP, "CSV injection"). Such text gets an apostrophe before it. Numbers, and text that is
nothing but a negative number, stay as they are. `freed` takes the apostrophes off again.
"""

import polars as pl

# Control characters, those without width, and the full-width forms that East Asian spreadsheets
# take for signs.
_BEFORE = "[\\s\\x00-\\x1f\\x7f-\\x9f\"'\u00a0\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*"
_FORMULA = f"^{_BEFORE}[=+\\-@|%\\t\\r\uff1d\uff0b\uff0d\uff20]"
_NUMBER = r"^-\d[\d.,]*([eE][+-]?\d+)?$"


def neutral(table: pl.DataFrame) -> pl.DataFrame:
    """The table with an apostrophe before each text that a spreadsheet would run.

    Lists of text become one text, joined by "; ". Column names are treated alike.
    """
    lists, names = pl.selectors.list(pl.selectors.string()), pl.selectors.enum()
    texts = table.with_columns(lists.list.join("; "), names.cast(pl.String))
    escaped = texts.with_columns(_escaped(pl.selectors.string()))
    heads = pl.select(_escaped(pl.lit(pl.Series(escaped.columns, dtype=pl.String)))).to_series()
    return escaped.rename(dict(zip(escaped.columns, heads, strict=True)))


def csv(table: pl.DataFrame) -> bytes:
    """The neutral table as UTF-8 CSV, without a byte order mark."""
    return neutral(table).write_csv().encode()


def freed(words: pl.Expr) -> pl.Expr:
    """Text of a neutral table as it was before."""
    bare = words.str.slice(1)
    return pl.when(words.str.starts_with("'") & _runs(bare)).then(bare).otherwise(words)


def _escaped(words: pl.Expr) -> pl.Expr:
    return pl.when(_runs(words)).then(words.str.replace("^", "'")).otherwise(words)


def _runs(words: pl.Expr) -> pl.Expr:
    """Whether a spreadsheet would run a text."""
    return words.str.contains(_FORMULA) & ~words.str.contains(_NUMBER)
