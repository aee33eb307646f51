"""The run and the selection as every page reads them: the only place that caches."""

import json
import os
from pathlib import Path
from typing import Any

import polars as pl
import streamlit as st

from framing import (
    agreement,
    findings,
    health,
    ingest,
    keyness,
    passages,
    quoted,
    store,
    views,
)
from framing import timeline as timelines
from framing.address import Origin
from framing.agreement import gold
from framing.codebook import CodebookError, Instrument
from framing.corpora import imports, locks, places, shelf
from framing.corpora.batches import reading_of
from framing.keyness import Index
from framing.ledger import with_precision
from framing.measures import MEASURES
from framing.metadata import suggestions
from framing.selection import Selection

SAMPLE = places.home() / shelf.SAMPLE
GIVEN = "given"  # the id of the run that the app was started with
COVERAGE = store.DATA / "method" / "coverage.json"
UNFILTERED = {  # the sidebar's widgets, by the name each has in the address
    "outlets": [],
    "authors": [],
    "genres": [],
    "since": None,
    "until": None,
    "voice": "all",
    "copies": False,
}


@st.cache_resource(show_spinner=False)
def tidy_once() -> str:
    """Take away, at the start of the app, what killed processes left."""
    shelf.tidy(places.home())
    return locks.now()


def corpora() -> list[shelf.Entry]:
    """What can be shown: the run that the app was started with, and every corpus there is."""
    given = os.environ.get("FRAMING_RUN")
    kept = [one for one in shelf.listing(places.home()) if not one.is_deleted]
    return [shelf.run_entry(Path(given), GIVEN), *kept] if given else kept


def corpus() -> shelf.Entry:
    """The corpus that is shown; sidebar.py has put its id there. Raises StoreError."""
    here = corpora()
    chosen = st.session_state.get("_corpus")
    found = next((one for one in here if one.id == chosen), here[0] if here else None)
    if found is None:
        raise store.StoreError("There is no corpus yet.")
    return found


def folder() -> Path:
    """The folder of the run that is shown. Raises StoreError."""
    return run().folder


def run() -> store.Run:
    """The run that is shown: its corpus' last one, or the one before where that is damaged.

    Raises StoreError.
    """
    entry = corpus()
    if entry.run is None:
        raise store.StoreError(f"{entry.name}: {entry.note}")
    newest = store.open_run(entry.run)
    try:
        _tables(str(newest.folder), newest.fingerprint)
    except store.StoreError as error:
        sound, note = shelf.sound_tables(entry)
        st.session_state["_damage"] = note or str(error)
        return sound
    st.session_state["_damage"] = entry.note
    return newest


def damage() -> str | None:
    """What is wrong with the corpus that is shown, in a line, or None."""
    said: str | None = st.session_state.get("_damage")
    return said


@st.cache_resource(show_spinner="Reading the corpus …", max_entries=4)
def _tables(path: str, fingerprint: str) -> dict[str, pl.DataFrame]:  # noqa: ARG001 - keys the cache
    opened = store.open_run(Path(path))
    return {name: opened.table(name) for name in store.VIEW_TABLES}


def tables() -> dict[str, pl.DataFrame]:
    """Every table of the run, unfiltered; terms are read by `term_index` only where needed."""
    return _tables(str(folder()), run().fingerprint)


@st.cache_resource(show_spinner=False, max_entries=4)
def _instrument(name: str, fingerprint: str) -> Instrument:  # noqa: ARG001 - keys the cache
    return store.instrument(name)


def instrument() -> Instrument:
    """The instrument by which the run was scored, or the default where it is not known here."""
    manifest = run().manifest
    name = str(manifest.get("codebook", {}).get("name", store.DEFAULT_CODEBOOK))
    try:
        return _instrument(name, str(manifest.get("instrument", "")))
    except CodebookError:
        return _instrument(store.DEFAULT_CODEBOOK, "")


def codebook_name() -> str:
    """What the command line calls the codebook: its name, or its file's."""
    return Path(str(run().manifest["codebook"].get("name", store.DEFAULT_CODEBOOK))).name


