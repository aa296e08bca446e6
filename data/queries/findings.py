"""What needs attention: every series of an area tested, and the few that chance does not explain.

Two questions are asked of each series: does the latest month stand out on its process-behaviour
chart, and did the latest quarter change on the same quarter a year before by more than it usually
does? Of an area with boroughs, the offence groups of each borough are asked the second. Every
test counts: the false discovery rate is controlled over all of them (Benjamini–Hochberg).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import urlencode

import pandas as pd

from data import as_at as as_at_months
from data.describe import provenance
from data.periods import Month
from data.queries.area_marks import FEWEST
from data.queries.finding_changes import TestedChange, tested_changes
from data.queries.finding_words import (
    change_evidence,
    change_sentence,
    signal_evidence,
    signal_sentence,
)
from data.queries.judged import JudgedChart, judged_chart
from data.remembering import remembered
from data.result import Meta, Result
from data.statistics.evidence import special_cause_p_value
from data.statistics.fdr import flags_by_chance, q_values

if TYPE_CHECKING:
    from data.areas import Area
    from data.offences import Offence
    from data.statistics.spc import Signal
    from data.store import Store

FALSE_DISCOVERY_RATE: Final = 0.05
"""Of the findings listed, about one in twenty at most is expected to be chance."""

MONTHS_A_QUARTER: Final = 3

Kind = Literal["special-cause", "change-on-year"]

CHARTED_DATASETS: Final = ("recorded-crime", "knife-crime-by-area", "knife-injury-under-25")
COMPARED_DATASETS: Final = (*CHARTED_DATASETS, "knife-offences-by-quarter")

COLUMNS: Final = {
    "rank": "Place by strength of evidence, then by size; 1 comes first",
    "offence": "Slug of the series",
    "area": "Code of the area",
    "kind": "special-cause (process-behaviour chart) or change-on-year (quarter on quarter)",
    "sentence": "The finding in words",
    "evidence": "What it rests on",
    "p_value": "How surprising it would be if nothing had changed",
    "q_value": "The same with every test counted (Benjamini–Hochberg)",
    "link": "Where the chart is, within this product",
    "direction": "improvement, concern or neither",
    "size": "Offences a quarter above or below what was expected",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding; the attributes are those of `COLUMNS`."""

    rank: int
    offence: str
    area: str
    kind: Kind
    sentence: str
    evidence: str
    p_value: float
    q_value: float
    link: str
    direction: str
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was tested and what stands out.

    Attributes:
        findings: In order of rank, one a family of offences and area.
        series: How many series were tested.
        tests: How many tests were made of them.
        flagged: How many tests have a p-value under 5 %.
        by_chance: How many of them chance alone would give.
        tested: Family of offences and code of the area of every test; see `family_of`.
    """

    findings: tuple[Finding, ...]
    series: int
    tests: int
    flagged: int
    by_chance: float
    tested: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Test:
    offence: Offence
    area: Area
    p_value: float
    stands_out: bool
    size: float
    direction: str
    change: TestedChange | None = None
    judged: JudgedChart | None = None
    signal: Signal | None = None

    @property
    def kind(self) -> Kind:
        return "special-cause" if self.change is None else "change-on-year"


def findings(store: Store, *, area: str = "london", as_at: Month | None = None) -> Result:
    """Return what needs attention in an area.

    Args:
        store: The loaded data.
        area: Code of the area; its boroughs are looked at too.
        as_at: The last month taken into account; by default the end of the newest report.

    Returns:
        Rows as `COLUMNS`; the notes say how much was tested.

    Raises:
        InvalidParameter: Unknown area, or a month outside the data.
    """
    month = as_at_months.newest_report(store) if as_at is None else as_at_months.check(store, as_at)
    place = store.areas.get(area)
    found = what_stands_out(store, area=place.code, as_at=month)
    rows = pd.DataFrame(
        [[getattr(each, name) for name in COLUMNS] for each in found.findings],
        columns=list(COLUMNS),
        dtype=object,
    )
    return Result(rows, _meta(store, place, month, found))


@remembered(512)
def what_stands_out(store: Store, *, area: str, as_at: Month) -> Findings:
    """Return the findings of an area with what was tested, computed once a release."""
    place = store.areas.get(area)
    tests = [*_charts(store, place, as_at), *_changes(store, place, as_at)]
    values = [test.p_value for test in tests]
    adjusted = q_values(values)
    kept = [
        (test, float(q))
        for test, q in zip(tests, adjusted, strict=True)
        if test.stands_out and q <= FALSE_DISCOVERY_RATE
    ]
    ranked = sorted(kept, key=lambda each: (_strength(each[1]), -each[0].size, each[1]))
    once = _one_a_family(ranked)
    return Findings(
        findings=tuple(
            _finding(rank, test, q, as_at) for rank, (test, q) in enumerate(once, start=1)
        ),
        series=len({(test.offence.slug, test.area.code) for test in tests}),
        tests=len(tests),
        flagged=sum(value < FALSE_DISCOVERY_RATE for value in values),
        by_chance=flags_by_chance(len(tests), FALSE_DISCOVERY_RATE),
        tested=frozenset((family_of(test.offence), test.area.code) for test in tests),
    )


def _charts(store: Store, area: Area, as_at: Month) -> list[_Test]:
    tests = []
    for offence in _series(store, area, CHARTED_DATASETS):
        judged = judged_chart(store, offence=offence.slug, area=area.code, as_at=as_at)
        signal = None if judged is None else judged.signal
        if judged is None or signal is None or judged.chart.mean[signal.index] < FEWEST:
            continue
        p_value = special_cause_p_value(judged.chart)
        if p_value is None:
            continue
        distance = abs(float(judged.chart.values[signal.index] - judged.chart.mean[signal.index]))
        tests.append(
            _Test(
                offence,
                area,
                p_value,
                stands_out=signal.rule is not None,
                size=MONTHS_A_QUARTER * distance,
                direction=signal.direction or "neither",
                judged=judged,
                signal=signal,
            )
        )
    return tests


def _changes(store: Store, area: Area, as_at: Month) -> list[_Test]:
    asked: dict[str, list[tuple[Offence, Area]]] = {}
    for offence in _series(store, area, COMPARED_DATASETS):
        asked.setdefault(offence.dataset, []).append((offence, area))
    parts = [store.areas.get(code) for code in area.boroughs] if area.kind != "borough" else []
    for part in parts:
        for offence in _series(store, part, ("recorded-crime",)):
            if offence.kind in {"total", "group"}:
                asked["recorded-crime"].append((offence, part))
    tests = []
    for series in asked.values():
        for change in tested_changes(store, series, as_at=as_at):
            better = (change.value < change.before) == (change.offence.polarity == "down")
            direction = "neither"
            if change.offence.polarity != "neither":
                direction = "improvement" if better else "concern"
            tests.append(
                _Test(
                    change.offence,
                    change.area,
                    change.p_value,
                    stands_out=change.value != change.before,
                    size=abs(change.value - change.before),
                    direction=direction,
                    change=change,
                )
            )
    return tests


def _series(store: Store, area: Area, datasets: tuple[str, ...]) -> list[Offence]:
    return [
        offence
        for offence in store.offences.all()
        if offence.dataset in datasets and area.code in store.cube(offence).areas
    ]


def _strength(q_value: float) -> int:
    """Return the class of evidence: strong, clear, some. Within a class size decides."""
    return sum(q_value > bound for bound in (0.001, 0.01))


def family_of(offence: Offence) -> str:
    """Return what findings are told of once: an offence belongs to its group's family."""
    if offence.dataset.startswith("knife"):
        return "knife"
    return str(offence.parent if offence.kind == "offence" else offence.slug)


