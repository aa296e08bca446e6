"""Checks one figure of the report against the loaded data."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from data.describe import provenance
from data.queries.check_counts import Comparison, Count, compare
from data.queries.check_revision import revision_of_change, revision_of_count
from data.queries.check_row import CheckRow, with_breaks
from data.verdicts import (
    AGREES,
    CANNOT_BE_CHECKED,
    CHANGE_TOLERANCE,
    CLOSE,
    DIFFERS,
    VALUE_TOLERANCE,
    Stated,
    Verdict,
    judge,
    worst,
)
from data.words import NO_BREAK, change, listed, measured, number, rounded

if TYPE_CHECKING:
    from data.report import Figure
    from data.store import Store

MOST_DECIMALS = 6
WITHIN = (
    f"Within {number(100 * VALUE_TOLERANCE)}{NO_BREAK}%: revisions since the report are of this "
    "size."
)
BEYOND = "Further from the report than revisions of the data explain."
POINTS = {
    CLOSE: "revisions since the report are of this size",
    DIFFERS: "more than revisions of the data explain",
}


def check_figure(store: Store, figure: Figure) -> CheckRow:
    """Return a figure with what the loaded data give, the verdict and the reason."""
    if figure.query is None:
        return _row(figure, verdict=CANNOT_BE_CHECKED, reason=figure.uncheckable_because)
    ((comparison,),) = compare(store, figure.query)
    entry = store.dataset(comparison.offence.dataset)
    found = {"source": provenance(entry)["source"], "dataset": entry.id}
    value = figure.check == "value"
    checked = _value(figure, comparison) if value else _change(figure, comparison)
    if checked.get("difference") and figure.query.measure == "count":
        revised = revision_of_count if value else revision_of_change
        area = store.areas.get(figure.query.area).code
        checked["reason"] = f"{checked['reason']}{revised(store, comparison, area)}"
    return _row(figure, **found, **checked)


def _row(figure: Figure, **found: Any) -> CheckRow:  # noqa: ANN401 - the remaining columns
    earlier = figure.stated_earlier
    return CheckRow(
        id=figure.id,
        theme=figure.theme,
        reported=figure.stated.number,
        qualifier=figure.stated.qualifier,
        unit=figure.unit,
        period=figure.period,
        kind="figure",
        measure=figure.measure,
        decimals=figure.stated.decimals,
        reported_earlier=earlier.number if earlier else None,
        earlier_period=figure.earlier_period or None,
        reported_quarter=str(figure.reported_quarter),
        **found,
    )


def _value(figure: Figure, comparison: Comparison) -> dict[str, object]:
    """Check a count, and the earlier one where the report gives both: the worse verdict counts."""
    period, earlier = comparison.period, comparison.earlier
    if period.total is None:
        return {"verdict": CANNOT_BE_CHECKED, "reason": period.problem}
    verdicts = [judge(figure.stated, Fraction(period.total), change=False)]
    parts = [_set_against(period, period.total, figure.stated, comparison.offence.unit)]
    problem = ""
    if earlier is not None and figure.stated_earlier is not None:
        if earlier.total is None:
            problem = f" {earlier.problem}"
        else:
            verdicts.append(judge(figure.stated_earlier, Fraction(earlier.total), change=False))
            parts.append(_set_against(earlier, earlier.total, figure.stated_earlier, ""))
    verdict = worst(verdicts)
    end = {AGREES: "", CLOSE: f" {WITHIN}", DIFFERS: f" {BEYOND}"}[verdict]
    return {
        "loaded": period.total,
        "loaded_earlier": earlier.total if earlier else None,
        "difference": _plain(Fraction(period.total) - Fraction(figure.stated.value)),
        "symbol": None,
        "verdict": verdict,
        "reason": f"The loaded data count {listed(parts)}.{end}{problem}"
        + with_breaks(comparison.breaks),
    }


def _set_against(count: Count, total: int, stated: Stated, unit: str) -> str:
    """Return `828,373 offences in 2017-18, 1,148 more than the report (+0.1 %)`."""
    counted = f"{number(total)} {unit}".strip() + f" in {count.span.label}"
    difference = Fraction(total) - Fraction(stated.value)
    if stated.qualifier:
        return f"{counted}, where the report says {_said(stated, '')}"
    if not difference:
        return f"{counted}, exactly as the report"
    share = 100 * difference / Fraction(stated.value) if stated.value else None
    relative = f" ({change(share, _decimals(share))})" if share is not None else ""
    way = "more" if difference > 0 else "fewer"
    return f"{counted}, {number(abs(difference))} {way} than the report{relative}"


def _change(figure: Figure, comparison: Comparison) -> dict[str, object]:
    """Check a change in per cent."""
    loaded = comparison.change
    period, earlier = comparison.period, comparison.earlier
    if loaded is None or period.total is None or earlier is None or earlier.total is None:
        problem = comparison.problem or "The earlier count is 0: there is no change in per cent."
        return {"verdict": CANNOT_BE_CHECKED, "reason": problem}
    verdict = judge(figure.stated, loaded, change=True)
    decimals = max(1, figure.stated.decimals)
    counted = (
        f"The loaded data count {number(earlier.total)} {comparison.offence.unit} in "
        f"{earlier.span.label} and {number(period.total)} in {period.span.label}: "
        f"{change(loaded, decimals)}"
    )
    difference = loaded - Fraction(figure.stated.value)
    return {
        "loaded": _plain(loaded),
        "difference": _plain(difference),
        "symbol": None,
        "verdict": verdict,
        "reason": f"{counted}, {_beside(figure.stated, difference, verdict, decimals)}."
        + with_breaks(comparison.breaks),
    }


def _beside(stated: Stated, difference: Fraction, verdict: Verdict, decimals: int) -> str:
    """Return how a loaded change stands beside the stated one, in words."""
    said = _said(stated, "%")
    if verdict == AGREES:
        return f"which agrees with the report’s {said}"
    way = "above" if difference > 0 else "below"
    shown = max(decimals, _decimals(difference))
    points = f"{number(abs(difference), shown)} percentage points"
    return f"{points} {way} the report’s {said}; {POINTS[verdict]}"


def _decimals(difference: Fraction) -> int:
    """Return how many decimals show a difference beyond what is close as such: 1.004, not 1.0."""
    size, close = abs(difference), CHANGE_TOLERANCE
    enough = (n for n in range(1, MOST_DECIMALS) if (rounded(size, n) > close) == (size > close))
    return next(enough, MOST_DECIMALS)


def _said(stated: Stated, unit: str) -> str:
    """Return a figure in the report's words: `more than 500`, `8 %`."""
    figure = measured(stated.value, unit, stated.decimals).strip()
    return f"{stated.qualifier} {figure}" if stated.qualifier else figure


def _plain(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)
