"""Selection and estimates to a report: findings, charts, examples, robustness, method, versions."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

import polars as pl

from framing import address, charts, findings, views
from framing.address import Origin
from framing.charts import signature
from framing.charts.dress import Spec, drawn
from framing.codebook import Instrument
from framing.estimates.contrasts import REST
from framing.measures import GROUPINGS, MEASURES
from framing.report import tables as printed
from framing.report.quotations import Quotations, quotations, web
from framing.selection import Selection
from framing.views import Tables

DEFAULT_MEASURES = ("endorse", "salience", "position")
STANCES = ("endorse", "neutral", "reject")


@dataclass(frozen=True, slots=True)
class Section:
    """A finding with the chart and the table that show it."""

    title: str
    finding: str
    note: str
    alt: str
    chart: Spec | None
    table: printed.Printed


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the page says; `sections` first, then what stands behind the lead finding."""

    title: str
    selection: str
    n: str
    made: str
    link: str
    origin: Origin
    is_synthetic: bool
    lead: str
    sections: tuple[Section, ...]
    quotations: Quotations | None
    robustness: Section | None
    measures: tuple[tuple[str, str], ...]  # label and definition of each that is shown
    discards: printed.Printed
    versions: tuple[tuple[str, str], ...]
    commands: tuple[str, ...]

    @property
    def charts(self) -> list[Spec]:
        """The charts to be drawn, in the order in which the page needs them."""
        behind = [self.robustness] if self.robustness else []
        return [part.chart for part in (*self.sections, *behind) if part.chart is not None]


@dataclass(frozen=True, slots=True)
class Question:
    """What a report is about."""

    by: str = "outlet"
    measures: tuple[str, ...] = DEFAULT_MEASURES

    @classmethod
    def asked(cls, by: str | None, measures: Sequence[str] | str | None) -> Self:
        """A question; what it leaves open has a default. Raises ValueError for what is unknown."""
        measures = (measures,) if isinstance(measures, str) else measures or ()
        unknown = sorted(set(measures) - set(MEASURES))
        if unknown:
            raise ValueError(f"unknown measure {unknown[0]!r}; use {', '.join(MEASURES)}")
        if by is not None and by not in GROUPINGS:
            raise ValueError(f"unknown grouping {by!r}; use {', '.join(GROUPINGS)}")
        return cls(by or "outlet", tuple(dict.fromkeys(measures)) or DEFAULT_MEASURES)


def compose(
    tables: Tables,
    selection: Selection,
    instrument: Instrument,
    manifest: Mapping[str, Any],
    *,
    question: Question,
    made: str,
    link: str = "",
    is_synthetic: bool = False,
) -> Report:
    """A report on the selection, its groups and measures as the question asks.

    `made` is the day. The lead finding is the widest contrast of the first measure that can be
    contrasted; its examples and its robustness follow. Raises ValueError when no article is left.
    """
    here = selection.articles(tables["article"])
    if here.is_empty():
        raise ValueError(f"no article is left: {selection.describe()}")
    asked = (tables, selection, instrument)
    widest = {
        name: views.widest(views.contrasts(*asked, question.by, name))
        for name in question.measures
        if MEASURES[name].unit != "count"
    }
    lead = next((row for row in widest.values() if row["difference"] is not None), None)
    labels = instrument.codebook.labels
    said = {name: findings.of_contrast(row, labels) for name, row in widest.items()}
    return Report(
        title=f"What each {question.by} talks about, and what it stands for",
        selection=selection.describe(),
        n=f"{here.height:,} of {tables['article'].height:,} articles",
        made=made,
        link=web(link),
        origin=Origin.of(manifest),
        is_synthetic=is_synthetic,
        lead=said[lead["measure"]] if lead else next(iter(said.values()), ""),
        sections=(
            *_signature(*asked, question.by),
            *(
                _measure(*asked, question.by, name, said.get(name, ""))
                for name in question.measures
            ),
            *_stances(*asked, question.by),
        ),
        quotations=quotations(*asked, lead) if lead else None,
        robustness=_robustness(*asked, lead) if lead else None,
        measures=tuple((MEASURES[m].label, MEASURES[m].definition) for m in question.measures),
        discards=printed.plain(views.discards(tables)),
        versions=_versions(manifest),
        commands=_commands(manifest, selection, question),
    )


