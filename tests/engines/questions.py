"""Every query of the product, asked of a release; the answers as text, to the last digit."""

from __future__ import annotations

import dataclasses
import datetime
import inspect
import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
import pandas as pd

from data.engine import counts_beside, counts_by_period, engine_of
from data.engine import months as engine_months
from data.engine import offences as engine_offences
from data.engine import places as engine_places
from data.errors import InvalidParameter
from data.periods import FinancialYear, Month, Quarter
from data.queries import (
    area_marks,
    chance,
    changes,
    comparison,
    finding_movement,
    findings,
    headlines,
    judged,
    lookups,
    milestone_changes,
    milestone_detail,
    milestone_totals,
    milestones,
    profile,
    published,
    quarter_trend,
    recent,
    release_movement,
    report_check,
    revisions,
    series,
    small_area_comparison,
    small_area_series,
    small_areas,
    spc,
    standing,
    tables,
)
from data.result import Result
from data.store import Store

AREAS = ("london", "west", "E09000025")
AS_AT = (Month(2018, 6), Month(2026, 2))
PERIODS: tuple[dict[str, Any], ...] = (
    {"month": Month(2025, 12)},
    {"quarter": Quarter(2018, 1)},
    {"financial_year": FinancialYear(2023)},
)
Asked = Iterator[tuple[str, Any]]


def of_wards(store: Store, dataset: str) -> dict[str, str]:
    """Return what an engine answers about small areas, by what is asked."""
    engine = engine_of(store)
    places, months = engine_places(engine, dataset), engine_months(engine, dataset)
    offences = engine_offences(engine, dataset)
    boroughs = sorted({each.borough for each in places})
    codes = [each.code for each in places]
    counted = counts_by_period(
        engine,
        dataset,
        areas={code: [code] for code in codes[:40]} | {"every": codes, "none": []},
        offences={slug: [slug] for slug in offences} | {"all": offences, "none": []},
        first=months[0] + -2,
        last=months[-1] + 2,
    )
    spans = [(months[-6], months[-1]), (months[0], months[-1]), (months[0] + -9, months[0] + -1)]
    beside = counts_beside(engine, dataset, offences=offences[:5], spans=spans)
    some = counts_beside(engine, dataset, offences=offences, spans=spans, areas=codes[::3])
    found = {
        "places": places,
        "within": engine_places(engine, dataset, boroughs[:1]),
        "months": months,
        "offences": offences,
        "by period": counted,
        "incomplete": counted.incomplete,
        "beside": beside,
        "some beside": some,
    }
    return {name: json.dumps(plain(answer)) for name, answer in found.items()}


def answers(store: Store) -> dict[str, str]:
    """Return the answer to each question, by what it asks."""
    found = {}
    parts = (_series, _beside, _areas, _tests, _report, _versions, _wards, _boards, _lists)
    for part in parts:
        for name, answer in part(store):
            assert name not in found, name
            found[name] = json.dumps(plain(answer), sort_keys=True)
    return found


def _series(store: Store) -> Asked:
    for offence in store.offences.all():
        counts = store.cube(offence)
        for area in (each for each in AREAS if each in counts.areas):
            key = f"{offence.slug} {area}"
            of: dict[str, Any] = {"offence": offence.slug, "area": area}
            for measure in series.MEASURES:
                yield (
                    f"series {key} {measure}",
                    series.series(store, **of, measure=measure, end=counts.last),
                )
            for as_at in AS_AT:
                change = changes.quarter_change(store, **of, as_at=as_at)
                yield f"change {key} {as_at}", change
                yield f"year {key} {as_at}", changes.year_change(store, **of, as_at=as_at)
                if change is not None:
                    yield f"chance {key} {as_at}", chance.against_chance(store, change, **of)
                yield f"standing {key} {as_at}", standing.standing(store, **of, as_at=as_at)
                yield f"trend {key} {as_at}", quarter_trend.quarter_trend(store, **of, as_at=as_at)
            if not counts.quarterly:
                yield f"spc {key}", spc.spc(store, **of, as_at=AS_AT[1])


def _beside(store: Store) -> Asked:
    for offence in store.offences.all():
        for by in comparison.LEVELS:
            for period in PERIODS:
                name = f"comparison {offence.slug} {by} {next(iter(period))}"
                try:
                    yield name, comparison.comparison(store, offence=offence.slug, by=by, **period)
                except InvalidParameter as error:
                    yield name, error.message


def _areas(store: Store) -> Asked:
    every = [area.code for area in store.areas.all()]
    for as_at in AS_AT:
        slugs = profile.profile_offences(store, as_at=as_at)
        yield f"profile {as_at}", profile.profile(store, areas=every, as_at=as_at)
        yield f"recent {as_at}", recent.recent(store, areas=every, offences=slugs, as_at=as_at)


def _tests(store: Store) -> Asked:
    for area in AREAS:
        yield f"findings {area}", findings.findings(store, area=area, as_at=AS_AT[1])
        for offence in ("burglary", "bicycle-theft", "all"):
            of: dict[str, Any] = {"offence": offence, "area": area, "as_at": AS_AT[1]}
            chart = judged.judged_chart(store, **of)
            yield f"judged {offence} {area}", chart and judged.rows_of(chart)
            yield (
                f"seasonal {offence} {area}",
                judged.is_seasonal(store, offence=offence, as_at=AS_AT[1]),
            )
            yield f"variation {offence} {area}", area_marks.variation(store, **of)
        yield f"revisions {area}", revisions.revisions(store, offence="burglary", area=area)


