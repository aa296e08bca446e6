"""What the ranked boroughs or BCUs say, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from components import formatting
from components.views.knife_injury_ranking import RATE_DIGITS, Ranking
from components.views.knife_injury_words import CARE_BADGE, care, counted
from data.describe import SMALL

if TYPE_CHECKING:
    from data.areas import Area

NAMED_AT_MOST: Final = 2


def title(found: Ranking) -> str:
    """The title of the card: the chosen area, or the highest."""
    area, period = found.chosen, found.period_label
    row = None if area is None else found.row_of(area)
    if area is not None and row is None:
        within = found.rows[found.rows["area"].isin(area.boroughs)]
        count = float(within["count"].sum(skipna=False))
        if found.by_rate:
            rate = found.text(found.rate(count, float(within["population"].sum())))
            return f"{area.label}: {rate} per 1,000 residents in {period}"
        return f"{area.label}: {counted(count, found.offence)} in {period}"
    if area is not None and row is not None:
        if found.by_rate:
            rate = found.text(found.shown(row))
            return f"{area.label}: {rate} per 1,000 residents in {period}"
        return f"{area.label}: {counted(row['count'], found.offence)} in {period}"
    return _highest(found)


def _highest(found: Ranking) -> str:
    period = found.period_label
    counting = found.rows[found.rows["count"].gt(0)]
    if counting.empty:
        return f"No {found.offence.unit} in any borough in {period}"
    column = "rate" if found.by_rate else "count"
    first = counting[counting[column] == counting[column].iloc[0]]
    value = (
        f"{found.text(found.shown(first.iloc[0]))} per 1,000 residents"
        if found.by_rate
        else counted(float(first["count"].iloc[0]), found.offence)
    )
    names = first["name"].to_list()
    if len(names) > NAMED_AT_MOST:
        return f"Highest in {len(names)} {found.many}: {value} each in {period}"
    each = " each" if len(names) > 1 else ""
    return f"Highest in {formatting.join_words(names)}: {value}{each} in {period}"


def summary(found: Ranking) -> str:
    """The text alternative: London, the chosen area, what stands apart, and what is small."""
    area = found.chosen
    sentences = [f"London counts {counted(found.london, found.offence)} in {found.period.label}."]
    row = None if area is None else found.row_of(area)
    if area is not None and row is not None:
        sentences += _of_area(found, area, row)
    elif area is not None:
        sentences.append(_of_boroughs(found, area))
    sentences += _verdicts(found)
    if found.provisional:
        sentences.append(
            f"{found.period.label} is provisional and likely to rise, so no verdict is given."
        )
    if found.unplaced > 0:
        sentences.append(
            f"London’s total includes {formatting.count(found.unplaced)} in no bar: the borough is "
            "not known, or it was at the airports or in another force’s area."
        )
    if found.small:
        sentences.append(
            f"{found.small} of {len(found.rows)} {found.many} "
            f"{'counts' if found.small == 1 else 'count'} fewer than {SMALL} ({CARE_BADGE}): "
            "read with care."
        )
    return " ".join(sentences)


def _of_area(found: Ranking, area: Area, row: Any) -> list[str]:
    shown = found.rows["rate" if found.by_rate else "count"]
    ties = int((shown == found.shown(row)).sum())
    rank = int((shown > found.shown(row)).sum()) + 1
    place = f"{'joint ' if ties > 1 else ''}{formatting.ordinal(rank)} highest"
    sentences = [
        f"{area.label}: {_measured(found, row)} (95\u00a0% interval "
        f"{_end(found, row, 'low')} to {_end(found, row, 'high')}), {place} of "
        f"{len(found.rows)} {found.many}{care(row['count'])}."
    ]
    if row["significance"] is not None:
        rate = formatting.decimal(row["rate"], RATE_DIGITS)
        pooled = formatting.decimal(found.pooled_rate, RATE_DIGITS)
        against = {
            "above": "above that, by more than chance would give",
            "below": "below that, by more than chance would give",
            "as-expected": "no further from that than chance would give",
        }[str(row["significance"])]
        sentences.append(
            f"Its rate is {rate} per 1,000 residents a year against {pooled} in the 32 boroughs "
            f"together: {against} (99.8\u00a0%)."
        )
    return sentences


def _measured(found: Ranking, row: Any) -> str:
    count = formatting.count(row["count"])
    return f"{count}, {found.text(found.shown(row))} per 1,000 a year" if found.by_rate else count


def _end(found: Ranking, row: Any, end: str) -> str:
    """One end of the interval, with a decimal more than a count has."""
    value = found.shown(row, end)
    return found.text(value) if found.by_rate else formatting.decimal(value)


def _of_boroughs(found: Ranking, area: Area) -> str:
    within = found.rows[found.rows["area"].isin(area.boroughs)]
    parts = [
        f"{name} {formatting.count(count)}"
        for name, count in zip(within["name"], within["count"], strict=True)
    ]
    total = formatting.count(float(within["count"].sum(skipna=False)))
    return f"{area.label} counts {total}: {formatting.join_words(parts)}."


def _verdicts(found: Ranking) -> list[str]:
    """How many areas stand apart from the rate of all together, with and without allowance."""
    if found.state.area.kind != "london" or found.rows["significance"].isna().any():
        return []
    above, below = _apart(found, "significance")
    said = (
        f"Against the rate of the 32 boroughs together, {above or 'none'} of {len(found.rows)} "
        f"{found.many} {'lies' if above == 1 else 'lie'} above and {below or 'none'} below by more "
        "than chance would give (99.8\u00a0%)"
    )
    # The limits that allow for overdispersion rest on logarithms, too coarse for a few offences.
    if found.rows["expected"].min() < SMALL:
        return [f"{said}."]
    above, below = _apart(found, "significance_adjusted")
    return [
        f"{said}; allowing for how much {found.many} usually differ, {above or 'none'} and "
        f"{below or 'none'}."
    ]


def _apart(found: Ranking, column: str) -> tuple[int, int]:
    """How many areas a verdict puts above and below."""
    counts = found.rows[column].value_counts()
    return int(counts.get("above", 0)), int(counts.get("below", 0))
