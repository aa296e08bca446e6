"""The table behind the map, and the same rows for the ranking and the facts beside it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from components.map_classes import VERDICTS
from components.pack.names import stem
from components.short import short
from components.tables import Cell, Column, Table, plain
from components.views.burglary_picture import Picture, Row, is_small

CARE: Final = "read with care"
COLUMNS: Final = (
    Column("borough", "Borough", row_header=True),
    Column("bcu", "BCU"),
    Column("count", "Count", "count"),
    Column("count_year_before", "A year before", "count"),
    Column("change_percent", "Change", "change"),
    Column("rate", "Per 1,000 residents a year", "decimal"),
    Column("rate_low", "95 % from", "decimal"),
    Column("rate_high", "95 % to", "decimal"),
    Column("above_pooled", "Against all boroughs together", "change"),
    Column("significance", "Against chance alone"),
    Column("significance_adjusted", "Against the usual spread"),
)


def table(found: Picture, *, exact: bool = False) -> Table:
    """Every borough of the map's area, the highest value first.

    Args:
        found: The question and its answer.
        exact: Numbers as the data API gives them; else as short as the screen needs them, so that
            a change of the map stays small.
    """
    return Table(
        caption=(
            f"{found.subject} by borough, {found.zoom.label}, {found.period.label}, "
            f"by {found.measure.heading}"
        ),
        columns=COLUMNS,
        rows=_rows(found, found.listed, exact=exact),
        filename=stem(f"{found.offence.slug}-{found.measure.slug}", found.zoom.code, found.period),
        source=f"{found.meta.source}.",
        row_keys=[row["area"] for row in found.listed],
    )


def ranking_json(found: Picture) -> str:
    """What the ranking needs beside the map's table, for ``assets/62-map.js``.

    Returns:
        A JSON object: ``place`` (each listed borough's place among all, in the table's order; None
        where all are listed), ``index`` (its class), ``colours`` (of the classes), ``column``
        (what is ranked) with its ``type`` and ``heading``; ``others`` (boroughs beyond the table:
        ``keys``, ``rows`` and ``place``, as in the table); ``area_facts`` (the chosen area's own
        facts), ``pooled`` (the rate of all boroughs), ``of`` (how many have a place),
        ``adjusted``, ``offence`` and ``period``.
    """
    column = found.measure.column
    placed = [row["area"] for row in found.ranked if row[column] is not None]
    listed = {row["area"] for row in found.listed}
    others = [row for row in found.ranked if row["area"] not in listed]
    places = {code: number for number, code in enumerate(placed, start=1)}
    answer = {
        "place": [places.get(row["area"]) for row in found.listed] if others else None,
        "index": [found.class_of[row["area"]] for row in found.listed],
        "colours": [each.colour for each in found.classed.classes],
        "column": column,
        "type": found.measure.cell,
        "heading": found.measure.heading,
        "others": {
            "keys": [row["area"] for row in others],
            "rows": [[plain(cell) for cell in cells] for cells in _rows(found, others)],
            "place": [places.get(row["area"]) for row in others],
        },
        "area_facts": _area_facts(found),
        "pooled": _short(found.pooled_rate),
        "of": len(placed),
        "adjusted": found.adjusted,
        "offence": found.offence.slug,
        "period": found.period.label,
    }
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def names_json(found: Picture) -> str:
    """What does not change with a control: which area is chosen, which the map shows."""
    answer = {
        "zoom": found.zoom.label,
        "area": [found.area.code, found.area.label, found.area.kind],
    }
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


def verdict(value: str | None) -> str | None:
    """A verdict in words: ``below``, ``as expected``, ``above``."""
    return None if value is None else VERDICTS[value][1]


def _rows(found: Picture, rows: Sequence[Row], *, exact: bool = False) -> list[list[Any]]:
    names = {area.code: area.name for area in found.store.areas.bcus()}
    return [_cells(row, names[row["bcu"]], exact=exact) for row in rows]


def _cells(row: Row, bcu: str, *, exact: bool) -> list[Any]:
    missing = row["count"] is None

    def number(name: str) -> float | None:
        value: float | None = row[name]
        return value if exact else _short(value)

    return [
        row["name"],
        bcu,
        _cell(row["count"], symbol=row["symbol"] if missing else None, note=_note(row)),
        row["count_year_before"],
        _cell(number("change_percent"), symbol=None if missing else row["symbol"]),
        *map(number, ("rate", "rate_low", "rate_high", "above_pooled")),
        verdict(row["significance"]),
        verdict(row["significance_adjusted"]),
    ]


def _cell(value: float | None, *, symbol: str | None, note: str | None = None) -> Any:
    """A cell; a plain value where there is nothing more to say."""
    if note is None and (symbol is None or value is not None):
        return value
    return Cell(value, symbol=None if value is not None else symbol, note=note)


def _note(row: Row) -> str | None:
    notes = [CARE] if is_small(row) else []
    if row["provisional"]:
        notes.append("provisional")
    return ", ".join(notes) or None


def _short(value: float | None) -> float | None:
    return None if value is None else short(value)


def _area_facts(found: Picture) -> dict[str, float | None]:
    """The chosen area as a whole: the columns of the table that have a meaning for it."""
    from data.statistics.rates import rate_interval, rate_per_1000  # noqa: PLC0415 - heavy

    change = found.change
    if change is None or change.value is None:
        return dict.fromkeys(
            ("count", "count_year_before", "change_percent", "rate", "rate_low", "rate_high")
        )
    months = len(found.period.months)
    residents = found.store.populations.of(found.area, found.period.first.year)
    interval = rate_interval(change.value, residents, months)
    return {
        "count": change.value,
        "count_year_before": change.before,
        "change_percent": _short(change.percent),
        "rate": _short(float(rate_per_1000(change.value, residents, months))),
        "rate_low": _short(float(interval.low)),
        "rate_high": _short(float(interval.high)),
    }
