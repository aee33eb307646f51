"""Tables to Parquet and back: the only reader and writer of data.

A run is a folder with one Parquet file per table and run.json. It is written beside its place and
moved there whole: a killed process leaves the old run or none, never half of a new one.
"""

import hashlib
import json
import math
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from framing.codebook import Codebook, CodebookError, Instrument, parse
from framing.frames.lexicon import heads
from framing.schema import TABLES, conform, empty, migrated
from framing.weights import Linear, WeightsError

DATA = Path(__file__).resolve().parent.parent / "data"
CODEBOOKS = DATA / "codebooks"
WEIGHTS = DATA / "weights"
GOLD = DATA / "gold"
DEFAULT_CODEBOOK = "off_ramp_vs_victory"
LAYOUT = 1  # of a run's folder; rises when an older program could not read it any more
LEAST_FREE = 20_000_000  # bytes on the disk before a run is begun: the sample's takes 2 MB
RUN_TABLES = ("article", "discard", "sentence", "keyword", "term", "article_frame", "article_score")
VIEW_TABLES = tuple(name for name in RUN_TABLES if name != "term")  # the long one: when needed

EXTRA_TABLES = ("origin", "set_aside")  # that a kept corpus' runs have beside


class StoreError(OSError):
    """Something on disk is missing, damaged or cannot be written; the message says what helps."""


@dataclass(frozen=True, slots=True)
class Run:
    """A scored corpus on disk: its folder and what run.json says of it."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits that change with the corpus or the instrument."""
        return str(self.manifest["fingerprint"])

    def table(self, name: str) -> pl.DataFrame:
        """Read one table. Raises StoreError when its file is missing or damaged."""
        path = self.folder / f"{name}.parquet"
        if name in EXTRA_TABLES and not path.exists():
            return empty(TABLES[name])
        try:
            content = path.read_bytes()
            if self.manifest.get("digests", {}).get(name, _digest(content)) != _digest(content):
                raise StoreError("it has changed since it was written")
            return pl.read_parquet(content).pipe(migrated, name).pipe(conform, TABLES[name])
        except (OSError, ValueError, pl.exceptions.PolarsError) as error:
            reason = str(error).splitlines()[0]
            raise StoreError(f"{path} cannot be read ({reason}); score the corpus again") from None


def codebook_names() -> list[str]:
    """Names of the codebooks that come with the project."""
    return sorted(path.stem for path in CODEBOOKS.glob("*.toml"))


def instrument(name: str = DEFAULT_CODEBOOK) -> Instrument:
    """Read a codebook by name or from a file, with the weights that were trained for it, if any.

    Raises CodebookError with every complaint when it is missing or wrong.
    """
    return equipped(parse(codebook_text(name), _codebook_path(name).name))


def _codebook_path(name: str) -> Path:
    return Path(name) if name.endswith(".toml") else CODEBOOKS / f"{name}.toml"


def codebook_text(name: str) -> str:
    """The TOML of a codebook, by name or from a file. Raises CodebookError when it is missing."""
    path = _codebook_path(name)
    try:
        return path.read_bytes().decode("utf-8-sig")  # Windows editors begin with a mark
    except OSError as error:
        known = ", ".join(codebook_names())
        raise CodebookError(
            f"{path}: cannot be read ({error.strerror}); give a .toml file or one of: {known}"
        ) from None
    except UnicodeDecodeError:
        raise CodebookError(f"{path}: not UTF-8 text; save it as UTF-8") from None


def equipped(codebook: Codebook) -> Instrument:
    """A codebook with the weights that were trained for it, if any. Raises CodebookError."""
    lexicon_path = CODEBOOKS / f"{codebook.id}.lexicon.tsv"
    files = sorted(WEIGHTS.glob("*.json"))
    lexicon = None
    if lexicon_path.exists():
        lexicon = pl.read_csv(
            lexicon_path.read_bytes(), separator="\t", comment_prefix="#", quote_char=None
        )
        # Trained word weights read the frames they were trained on, not others of the same name.
        if not set(codebook.frame_ids) <= set(heads(lexicon)):
            lexicon = None
        else:
            files.append(lexicon_path)
    if lexicon is None:
        # Only voice is the same for every codebook: the others were fitted beside the lexicon, and
        # without its signs their biases would decide.
        files = [file for file in files if file.stem == "voice"]
    combiners = {file.stem: _combiner(file) for file in files if file.suffix == ".json"}
    digest = hashlib.blake2b(digest_size=16)
    for file in files:
        digest.update(file.read_bytes())
    return Instrument(codebook, lexicon, combiners, digest.hexdigest())


def _combiner(path: Path) -> Linear:
    try:
        return Linear.from_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, WeightsError) as error:
        raise CodebookError(f"{path}: {error}") from None


def refuse_foreign(folder: Path) -> None:
    """Raise StoreError when `folder` is there and is neither a run nor empty."""
    try:
        if folder.exists() and any(folder.iterdir()) and not (folder / "run.json").exists():
            raise StoreError(f"{folder} holds files that are no run; give a new or an empty folder")
    except NotADirectoryError:
        raise StoreError(f"{folder} is a file; give a new or an empty folder") from None
    except PermissionError as error:
        raise StoreError(f"{folder} cannot be read ({error.strerror})") from None
    _refuse_newer(folder / "run.json")


