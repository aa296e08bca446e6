"""Checks one claim that the report makes in words.

Each test is a rule on counts, named in the claim's own row:

- `lower`: fewer in the period than in the earlier one. In each comparison a fall agrees, a rise of
  at most one percentage point (the size of revisions) is close, a larger one differs; the worst
  comparison counts.
- `mostly-lower`: "many" series are lower, taken as at least half of them. It agrees when that holds
  in each comparison, also without the series whose recording changed meanwhile; it is close when
  it holds for all series in some comparison only, or only with those; else it differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from data.describe import provenance
from data.queries.check_counts import Comparison, compare
from data.queries.check_row import CheckRow, with_breaks
from data.result import UNAVAILABLE
from data.verdicts import (
    AGREES,
    CANNOT_BE_CHECKED,
    CHANGE_TOLERANCE,
    CLOSE,
    DIFFERS,
    Verdict,
    worst,
)
from data.words import change, listed, measured, number

if TYPE_CHECKING:
    from data.report import Claim, Figure
    from data.store import Store

Found = dict[str, Any]
Comparisons = Sequence[Sequence[Comparison]]


def check_claim(store: Store, claim: Claim, figures: Mapping[str, Figure]) -> CheckRow:
    """Return a claim with what the loaded data give, the verdict and the reason.

    Args:
        store: The loaded data.
        claim: The claim.
        figures: The figures of the same report by id, for those that the claim names.
    """
    if claim.query is None:
        return _row(claim, figures, verdict=CANNOT_BE_CHECKED, reason=claim.uncheckable_because)
    comparisons = compare(store, claim.query)
    entry = store.dataset(comparisons[0][0].offence.dataset)
    found: Found = {
        "source": provenance(entry)["source"],
        "dataset": entry.id,
        "period": claim.query.comparisons[0][0].text,
        "earlier_period": _text_of(comparisons[0][0]),
    }
    problems = [each.problem for each in _flat(comparisons) if each.problem]
    if problems:
        found |= {"verdict": CANNOT_BE_CHECKED, "reason": problems[0]}
    else:
        found |= {"symbol": None} | CLAIM_TESTS[claim.check](claim, comparisons)
    return _row(claim, figures, **found)


def _row(claim: Claim, figures: Mapping[str, Figure], *, reason: str, **found: Any) -> CheckRow:  # noqa: ANN401
    return CheckRow(
        id=claim.id,
        theme=claim.theme,
        kind="claim",
        measure=claim.claim,
        reason=reason + _own_figures(figures[each] for each in claim.related),
        reported_quarter=str(claim.reported_quarter),
        **found,
    )


def _own_figures(figures: Iterable[Figure]) -> str:
    """Return a sentence on the report's own figures about a claim; empty where it has none."""
    said = [f"{_stated(each)} ({each.measure})" for each in figures]
    return f" The report itself gives {listed(said)}." if said else ""


def _stated(figure: Figure) -> str:
    stated = figure.stated
    if figure.unit == "%" and figure.earlier_period:
        return change(stated.value, stated.decimals)
    return measured(stated.value, figure.unit, stated.decimals)


def _lower(_: Claim, comparisons: Comparisons) -> Found:
    series = [each for (each,) in comparisons]
    changes = [each.change for each in series]
    known = [each for each in changes if each is not None]
    if len(known) < len(changes):
        return {
            "symbol": UNAVAILABLE,
            "verdict": CANNOT_BE_CHECKED,
            "reason": "The earlier count is 0: there is no change in per cent.",
        }
    verdict = worst(_fall(each) for each in known)
    begin = {
        AGREES: "The loaded data bear it out",
        CLOSE: "The loaded data hardly move",
        DIFFERS: "The loaded data do not bear it out",
    }[verdict]
    parts = [_both(each, percent) for each, percent in zip(series, known, strict=True)]
    return {
        "loaded": _plain(known[0]),
        "unit": "%",
        "verdict": verdict,
        "reason": f"{begin}: {'; '.join(parts)}." + with_breaks(_breaks(comparisons)),
    }


