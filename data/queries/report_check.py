"""Is the report right? Each of its figures and claims against the loaded data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from data.describe import provenance
from data.errors import InvalidParameter
from data.periods import Quarter
from data.queries.check_row import COLUMNS, CheckRow
from data.queries.claim_check import check_claim
from data.queries.figure_check import check_figure
from data.remembering import remembered
from data.report import claims_of, figures_of
from data.result import Meta, Result
from data.verdicts import VERDICTS, Verdict

if TYPE_CHECKING:
    from data.report import Claim, Figure
    from data.store import Store


@remembered(1)
def every_figure(store: Store) -> tuple[Figure, ...]:
    """Return the figures of all reports, in the order of the file."""
    return figures_of(store.table("report-figures"))


@remembered(1)
def every_claim(store: Store) -> tuple[Claim, ...]:
    """Return the claims of all reports, in the order of the file."""
    return claims_of(store.table("report-claims"))


def reports(store: Store) -> tuple[Quarter, ...]:
    """Return the quarters whose reports have figures or claims loaded, oldest first."""
    figures, claims = every_figure(store), every_claim(store)
    found = {each.reported_quarter for each in figures} | {each.reported_quarter for each in claims}
    return tuple(sorted(found))


def report_check(store: Store, *, quarter: Quarter | str | None = None) -> Result:
    """Check each figure and claim of a report against the loaded data.

    The periods are the report's own: as-at does not alter the check. A figure and an earlier one
    that the report sets it against have one row, and the worse verdict counts.

    Args:
        store: The loaded data.
        quarter: The quarter whose report is checked; by default every report loaded.

    Returns:
        Rows as `data.queries.check_row.COLUMNS`, figures before claims, in the report's order.

    Raises:
        InvalidParameter: No report of that quarter is loaded.
    """
    wanted = None if quarter is None else str(_known(store, quarter))
    rows = [row for row in checked(store) if wanted in (None, row.reported_quarter)]
    return Result(
        pd.DataFrame([row.cells() for row in rows], columns=list(COLUMNS), dtype=object),
        _meta(store),
    )


def verdict_counts(rows: pd.DataFrame) -> dict[Verdict, int]:
    """Return how many rows of an answer have each verdict, in the order of `VERDICTS`."""
    found = Counter(rows["verdict"])
    return {verdict: found.get(verdict, 0) for verdict in VERDICTS}


@remembered(1)
def checked(store: Store) -> tuple[CheckRow, ...]:
    """Return every figure, then every claim, checked; computed once a release."""
    figures = every_figure(store)
    by_report: dict[Quarter, dict[str, Figure]] = {}
    for figure in figures:
        by_report.setdefault(figure.reported_quarter, {})[figure.id] = figure
    return (
        *(check_figure(store, figure) for figure in figures),
        *(check_claim(store, claim, _figures_of(by_report, claim)) for claim in every_claim(store)),
    )


def _figures_of(
    by_report: Mapping[Quarter, Mapping[str, Figure]], claim: Claim
) -> Mapping[str, Figure]:
    return by_report.get(claim.reported_quarter, {})


def _known(store: Store, quarter: Quarter | str) -> Quarter:
    wanted = Quarter.parse(quarter) if isinstance(quarter, str) else quarter
    loaded = reports(store)
    if wanted not in loaded:
        raise InvalidParameter("quarter", str(wanted), [str(each) for each in loaded])
    return wanted


def _meta(store: Store) -> Meta:
    entry = store.dataset("report-figures")
    notes = [
        "Each row names the publication that its loaded value comes from; the reported values are "
        "those of the report.",
        "The periods are the report’s own: as-at does not alter the check.",
        *(f"{title}: {meaning}" for title, meaning in VERDICTS.values()),
        "Where the report gives an earlier figure as well, both are compared and the worse verdict "
        "counts. For a claim, the verdict and its rule are in the reason.",
    ]
    quarters = reports(store)
    return Meta(
        title="The report’s figures and claims, checked against the loaded data",
        unit=None,
        notes=tuple(notes),
        first=str(quarters[0]),
        last=str(quarters[-1]),
        columns=dict(COLUMNS),
        release=store.release,
        **provenance(entry),
    )