def _refuse_newer(path: Path) -> None:
    """Raise StoreError for a run that a later version wrote: it is neither read nor replaced."""
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return  # whoever opens it says what is wrong
    layout = manifest.get("layout", LAYOUT) if isinstance(manifest, dict) else LAYOUT
    if not isinstance(layout, int) or layout > LAYOUT:
        raise StoreError(
            f"{path} was written by a newer version (layout {layout}, this one knows {LAYOUT}); "
            "update this one, or give another folder"
        )


def refuse_unwritable(folder: Path) -> None:
    """Raise StoreError when a run cannot be written there: before the work, not after it."""
    above = next(
        (one for one in (folder.resolve().parent, *folder.resolve().parents) if one.exists()),
        folder,
    )
    try:
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=above):
            free = shutil.disk_usage(above).free
    except OSError as error:
        raise StoreError(
            f"{above} cannot be written ({error.strerror}); give --out another folder"
        ) from None
    if free < LEAST_FREE:
        raise StoreError(
            f"{above} has {free / 1e6:.0f} MB left, a run needs {LEAST_FREE // 1_000_000} MB; "
            "make room, or give --out another disk"
        )


def save_run(folder: Path, tables: Mapping[str, pl.DataFrame], manifest: Mapping[str, Any]) -> Run:
    """Write a run into `folder`, whole or not at all, in place of a run that is there.

    Raises StoreError when the folder holds something else, or cannot be written.
    """
    folder = folder.resolve()
    refuse_foreign(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise StoreError(f"{folder.parent} cannot be written ({error.strerror})") from None
    try:
        digests = {}
        for name in (*RUN_TABLES, *(extra for extra in EXTRA_TABLES if extra in tables)):
            path = fresh / f"{name}.parquet"
            tables[name].pipe(conform, TABLES[name]).write_parquet(path)
            digests[name] = _digest(path.read_bytes())
        manifest = {**manifest, "layout": LAYOUT, "digests": digests}
        _write_text(fresh / "run.json", json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
        _swap(fresh, folder)
    except (OSError, pl.exceptions.PolarsError) as error:
        reason = getattr(error, "strerror", None) or str(error).partition("\n")[0]
        raise StoreError(f"{folder} cannot be written ({reason})") from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return Run(folder, manifest)


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _swap(fresh: Path, folder: Path) -> None:
    """Put the fresh folder in the old one's place; the old one stays aside until that is done."""
    fresh.chmod(0o755)
    if not folder.exists():
        fresh.rename(folder)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
    folder.rename(aside / "run")
    try:
        fresh.rename(folder)
    except OSError:
        (aside / "run").rename(folder)
        aside.rmdir()
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _write_text(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def open_run(folder: Path) -> Run:
    """Open a run. Raises StoreError when there is none, or run.json is damaged."""
    path = folder / "run.json"
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StoreError(
            f"{folder} is no run (no run.json); make one: framing score INPUT --out {folder}"
        ) from None
    except (OSError, ValueError, RecursionError) as error:
        raise StoreError(f"{path} cannot be read ({error}); score the corpus again") from None
    if (
        not isinstance(manifest, dict)
        or "fingerprint" not in manifest
        or not isinstance(manifest.get("codebook"), dict)
        or not isinstance(manifest["codebook"].get("name"), str)
        or not isinstance(manifest.get("digests", {}), dict)
    ):
        raise StoreError(f"{path} is no manifest of a run; score the corpus again")
    _refuse_newer(path)
    return Run(folder, manifest)


def gold(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Documents of gold files (JSONL, one document a line). Raises StoreError with the line."""
    documents = []
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").split("\n")  # JSON may hold other line ends
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(f"{path} cannot be read ({error}); give a JSONL file") from None
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                documents.append(json.loads(line))
            except (ValueError, RecursionError) as error:
                raise StoreError(f"{path}, line {number}: not JSON ({error})") from None
            if not isinstance(documents[-1], dict):
                raise StoreError(f"{path}, line {number}: not a document but {line.strip()[:40]}")
    return documents


def below_floors(agreement: pl.DataFrame) -> list[str]:
    """A line for each figure of an agreement table that is worse than its pinned floor.

    data/gold/floors.json holds, by layer and coefficient, the least (or, for errors, the most)
    that a change may leave; floors only rise.
    """
    path = GOLD / "floors.json"
    try:
        floors = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(f"{path} cannot be read ({error}); it comes with the project") from None
    figures = {
        (layer, name): math.nan if value is None else value
        for layer, pair, name, value in agreement.select(
            "layer", "pair", "coefficient", "value"
        ).iter_rows()
        if pair == "machine/reference"
    }
    # A figure that is missing or cannot be told (NaN) is worse than any floor.
    return [
        f"{layer}, {name}: {figure:.3f} is worse than its floor {floor:.3f}"
        for layer, names in floors.items()
        for name, floor in names.items()
        for figure in [figures.get((layer, name), math.nan)]
        if not (figure <= floor if "error" in name else figure >= floor)
    ]