@st.cache_resource(show_spinner="Counting words …", max_entries=2)
def _term_index(path: str, fingerprint: str) -> Index:  # noqa: ARG001 - keys the cache
    opened = store.open_run(Path(path))
    return keyness.index(opened.table("term"))


def term_index() -> Index:
    """Who says what how often, of the whole run."""
    return _term_index(str(folder()), run().fingerprint)


def is_synthetic() -> bool:
    """Whether the run shown is the sample corpus, which was written for this project."""
    return views.is_synthetic(tables())


def origin() -> Origin:
    """The data and the program that the numbers come from."""
    return Origin.of(run().manifest)


def selection() -> Selection:
    """What the filters of the sidebar say; app.py has put it there."""
    chosen: Selection = st.session_state.get("_selection", Selection())
    return chosen


@st.cache_resource(show_spinner=False, max_entries=16)
def _selected(path: str, fingerprint: str, chosen: Selection) -> views.Tables:
    return views.select(_tables(path, fingerprint), chosen, instrument())


def selected() -> views.Tables:
    """The tables of the selection."""
    return _selected(str(folder()), run().fingerprint, selection())


@st.cache_resource(show_spinner=False, max_entries=256)
def _estimates(
    path: str, fingerprint: str, chosen: Selection, by: str, measure: str
) -> pl.DataFrame:
    if measure == views.TALK:
        return views.talk_and_stand(_tables(path, fingerprint), chosen, instrument(), by)
    return views.estimates(_tables(path, fingerprint), chosen, instrument(), by, measure)


def estimates(by: str, measure: str) -> pl.DataFrame:
    """A measure by group for the selection: ESTIMATE with `few`, whether n is too small."""
    table = _estimates(str(folder()), run().fingerprint, selection(), by, measure)
    return table.with_columns(few=views.is_few())


@st.cache_resource(show_spinner=False, max_entries=64)
def _contrasts(
    path: str, fingerprint: str, chosen: Selection, by: str, measure: str
) -> pl.DataFrame:
    return views.contrasts(_tables(path, fingerprint), chosen, instrument(), by, measure)


def contrasts(by: str, measure: str) -> pl.DataFrame:
    """Each group of the selection against the rest; no rows for a mere count."""
    if MEASURES[measure].unit == "count":
        return pl.DataFrame()
    return _contrasts(str(folder()), run().fingerprint, selection(), by, measure)


@st.cache_resource(show_spinner=False, max_entries=64)
def _head_to_head(
    path: str, fingerprint: str, chosen: Selection, by: str, group: str, against: str
) -> pl.DataFrame:
    tables = _tables(path, fingerprint)
    return views.head_to_head(tables, chosen, instrument(), by, (group, against))


def head_to_head(by: str, group: str, against: str) -> pl.DataFrame:
    """One group against another on every measure."""
    return _head_to_head(str(folder()), run().fingerprint, selection(), by, group, against)


@st.cache_resource(show_spinner=False, max_entries=64)
def _timeline(
    path: str,
    fingerprint: str,
    chosen: Selection,
    which: tuple[str, str, str, str | None],
    groups: tuple[str, ...],
) -> pl.DataFrame:
    every, by, measure, frame = which
    return timelines.timeline(
        _tables(path, fingerprint),
        chosen,
        instrument(),
        every=every,
        by=by,
        measure=measure,
        frame=frame,
        groups=groups,
    )


def timeline(
    every: str, by: str, measure: str, frame: str | None, groups: tuple[str, ...]
) -> pl.DataFrame:
    """A measure by period for the selection, or for some of its groups."""
    which = (every, by, measure, frame)
    return _timeline(str(folder()), run().fingerprint, selection(), which, groups)


@st.cache_resource(show_spinner=False, max_entries=64)
def _quoted(path: str, fingerprint: str, chosen: Selection, by: str) -> pl.DataFrame:
    return quoted.speakers(_tables(path, fingerprint), chosen, instrument(), by)


def speakers(by: str) -> pl.DataFrame:
    """Who is quoted for which frame, by group."""
    return _quoted(str(folder()), run().fingerprint, selection(), by)


def speaker_sentences(by: str, group: str | None, speaker: str, frame: str) -> pl.DataFrame:
    """The sentences that a speaker's number counts."""
    return quoted.sentences(
        tables(),
        selection(),
        instrument(),
        by=by,
        group=group,
        speaker=speaker,
        frame=frame,
    )


