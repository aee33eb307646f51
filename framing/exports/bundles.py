"""A run to the bytes of its share bundle, and back to what verifies it."""

from collections.abc import Iterator, Mapping
from typing import Any

from framing import store
from framing.bundle import BundleError, files
from framing.codebook import Instrument
from framing.exports.zips import pack
from framing.selection import Selection
from framing.views import Tables


def bundle(tables: Tables, selection: Selection, manifest: Mapping[str, Any]) -> bytes:
    """The share bundle as a zip.

    Raises BundleError when no article is left, or when codebook or weights are not those that the
    run was scored with, and CodebookError when the codebook is gone.
    """
    return pack(parts(tables, selection, manifest))


def parts(
    tables: Tables, selection: Selection, manifest: Mapping[str, Any]
) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file of the bundle, one after the other. Raises as `bundle`."""
    name = str(manifest["codebook"]["name"])
    instrument = scored_with(manifest)
    yield from files(tables, selection, instrument, manifest, codebook=store.codebook_text(name))


def scored_with(manifest: Mapping[str, Any]) -> Instrument:
    """The instrument of a run. Raises BundleError when it is not what it was."""
    instrument = store.instrument(str(manifest["codebook"]["name"]))
    if instrument.fingerprint != manifest.get("instrument"):
        raise BundleError(
            "the codebook or its weights have changed since the run was scored; "
            "score the corpus again"
        )
    return instrument