def _one_a_family(ranked: list[tuple[_Test, float]]) -> list[tuple[_Test, float]]:
    """Keep the first finding of each offence group and area: an offence repeats its group."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for test, q in ranked:
        key = (family_of(test.offence), test.area.code)
        if key not in seen:
            seen.add(key)
            kept.append((test, q))
    return kept


def _finding(rank: int, test: _Test, q_value: float, as_at: Month) -> Finding:
    if test.change is not None:
        sentence, evidence = change_sentence(test.change), change_evidence(test.change)
    else:
        assert test.judged is not None  # noqa: S101 - a test is one or the other
        assert test.signal is not None  # noqa: S101
        sentence = signal_sentence(test.judged, test.signal)
        evidence = signal_evidence(test.judged, test.signal)
    return Finding(
        rank=rank,
        offence=test.offence.slug,
        area=test.area.code,
        kind=test.kind,
        sentence=sentence,
        evidence=evidence,
        p_value=test.p_value,
        q_value=q_value,
        link=_link(test, as_at),
        direction=test.direction,
        size=test.size,
    )


def _link(test: _Test, as_at: Month) -> str:
    query = {"area": test.area.code, "as-at": str(as_at), "offence": test.offence.slug}
    if test.kind == "special-cause":
        query["chart"] = "process"
    return f"/crime-trends?{urlencode(query)}"


def _meta(store: Store, area: Area, as_at: Month, found: Findings) -> Meta:
    entry = store.dataset("recorded-crime")
    return Meta(
        title=f"What needs attention: {area.label}",
        unit=None,
        as_at=str(as_at),
        notes=(
            f"Series tested: {found.series}, in {found.tests} tests. P-values under "
            f"5\N{NO-BREAK SPACE}%: {found.flagged}; chance alone would give about "
            f"{found.by_chance:.0f}.",
            "Listed: findings with a q-value of at most 0.05 over all tests (Benjamini–Hochberg); "
            "of each offence group and area the strongest.",
            "The newest month of an extract is provisional and in no test; a quarter across a "
            "break is not compared, nor one without eight comparable changes before it; a chart "
            "with a mean under 10 a month is not judged, nor one of a strongly seasonal offence "
            "whose season cannot be taken out yet.",
        ),
        columns=dict(COLUMNS),
        release=store.release,
        **provenance(entry),
    )