def _fall(percent: Fraction) -> Verdict:
    if percent < 0:
        return AGREES
    return CLOSE if percent <= CHANGE_TOLERANCE else DIFFERS


def _both(comparison: Comparison, percent: Fraction) -> str:
    """Return `533 victims in April to June 2018 against 521 in April to June 2017 (+2.3 %)`."""
    period, earlier = comparison.period, comparison.earlier
    if earlier is None or earlier.total is None or period.total is None:
        raise ValueError("a comparison without its two counts has no words")
    overlap = ", months that overlap" if period.span.overlaps(earlier.span) else ""
    return (
        f"{number(period.total)} {comparison.offence.unit} in {period.span.label} against "
        f"{number(earlier.total)} in {earlier.span.label} ({change(percent)}{overlap})"
    )


def _mostly_lower(claim: Claim, comparisons: Comparisons) -> Found:
    kept = [
        [each for each in series if each.offence.slug not in claim.leave_out]
        for series in comparisons
    ]
    full = [_is_most(series) for series in comparisons]
    verdict: Verdict = DIFFERS
    if all(full) and all(_is_most(series) for series in kept):
        verdict = AGREES
    elif any(full):
        verdict = CLOSE
    parts = [_lower_ones(series) for series in comparisons]
    return {
        "loaded": _number_lower(comparisons[0]),
        "unit": f"of {len(comparisons[0])} groups",
        "verdict": verdict,
        "reason": f"{'; '.join(parts)}. “Many” is taken as at least half."
        + _without(claim, comparisons, kept)
        + with_breaks(_shared_breaks(comparisons)),
    }


def _is_lower(comparison: Comparison) -> bool:
    earlier = comparison.earlier
    if earlier is None or earlier.total is None or comparison.period.total is None:
        return False
    return comparison.period.total < earlier.total


def _number_lower(series: Sequence[Comparison]) -> int:
    return sum(_is_lower(each) for each in series)


def _is_most(series: Sequence[Comparison]) -> bool:
    return 2 * _number_lower(series) >= len(series)


def _lower_ones(series: Sequence[Comparison]) -> str:
    """Return `6 of 9 groups are lower in 2017-18 than in 2012 (Burglary, …)`."""
    lower = [_short(each) for each in series if _is_lower(each)]
    earlier = series[0].earlier
    names = f" ({listed(lower)})" if lower else ""
    return (
        f"{len(lower)} of {len(series)} groups are lower in {series[0].period.span.label} than in "
        f"{earlier.span.label if earlier else ''}{names}"
    )


def _without(claim: Claim, comparisons: Comparisons, kept: Comparisons) -> str:
    """Return a sentence on the count without the series left out."""
    left_out = [each for each in comparisons[0] if each.offence.slug in claim.leave_out]
    if not left_out:
        return ""
    counts = listed(f"{_number_lower(series)} of {len(series)}" for series in kept)
    own = _breaks([left_out])
    shared = _shared_breaks(comparisons)
    why = listed(f"{each.label}, {each.month.label}" for each in own if each not in shared)
    names = listed(_short(each) for each in left_out)
    return f" Without {names}{f' ({why})' if why else ''} it is {counts}."


def _short(comparison: Comparison) -> str:
    """Return the series' name without the classification that stands in brackets."""
    return comparison.offence.name.partition(" (")[0]


def _flat(comparisons: Comparisons) -> list[Comparison]:
    return [each for series in comparisons for each in series]


def _breaks(comparisons: Comparisons) -> list[Any]:
    return list(dict.fromkeys(found for each in _flat(comparisons) for found in each.breaks))


def _shared_breaks(comparisons: Comparisons) -> list[Any]:
    """Return the breaks that every series of a comparison has."""
    return [
        found
        for found in _breaks(comparisons)
        if any(all(found in each.breaks for each in series) for series in comparisons)
    ]


def _text_of(comparison: Comparison) -> str | None:
    return comparison.earlier.span.text if comparison.earlier else None


def _plain(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


CLAIM_TESTS: Mapping[str, Callable[[Claim, Comparisons], Found]] = MappingProxyType(
    {"lower": _lower, "mostly-lower": _mostly_lower}
)
"""The tests that a claim's row may name."""
