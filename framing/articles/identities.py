"""Rows to articles that are told apart: repeats folded, every article with an id of its own."""

from collections import Counter
from collections.abc import Container
from hashlib import blake2b

from framing.articles.asides import Row, dropped, note, plain, said

Keep = Container[tuple[str, int]]  # source and row of what is an article whatever the stages say


def fold_repeats(rows: list[Row], keep: Keep = ()) -> tuple[list[Row], list[Row]]:
    """The same text again; in another outlet it is a reprint, which duplicates.py clusters."""
    seen: dict[bytes, list[Row]] = {}
    kept, discards = [], []
    for row in rows:
        copies = seen.setdefault(digest(plain(row["text"])), [])
        first = next((copy for copy in copies if _same_outlet(copy, row)), None)
        if first and (row["source"], row["row"]) not in keep:
            place = "" if first["source"] == row["source"] else f" of {first['source']}"
            discards.append(dropped(row, f"the same text as row {first['row']}{place}"))
        else:
            copies.append(row)
            kept.append(row)
    return kept, discards


def _same_outlet(one: Row, other: Row) -> bool:
    names = {plain(row["outlet"]) for row in (one, other) if row["outlet"]}
    return len(names) <= 1


def identify(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """The source's own id where it is the only one of its kind, else a digest."""
    times = Counter(said(row["id"]) for row in rows)
    taken: set[str] = {own for own, n in times.items() if own and n == 1}
    identified, notes = [], []
    for row in rows:
        own = said(row["id"])
        article_id = own if own and times[own] == 1 else _free_id(row, taken)
        taken.add(article_id)
        identified.append({**row, "article_id": article_id})
        if own and article_id != own:
            notes.append(note(row, "this id is not unique", own))
    return identified, notes


def _free_id(row: Row, taken: set[str]) -> str:
    """A digest of the URL, else of the text, else of both and the row's place."""
    place = f"{row['source']}\n{row['row']}"
    bases = [row["url"], plain(row["text"]), f"{row['url']}\n{row['text']}\n{place}"]
    digests = [digest(base).hex() for base in bases if base]
    return next(one for one in [*digests, f"{digests[-1]}-{len(taken)}"] if one not in taken)


def digest(text: str) -> bytes:
    """Eight bytes that tell texts apart."""
    return blake2b(text.encode(), digest_size=8).digest()
