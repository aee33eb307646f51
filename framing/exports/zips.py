"""The files of a share bundle to a zip and back; a zip from anybody is opened without trust."""

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterable

import polars as pl

from framing.bundle import ARTICLES, FILES, MANIFEST, NUMBERS, README, BundleError
from framing.spreadsheets import freed

LARGEST = 200_000_000  # bytes of a zip, and of all that it holds
RATIO = 200  # bytes out for a byte in: CSV of numbers shrinks by about 10
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day of zip: two bundles of one content are the same bytes


def pack(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The files as a zip, README first; the same bytes for the same files."""
    contents = dict(files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in FILES:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, contents[name])
    return out.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    """The files of a bundle, in memory. Raises BundleError for anything but a whole bundle.

    Refused are files that no bundle has, twice or missing, encrypted or far too large ones, and
    those whose digest is not the manifest's.
    """
    if len(content) > LARGEST:
        raise BundleError(f"{len(content):,} bytes; a bundle has at most {LARGEST:,}")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _refuse(entries)
            files = {entry.filename: _read(archive, entry) for entry in entries}
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        OverflowError,
        RuntimeError,
        UnicodeError,
    ) as error:
        raise BundleError(f"not a zip that can be read ({str(error)[:200]})") from None
    _check(files)
    return files


def tables(files: dict[str, bytes]) -> dict[str, pl.DataFrame]:
    """The bundle's tables, all columns text, without the apostrophes. Raises BundleError."""
    found = {}
    for name in (ARTICLES, *NUMBERS):
        try:
            table = pl.read_csv(files[name], infer_schema=False)
        except pl.exceptions.PolarsError as error:
            reason = str(error).partition("\n")[0][:200]
            raise BundleError(f"{name} is no table ({reason})") from None
        found[name] = table.with_columns(freed(pl.all()).name.keep())
    return found


def _refuse(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    strange = [name for name in names if name not in FILES]
    if strange:
        raise BundleError(f"holds {strange[0][:80]!r}, which is no part of a bundle")
    if len(set(names)) < len(names):
        raise BundleError("holds a file twice")
    missing = [name for name in FILES if name not in names]
    if missing:
        raise BundleError(f"{missing[0]} is missing")
    size = sum(entry.file_size for entry in entries)
    if size > LARGEST or size > RATIO * max(sum(e.compress_size for e in entries), 1):
        raise BundleError(f"would unpack to {size:,} bytes, which is no bundle's size")
    if any(entry.flag_bits & 1 for entry in entries):
        raise BundleError("is encrypted; a bundle never is")


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """At most as many bytes as the entry declares: what it declares has been checked."""
    with archive.open(entry) as file:
        content = file.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise BundleError(f"{entry.filename} is not as long as it says")
    return content


def _check(files: dict[str, bytes]) -> None:
    """Raise BundleError where a file is not the one that the manifest names."""
    try:
        digests = json.loads(files[MANIFEST])["files"]
        wrong = [
            name
            for name in files
            if name not in {MANIFEST, README}
            and digests[name] != hashlib.sha256(files[name]).hexdigest()
        ]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BundleError(f"{MANIFEST} does not say what is in the bundle") from None
    if wrong:
        raise BundleError(f"{wrong[0]} is not the file that {MANIFEST} names")
