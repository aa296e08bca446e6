"""What came of a soak: a table of times by kind of step and phase, memory, and what was broken."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Sequence
from statistics import quantiles

from tests.performance.soak.faults import PHASES, Run
from tests.performance.soak.readers import Outcome
from tests.performance.soak.run import MEGABYTES, Plan

KINDS = ("page", "page drawn", "second visit", "filter", "map", "API", "download")
NOT_THERE = "–"
SHOWN = 20


def report(run: Run, plan: Plan) -> str:
    """Return the whole report as Markdown."""
    return "\n".join(
        [*_head(run, plan), "", *_times(run), "", *_memory(run), "", *_phases(run), "",
         *_broken(run), ""]
    )  # fmt: skip


def _head(run: Run, plan: Plan) -> Iterator[str]:
    outcomes, checked = run.readers.notes.outcomes, run.readers.expected.checked
    made = datetime.datetime.now(datetime.UTC).date()
    load = os.getloadavg()[2]
    yield "# Measurements: many readers, and faults"
    yield ""
    yield (
        f"Made by `make soak` on {made:%-d %B %Y}: {plan.readers} readers (seed {plan.seed}) "
        f"on two workers, {plan.steady / 60:g} minutes without a fault, then six faults of about "
        f"{plan.fault:g} s; {os.cpu_count()} processors shared by server, readers and checking, "
        f"load average over a quarter of an hour {load:.1f}."
    )
    yield ""
    yield (
        f"{len(outcomes):,} requests; in {checked:,} answers every number was compared with the "
        f"queries on the release that the answer names. Answers by release: "
        f"{', '.join(f'{n:,}' for n in run.readers.notes.releases.values())}."
    )


def _times(run: Run) -> Iterator[str]:
    yield "Milliseconds, p50 / p95, by kind of step and by what happened meanwhile:"
    yield ""
    phases = ("steady", *PHASES)
    yield "| step | " + " | ".join(phases) + " |"
    yield "| --- |" + " --- |" * len(phases)
    for kind in KINDS:
        cells = (_cell(run.readers.notes.outcomes, phase, kind) for phase in phases)
        yield f"| {kind} | " + " | ".join(cells) + " |"


def _cell(outcomes: Sequence[Outcome], phase: str, kind: str) -> str:
    times = [
        each.seconds * 1000
        for each in outcomes
        if each.phase == phase and each.kind == kind and each.status
    ]
    if len(times) < 2:
        return NOT_THERE
    cuts = quantiles(times, n=20, method="inclusive")
    return f"{cuts[9]:,.0f} / {cuts[18]:,.0f}"


def _memory(run: Run) -> Iterator[str]:
    yield f"Memory of each worker (PSS, megabytes; at most {MEGABYTES}):"
    yield ""
    yield "| worker | first | a quarter in | last | most |"
    yield "| --- | --- | --- | --- | --- |"
    for number, seen in enumerate(run.machine.memory.values(), start=1):
        quarter = seen[len(seen) // 4]
        yield f"| {number} | {seen[0]:.0f} | {quarter:.0f} | {seen[-1]:.0f} | {max(seen):.0f} |"


def _phases(run: Run) -> Iterator[str]:
    yield "| phase | requests | broken connections | answers of 500 and more | note |"
    yield "| --- | --- | --- | --- | --- |"
    for phase in ("steady", *PHASES):
        found = [each for each in run.readers.notes.outcomes if each.phase == phase]
        lost = sum(not each.status for each in found)
        failed = sum(each.status >= 500 for each in found)
        yield f"| {phase} | {len(found):,} | {lost} | {failed} | {run.told.get(phase, '')} |"


def _broken(run: Run) -> Iterator[str]:
    if not run.broken:
        yield (
            "Every rule was kept: no wrong number, and no failure but the killed worker’s own "
            "requests and, at the stop, connections on which nothing had been answered yet. A "
            "request stands in the phase in which it began."
        )
        return
    yield f"Broken ({len(run.broken)}):"
    yield ""
    yield from (f"- {each}" for each in run.broken[:SHOWN])