def _report(store: Store) -> Asked:
    yield "report check", report_check.report_check(store)
    yield "headlines", headlines.annual_headlines(store, as_at=AS_AT[0])
    for dataset in ("recorded-crime", "knife-injury-under-25"):
        yield f"largest {dataset}", revisions.largest(store, dataset=dataset)


def _versions(store: Store) -> Asked:
    day = datetime.date(2020, 1, 1)
    yield "versions", published.all_known(store)
    yield "steps", release_movement.steps_since(store, day)
    yield (
        "revised",
        release_movement.revised_since(
            store, area="london", offences=["burglary"], day=day, as_at=AS_AT[1]
        ),
    )
    yield (
        "movement",
        finding_movement.finding_movement(
            store, area="west", since=Month(2025, 9), as_at=Month(2025, 12)
        ),
    )
    under_25 = store.offences.get("knife-injury-victims-under-25")
    for known in published.known_versions(store, under_25, store.areas.london):
        version = published.version_of(store, under_25, store.areas.london, known.key)
        yield (
            f"published {known.key}",
            published.published(store, version, offence=under_25.slug, area="london"),
        )


def _wards(store: Store) -> Asked:
    """Queries of wards, which only a release with wards answers."""
    borough = store.areas.get("E09000002")
    if not small_areas.has_any(store, "ward", borough):
        return
    place = borough.code
    yield "within", small_areas.within(store, "ward", place).areas
    for offence in ("all", "burglary", "homicide"):
        of: dict[str, Any] = {"offence": offence, "by": "ward", "area": place}
        for measure in ("count", "rolling-12", "change-on-year"):
            yield (
                f"wards {offence} {measure}",
                small_area_series.small_area_series(
                    store, **of, measure=measure, end=Month(2025, 12)
                ),
            )
        year: dict[str, Any] = {"first": Month(2025, 1), "last": Month(2025, 12)}
        yield (
            f"wards beside {offence}",
            small_area_comparison.small_area_comparison(
                store, **of, financial_year=FinancialYear(2024)
            ),
        )
        yield (
            f"wards in a year {offence}",
            small_area_comparison.small_areas_beside(store, **of, **year),
        )
        yield (
            f"reconciled {offence}",
            small_areas.reconciled(
                store,
                by="ward",
                borough=borough,
                offence=store.offences.get(offence),
                **year,
            ),
        )


def _boards(store: Store) -> Asked:
    yield "milestones", milestones.milestones(store)
    yield "due passed", milestones.due_passed(store, as_at=AS_AT[1])
    yield "boards", milestones.boards(store)
    yield "totals", milestone_totals.milestone_totals(store)
    yield "words", milestone_totals.in_words(store, Quarter(2018, 1))
    yield "quarters", milestone_changes.totals_by_quarter(store)
    yield "year so far", dict(milestone_changes.year_so_far(store, quarter=Quarter(2018, 1)))
    yield "earlier", milestone_changes.earlier_boards(store, Quarter(2018, 1))
    first = str(store.table("milestones")["id"][0])
    yield "detail", milestone_detail.milestone_detail(store, id=first)


def _lists(store: Store) -> Asked:
    yield "areas", lookups.areas(store)
    yield "offences", lookups.offences(store)
    yield "datasets", lookups.datasets(store)
    yield "table", tables.table(store, dataset="knife-offences-by-quarter")


def plain(value: Any) -> Any:  # noqa: PLR0911 - one line a kind of value
    """Return JSON-ready values; numbers are as exact as they were."""
    if isinstance(value, Result):
        return {"rows": value.to_records(), "meta": value.meta.to_record()}
    if isinstance(value, pd.DataFrame):
        return {str(name): plain(value[name].to_numpy(dtype=object)) for name in value.columns}
    if isinstance(value, np.ndarray):
        return [plain(each) for each in value.tolist()]
    if isinstance(value, np.generic):
        return value.item()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        found = [plain(each) for each in value]
        return sorted(found, key=str) if isinstance(value, set | frozenset) else found
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def queries_of_counts() -> set[str]:
    """Names of every public function of `data.queries` that is asked of a store."""
    found = set()
    for path in Path(import_module("data.queries").__path__[0]).glob("*.py"):
        module = import_module(f"data.queries.{path.stem}")
        for name, function in vars(module).items():
            if not inspect.isroutine(function):
                continue
            whole = inspect.unwrap(function)
            if name.startswith("_") or getattr(whole, "__module__", "") != module.__name__:
                continue
            if next(iter(inspect.signature(whole).parameters), "") == "store":
                found.add(f"{path.stem}.{name}")
    return found


class Called:
    """Notes which functions of `data.queries` are called within a block."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def _note(self, frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            module = frame.f_globals.get("__name__", "")
            if module.startswith("data.queries."):
                self.names.add(f"{module.rpartition('.')[2]}.{frame.f_code.co_name}")

    def __enter__(self) -> Called:
        sys.setprofile(self._note)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)