@st.cache_resource(show_spinner="Looking at it in other ways …", max_entries=64)
def _perturbations(
    path: str, fingerprint: str, chosen: Selection, which: tuple[str, str, str, str | None]
) -> pl.DataFrame:
    by, group, measure, frame = which
    return views.perturbations(
        _tables(path, fingerprint),
        chosen,
        instrument(),
        by=by,
        group=group,
        measure=measure,
        frame=frame,
    )


def perturbations(by: str, group: str, measure: str, frame: str | None) -> pl.DataFrame:
    """A group against the rest, as found and under each change."""
    return _perturbations(
        str(folder()), run().fingerprint, selection(), (by, group, measure, frame)
    )


@st.cache_resource(show_spinner="Counting in eight ways …", max_entries=64)
def _switches(path: str, fingerprint: str, chosen: Selection, by: str) -> pl.DataFrame:
    return views.switches(_tables(path, fingerprint), chosen, instrument(), by)


def switches(by: str) -> pl.DataFrame:
    """What each group of the selection stands for, in eight ways to count."""
    return _switches(str(folder()), run().fingerprint, selection(), by)


@st.cache_resource(show_spinner="Counting what each word carries …", max_entries=64)
def _ledger(path: str, fingerprint: str, chosen: Selection) -> pl.DataFrame:
    return views.term_ledger(_tables(path, fingerprint), chosen, instrument())


def ledger() -> pl.DataFrame:
    """What each indicator found, with its precision where pieces are coded; outlets in one cell."""
    table = _ledger(str(folder()), run().fingerprint, selection())
    if is_built_in():
        table = with_precision(table, validation("tune")[2])  # pieces that taught no weight
    return table.with_columns(pl.col("outlets").list.join(", "))


@st.cache_resource(show_spinner="Looking through the articles …", max_entries=16)
def _health(path: str, fingerprint: str) -> pl.DataFrame:
    opened = store.open_run(Path(path))
    book = instrument().codebook
    here = {**_tables(path, fingerprint), "origin": opened.table("origin")}
    return health.health(here, language=book.language, pattern=book.topic.pattern)


def findings_of_data() -> pl.DataFrame:
    """What the articles of the corpus that is shown are like: a health table."""
    return _health(str(folder()), run().fingerprint)


@st.cache_resource(show_spinner=False, max_entries=8)
def _set_aside(path: str, fingerprint: str) -> pl.DataFrame:  # noqa: ARG001 - keys the cache
    opened = store.open_run(Path(path))
    return opened.table("set_aside")


def set_aside() -> pl.DataFrame:
    """Every discard of the corpus that is shown, by the name that lasts; put back or not."""
    return _set_aside(str(folder()), run().fingerprint)


def arrival(entry: shelf.Entry) -> str:
    """What the last import brought, in words."""
    told = run().manifest.get("kept", {})
    counts = list(told.get("batches", {}).values())[-1:] or [{}]
    parts = ", ".join(f"{n:,} {what}" for what, n in counts[0].items() if n)
    n = int(told.get("scored_anew", 0))
    return (
        f"Added to {entry.name}: {parts or 'nothing'}. {n:,} {'was' if n == 1 else 'were'} scored."
    )


@st.cache_resource(show_spinner=False, max_entries=8)
def _suggestions(path: str, fingerprint: str, declined: str) -> pl.DataFrame:
    refused = [frozenset(group) for group in json.loads(declined)]
    return suggestions.suggest(_tables(path, fingerprint)["article"], refused)


def suggested_names() -> pl.DataFrame:
    """Names of the corpus that is shown that may be one outlet's or one author's."""
    record = corpus().record
    declined = json.dumps(record.plan.declined if record else [])
    return _suggestions(str(folder()), run().fingerprint, declined)


@st.cache_resource(show_spinner="Reading the files …", max_entries=4)
def _looked(import_id: str, state: str) -> dict[str, pl.DataFrame]:  # noqa: ARG001 - keys the cache
    home = places.home()
    return imports.look(home, imports.load(home, import_id))


