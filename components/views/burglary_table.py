"""The table behind the map, and the same rows for the ranking and the facts beside it."""

from __future__ import annotations

import json
from typing import Any, Final

from components import formatting
from components.map_classes import VERDICTS
from components.tables import Cell, Column, Table
from components.views.burglary_picture import Picture, Row

CARE: Final = "read with care"
DIGITS: Final = 4
"""Decimals that leave the server: far beyond what any screen shows."""

COLUMNS: Final = (
    Column("borough", "Borough", row_header=True),
    Column("bcu", "BCU"),
    Column("count", "Count", "count"),
    Column("count_year_before", "A year before", "count"),
    Column("change_percent", "Change", "change"),
    Column("rate", "Per 1,000 residents a year", "decimal"),
    Column("rate_low", "95 % from", "decimal"),
    Column("rate_high", "95 % to", "decimal"),
    Column("significance", "Against chance alone"),
    Column("significance_adjusted", "Against the usual spread"),
)


def table(found: Picture) -> Table:
    """Every borough of the map's area, the highest value first."""
    names = {area.code: area.name for area in found.store.areas.bcus()}
    rows = [_cells(row, names[row["bcu"]]) for row in found.listed]
    return Table(
        caption=(
            f"{found.offence.name} by borough, {found.zoom.label}, {found.period.label}, "
            f"by {found.measure.heading}"
        ),
        columns=COLUMNS,
        rows=rows,
        filename=f"{found.offence.slug}_{found.zoom.code}_{found.period}",
        source=f"{found.meta.source}.",
        row_keys=[row["area"] for row in found.listed],
    )


def _cells(row: Row, bcu: str) -> list[Any]:
    return [
        row["name"],
        bcu,
        Cell(
            row["count"],
            symbol=row["symbol"] if row["count"] is None else None,
            note=_note(row),
        ),
        row["count_year_before"],
        Cell(
            _short(row["change_percent"]),
            symbol=row["symbol"] if row["change_percent"] is None else None,
        ),
        *(_short(row[name]) for name in ("rate", "rate_low", "rate_high")),
        verdict(row["significance"]),
        verdict(row["significance_adjusted"]),
    ]


def verdict(value: str | None) -> str | None:
    """A verdict in words, with its shape."""
    return None if value is None else " ".join(VERDICTS[value])


def is_small(row: Row) -> bool:
    """Whether a count is so small that it is read with care."""
    counts = (row["count"], row["count_year_before"])
    return any(each is not None and each < formatting.SMALL_COUNT for each in counts)


def _note(row: Row) -> str | None:
    notes = [CARE] if is_small(row) else []
    if row["provisional"]:
        notes.append("provisional")
    return ", ".join(notes) or None


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)


FACTS: Final = (
    "count",
    "count_year_before",
    "change_percent",
    "rate",
    "rate_low",
    "rate_high",
    "above_pooled",
)


def ranking_json(found: Picture) -> str:
    """The ranking and the facts of every borough, for ``assets/62-map.js``.

    Returns:
        A JSON object: ``rows`` (code, the facts in the order of :data:`FACTS`, the verdict shown,
        class, whether small), the highest first; ``areaFacts`` (the chosen area's own facts);
        ``column`` (which fact is ranked), its ``type`` and ``heading``; ``colours`` (of the
        classes); ``pooled`` (the rate of all boroughs); ``adjusted``; ``offence``; ``period``;
        ``provisional``.
    """
    rows = [
        [
            row["area"],
            *(_short(row[name]) for name in FACTS),
            row[found.verdict_column],
            found.class_of[row["area"]],
            int(is_small(row)),
        ]
        for row in found.ranked
    ]
    answer = {
        "rows": rows,
        "areaFacts": _area_facts(found),
        "offence": found.offence.slug,
        "column": FACTS.index(found.measure.column),
        "type": found.measure.cell,
        "heading": found.measure.heading,
        "colours": [each.colour for each in found.classed.classes],
        "pooled": _short(found.pooled_rate),
        "adjusted": found.adjusted,
        "period": found.period.label,
        "provisional": found.provisional,
    }
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def names_json(found: Picture) -> str:
    """What does not change with a control: names, which boroughs are listed, the chosen area."""
    bcus = {area.code: area.label for area in found.store.areas.bcus()}
    answer = {
        "names": {row["area"]: [row["name"], bcus[row["bcu"]]] for row in found.rows},
        "listed": list(found.zoom.boroughs),
        "zoom": found.zoom.label,
        "area": [found.area.code, found.area.label, found.area.kind],
    }
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


def _area_facts(found: Picture) -> list[float | None]:
    """The chosen area as a whole, in the order of :data:`FACTS`."""
    from data.statistics.rates import rate_interval, rate_per_1000  # noqa: PLC0415 - heavy

    change = found.change
    if change is None or change.value is None:
        return [None] * len(FACTS)
    months = len(found.period.months)
    residents = found.store.populations.of(found.area, found.period.first.year)
    interval = rate_interval(change.value, residents, months)
    return [
        change.value,
        change.before,
        _short(change.percent),
        _short(float(rate_per_1000(change.value, residents, months))),
        _short(float(interval.low)),
        _short(float(interval.high)),
        None,
    ]