def _signature(
    tables: Tables, selection: Selection, instrument: Instrument, by: str
) -> list[Section]:
    pairs = views.talk_and_stand(tables, selection, instrument, by)
    points = views.side_by_side(pairs)
    shares = pl.concat(
        views.estimates(tables, selection, instrument, by, measure)
        for measure in ("salience", "endorse", "reject")
    )
    finding = findings.overview(shares, instrument.codebook.labels)
    title = f"Each {by} by its talk and its stand"
    missing = views.unplaced(pairs)
    left_out = f" Not shown, takes no side anywhere: {', '.join(missing)}." if missing else ""
    chart = None
    if points.height:
        chart = drawn(signature.talk_and_stand(points, instrument.codebook))
    note = (
        "On the dashed line stands whoever supports just what they mention. Lines are 95 % "
        f"intervals. Hollow: too few articles, or too few that take a side.{left_out}"
    )
    alt = charts.alt_text(title, finding, selection.describe())
    return [Section(title, finding, note, alt, chart, printed.pairs(points))]


def _measure(
    tables: Tables,
    selection: Selection,
    instrument: Instrument,
    by: str,
    measure: str,
    finding: str,
) -> Section:
    table = views.estimates(tables, selection, instrument, by, measure)
    shown = table.drop_nulls("estimate").with_columns(few=views.is_few())
    book = instrument.codebook
    title = f"{MEASURES[measure].label} by {by}"
    return Section(
        title,
        finding,
        MEASURES[measure].definition,
        charts.alt_text(title, finding, selection.describe()),
        drawn(charts.dots(shown, book)) if shown.height else None,
        printed.estimates(table, book.labels),
    )


def _stances(
    tables: Tables, selection: Selection, instrument: Instrument, by: str
) -> list[Section]:
    """A section for each frame that is evoked: rejected, left open, endorsed."""
    book = instrument.codebook
    shares = pl.concat(
        views.estimates(tables, selection, instrument, by, stance) for stance in STANCES
    )
    sections = []
    for frame in book.frames:
        part = shares.filter(pl.col("frame") == frame.id)
        if part["estimate"].is_null().all():
            continue
        title = f"What authors make of {frame.label} where they mention it"
        note = "− rejected (outlined), ○ left open (grey), + endorsed (filled)."
        alt = charts.alt_text(title, "", selection.describe())
        chart = drawn(charts.stance_bars(part.with_columns(few=views.is_few()), book))
        sections.append(Section(title, "", note, alt, chart, printed.estimates(part, book.labels)))
    return sections


def _robustness(
    tables: Tables, selection: Selection, instrument: Instrument, lead: Mapping[str, Any]
) -> Section:
    table = views.perturbations(
        tables,
        selection,
        instrument,
        by=lead["grouped_by"],
        group=lead["group"],
        measure=lead["measure"],
        frame=lead["frame"],
    )
    finding = findings.of_perturbations(table)
    told = table.drop_nulls("estimate")
    unit = MEASURES[lead["measure"]].unit
    frame = instrument.codebook.labels.get(lead["frame"] or "", lead["frame"] or "")
    note = f"{MEASURES[lead['measure']].label} {frame}: {lead['group']} against {REST}.".replace(
        " :", ":"
    )
    alt = charts.alt_text("The difference under each change", finding, selection.describe())
    chart = drawn(charts.perturbations(told, unit)) if told.height else None
    return Section("Does it hold?", finding, note, alt, chart, printed.perturbations(table, unit))


def _versions(manifest: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    origin = Origin.of(manifest)
    own = {
        "Framing Desk": origin.version,
        "corpus": origin.corpus,
        "run": str(manifest["fingerprint"]),
        "codebook": origin.codebook,
    }
    packages = {name: str(version) for name, version in manifest.get("packages", {}).items()}
    return tuple((own | packages).items())


def _commands(
    manifest: Mapping[str, Any], selection: Selection, question: Question
) -> tuple[str, ...]:
    """What to type to get the same numbers from one's own copies of the articles."""
    book = str(manifest["codebook"].get("name", "")).rpartition("/")[2]
    query = urlencode(address.pairs(selection))
    view = ["--view", query] if query else []
    measures = [word for name in question.measures for word in ("--measure", name)]
    report = ["framing", "report", "my-run", "--out", "report.html", "--by", question.by]
    return (
        shlex.join(["framing", "score", "MY-COPIES", "--out", "my-run", "--codebook", book]),
        shlex.join([*report, *measures, *view]),
    )