def looked(draft: imports.Import) -> dict[str, pl.DataFrame]:
    """What an import's documents hold, read as it says: the tables of a batch."""
    return _looked(draft.id, draft.model_dump_json(include={"documents", "reading"}))


@st.cache_resource(show_spinner="Looking through the articles …", max_entries=4)
def _findings_of_import(import_id: str, state: str, codebook: str) -> pl.DataFrame:
    book = _instrument(codebook, "").codebook
    tables_ = _looked(import_id, state)
    return health.health(tables_, language=book.language, pattern=book.topic.pattern)


def findings_of_import(draft: imports.Import) -> pl.DataFrame:
    """What an import's articles are like, before anything is scored: a health table."""
    state = draft.model_dump_json(include={"documents", "reading"})
    return _findings_of_import(draft.id, state, draft.codebook)


@st.cache_resource(show_spinner=False, max_entries=16)
def _sample_rows(path: str, asked: str) -> pl.DataFrame:
    return pl.DataFrame(ingest.preview(path, json.loads(asked)).rows)


def sample_rows(draft: imports.Import, source: str) -> pl.DataFrame:
    """The first rows of a document that is a table, as they stand in it."""
    place = imports.folder(places.home(), draft.id) / "documents"
    document = next(one for one in draft.documents if source.startswith(one.name))
    asked = json.dumps(reading_of(imports.about(draft)).asked(source))
    return _sample_rows(str(place / document.file), asked)


def discards() -> pl.DataFrame:
    """What was set aside, by part and reason."""
    return views.discards(tables())


def is_built_in() -> bool:
    """Whether the run was scored by the codebook that the reference corpus was coded by."""
    return instrument().codebook.id == store.DEFAULT_CODEBOOK


@st.cache_resource(show_spinner="Reading the reference pieces …", max_entries=4)
def _validation(part: str, fingerprint: str) -> tuple[pl.DataFrame, ...]:  # noqa: ARG001 - keys the cache
    articles, sentences = gold.reference(store.gold([store.GOLD / f"{part}.jsonl"]))
    return agreement.validate(articles, sentences, instrument())


def validation(part: str) -> tuple[pl.DataFrame, ...]:
    """Agreement with a part of the reference corpus, and its articles and sentences."""
    return _validation(part, instrument().fingerprint)


@st.cache_resource(show_spinner=False, max_entries=2)
def _coders(fingerprint: str) -> pl.DataFrame:  # noqa: ARG001 - keys the cache
    parts = store.gold([store.GOLD / f"{part}.jsonl" for part in ("train", "tune", "test")])
    second = store.gold([store.GOLD / "second_coder.jsonl"])
    return agreement.between_coders(parts, second, instrument().codebook.frame_ids)


def coders() -> pl.DataFrame:
    """How far two independent codings of the reference corpus agree."""
    return _coders(instrument().fingerprint)


def coverage() -> Any:
    """How often the intervals held in simulation, if that has been measured here."""
    try:
        return json.loads(COVERAGE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def evidence(by: str, *, chosen: Selection | None = None, **which: str | None) -> pl.DataFrame:
    """The sentences that a number counts; of the selection, or of one narrowed further."""
    narrowed = chosen or selection()
    return passages.evidence_sentences(tables(), narrowed, instrument(), by=by, **which)


def evidence_articles(by: str, group: str, *, chosen: Selection | None = None) -> pl.DataFrame:
    """The articles that a mean over articles is the mean of, for a table."""
    narrowed = chosen or selection()
    rows = passages.evidence_articles(tables(), narrowed, instrument(), by=by, group=group)
    return rows.with_columns(pl.col("authors").list.join(", ")).drop("language")


def reset() -> None:
    """Take off every filter."""
    st.session_state.update(UNFILTERED)


def described() -> str:
    """The selection in words, with what is left of the corpus."""
    n, all_ = selected()["article"].height, tables()["article"].height
    return f"{selection().describe()} · {n:,} of {all_:,} articles"


def finding(by: str) -> str:
    """The widest gap between talking about and standing for, in a sentence."""
    rows = pl.concat(estimates(by, measure) for measure in ("salience", "endorse", "reject"))
    return findings.overview(rows, instrument().codebook.labels)
