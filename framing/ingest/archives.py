"""A zip archive to the files in it, without unpacking anything that could do harm."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from framing.ingest.columns import FormatError

MAX_MEMBERS = 20_000  # files in an archive
MAX_UNPACKED = 500_000_000  # bytes of all files of an archive, as it declares them
MAX_RATIO = 200  # unpacked to packed bytes of one file; prose and HTML reach 10, XML tables 50
SMALL = 1_000_000  # bytes; a file that unpacks to less is no bomb, whatever its ratio
ENCRYPTED = 0x1
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError),
    *(EOFError, ValueError, OSError),
)


class Member(NamedTuple):
    """A file in an archive: its name there, and its bytes or why they are not read."""

    name: str
    data: bytes = b""
    trouble: str | None = None


def names_in(data: bytes) -> set[str]:
    """The names of a zip archive's files; none where it cannot be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return set(archive.namelist())
    except BROKEN:
        return set()


def check_declared(data: bytes, noun: str) -> None:
    """Raise FormatError for an archive that is broken or declares too much, before unpacking.

    The sizes are those of the central directory (PKWARE's APPNOTE.TXT, section 4.3.12); Python
    unpacks no more of a file than is declared there.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except BROKEN as error:
        raise FormatError(f"a broken or truncated {noun}; download or save it again") from error
    if len(members) > MAX_MEMBERS:
        raise FormatError(f"a {noun} of {len(members)} files; at most {MAX_MEMBERS} are read")
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED:
        raise FormatError(
            f"a {noun} that unpacks to {unpacked / 1e6:.0f} MB; at most "
            f"{MAX_UNPACKED // 1_000_000} MB are unpacked"
        )
    for member in members:
        if member.file_size > max(SMALL, MAX_RATIO * member.compress_size):
            raise FormatError(
                f"a {noun} with a file that unpacks to {member.file_size / 1e6:.0f} MB from "
                f"{member.compress_size / 1e3:.0f} kB; not unpacked, since such files can be traps"
            )


def members(data: bytes, limit: int) -> Iterator[Member]:
    """Each file in a zip archive, sorted by name; those that are not opened with the reason.

    Nothing is written to disk. `limit` is the most bytes of one file.
    """
    check_declared(data, "zip archive")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        seen: set[str] = set()
        for info in sorted(archive.infolist(), key=lambda one: one.filename):
            if info.is_dir():
                continue
            if trouble := _trouble(info, seen, limit):
                yield Member(info.filename, trouble=trouble)
                continue
            seen.add(info.filename)
            try:
                yield Member(info.filename, archive.read(info))
            except BROKEN:
                yield Member(info.filename, trouble="damaged in the archive; zip it again")


def _trouble(info: zipfile.ZipInfo, seen: set[str], limit: int) -> str | None:
    """Why a file in an archive is not to be opened, or None."""
    path = PurePosixPath(info.filename.replace("\\", "/"))
    parts = path.parts or ("",)
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in parts)
    outside = path.is_absolute() or ".." in parts or ":" in parts[0]
    size = f"{info.file_size / 1e6:.0f} MB; at most {limit // 1_000_000} MB are read: split it"
    reasons = (
        (outside, "a name that points out of the archive; not read"),
        (stat.S_ISLNK(info.external_attr >> 16), "a symbolic link in an archive; not followed"),
        (info.flag_bits & ENCRYPTED, "protected by a password; unpack it and give the files"),
        (hidden, "a hidden file; not read"),
        (info.filename in seen, "the same name again in the archive; the first one is read"),
        (info.file_size > limit, size),
    )
    return next((reason for applies, reason in reasons if applies), None)
