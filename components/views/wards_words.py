"""Wards in words: titles as findings, the text alternative, and what must be known."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from components import formatting, wording
from components.views.wards_look import Look, Row
from data import describe
from data.words import listed

FEW = 3
"""Wards that a sentence names."""

NO_RATES = (
    "Counts, not rates: no residents are loaded by ward, so rates and what would be expected of a "
    "ward are not available, and no ward is judged against chance. Shops, stations and night life "
    "draw offences that residents do not explain."
)


def ranking_title(seen: Look) -> str:
    """The finding: which ward has most, or what the chosen one has."""
    chosen = seen.chosen_row
    if chosen is not None and chosen["count"] is not None:
        return f"{chosen['name']}: {formatting.count(chosen['count'])} {seen.offence.unit}"
    top = _top(seen)
    if not top:
        return f"No {seen.offence.unit} in any ward"
    names = listed(row["name"] for row in top[:FEW])
    verb = "has" if len(top) == 1 else "have"
    return f"{names} {verb} the most: {formatting.count(top[0]['count'])}"


def _top(seen: Look) -> list[Row]:
    """The wards with the highest count; none where all counts are nought."""
    most = max((row["count"] for row in seen.known), default=0)
    return [row for row in seen.known if row["count"] == most] if most else []


def ranking_notes(seen: Look) -> list[str]:
    """What must be known to read the ranking."""
    notes = []
    chosen = seen.chosen_row
    if chosen is not None:
        notes.append(_of_chosen(seen, chosen))
    if seen.beside is not None:
        notes.append(seen.beside.sentence(seen.borough, "wards"))
    if any(row["provisional"] for row in seen.rows):
        notes.append("The period holds the provisional newest month, which is likely to rise.")
    if any(row["count"] is not None and row["count"] < describe.SMALL for row in seen.rows):
        notes.append(
            "Counts below 10 are read with care: the 95 % interval (exact Poisson below 10) says "
            "how much chance alone would move them."
        )
    if all(row["count_year_before"] is None for row in seen.rows):
        notes.append("A year before there are no figures by ward, so there is no change to show.")
    notes.append(NO_RATES)
    if seen.state.area.code not in seen.state.store.wards:
        notes.append("No ward boundaries are loaded, so there is no map.")
    return notes + [change.sentence() for change in seen.changes]


def _of_chosen(seen: Look, row: Row) -> str:
    if row["count"] is None:
        return f"{row['name']} ({row['area']}) has no figures in {seen.span.label}."
    place = 1 + sum(each["count"] > row["count"] for each in seen.known)
    start = (
        f"{row['name']} ({row['area']}) has {formatting.count(row['count'])} {seen.offence.unit} "
        f"in {seen.span.label} (95 % interval {formatting.decimal(row['count_low'])} to "
        f"{formatting.decimal(row['count_high'])}), {formatting.ordinal(place)} of "
        f"{len(seen.known)} wards"
    )
    if row["count_year_before"] is None:
        return f"{start}."
    before = formatting.count(row["count_year_before"])
    if row["change_percent"] is None:
        return f"{start}; a year before it had {before}."
    return f"{start}; that {wording.moved(row['change_percent'])} from {before} a year before."


def heat_title(seen: Look) -> str:
    """The finding of the heat map: the highest month of a ward."""
    found = _highest(seen)
    if found is None:
        return f"No {seen.offence.unit} in any ward and month"
    name, place, value = found
    month, count = seen.months[place].label, formatting.count(value)
    if _is_of_chosen(seen):
        return f"{name}: highest month {count}, {month}"
    return f"Highest month: {count} in {name}, {month}"


def _is_of_chosen(seen: Look) -> bool:
    """Whether the heat map has a row of the chosen ward with an offence in it."""
    return any(row["sum"] for row in seen.shown if row["area"] == seen.chosen)


def _highest(seen: Look) -> tuple[str, int, float] | None:
    """Name, place of the month and value of the highest cell; of the chosen ward, its own."""
    rows = seen.shown
    if _is_of_chosen(seen):
        rows = [row for row in rows if row["area"] == seen.chosen]
    cells = [
        (row["name"], place, value)
        for row in rows
        for place, value in enumerate(seen.values[row["area"]])
        if value
    ]
    return max(cells, key=lambda cell: cell[2], default=None)


def heat_summary(seen: Look) -> str:
    """The text alternative, from the data."""
    months = f"{seen.months[0].label} to {seen.months[-1].label}"
    ranked = sorted(seen.shown, key=lambda row: -row["sum"])
    total = sum(row["sum"] for row in ranked)
    sentences = [
        f"{len(ranked)} wards of {seen.borough} over {len(seen.months)} months, {months}: "
        f"{formatting.count(total)} {seen.offence.unit}."
    ]
    if total:
        named = listed(f"{row['name']} ({formatting.count(row['sum'])})" for row in ranked[:FEW])
        sentences.append(f"Most in {named}; fewest in {_named(ranked[-1])}.")
    found = _highest(seen)
    if found is not None:
        name, place, value = found
        start = f"{name}’s highest month" if _is_of_chosen(seen) else "The highest month"
        inside = "" if _is_of_chosen(seen) else f" in {name}"
        sentences.append(
            f"{start} is {seen.months[place].label}{inside}, with {formatting.count(value)}."
        )
    sentences += _gaps(seen)
    if any(seen.provisional):
        sentences.append(f"{seen.months[-1].label} is provisional and likely to rise.")
    return " ".join(sentences)


def _named(row: Row) -> str:
    return f"{row['name']} ({formatting.count(row['sum'])})"


def _gaps(seen: Look) -> list[str]:
    """What is missing: whole months, and wards with months missing."""
    columns = list(zip(*seen.values.values(), strict=True))
    empty = [
        month.label
        for month, column in zip(seen.months, columns, strict=True)
        if all(value is None for value in column)
    ]
    partly = [
        seen.names[code]
        for code, values in seen.values.items()
        if sum(value is None for value in values) > len(empty)
    ]
    found = []
    if empty:
        found.append(f"No figures for {listed(empty)}: missing, not zero.")
    if partly:
        verb = "has" if len(partly) == 1 else "have"
        found.append(f"{listed(partly)} {verb} no figures in some months.")
    return found


def heat_about(seen: Look) -> list[str | Component]:
    """What to know of the heat map."""
    entry = seen.state.store.dataset(seen.meta.dataset or "")
    first, last = seen.meta.first or "", seen.meta.last or ""
    return [
        f"A row a ward, in the order of the list above; a column a month, at most 24. Figures by "
        f"ward of {seen.borough} run from {first} to {last}.",
        "A first or last month of which an extract holds only a fragment is treated as missing, "
        "not as low: the Met's ward extract from February 2024 has a handful of offences in that "
        "month, so its figures start in March 2024. A dash is a month without figures.",
        f"{entry.caveats[0]} {entry.caveats[2]}",
        NO_RATES,
        html.P(f"Source: {seen.meta.source}. {seen.meta.licence}."),
    ]
