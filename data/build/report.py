"""Builds the report's tables from the shared copies and this product's additions.

The shared tables hold what the report says. The additions (`report_additions/`, one row an id) hold
what the product knows besides: wording, how far a milestone reaches, which figures and offences
belong to it, and, for each figure and claim, the query that checks it or why none can. An empty
title or note among the additions keeps the shared one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pandas as pd

ADDITIONS = Path(__file__).parent / "report_additions"

MILESTONE_COLUMNS = [
    "reported_quarter",
    "id",
    "kind",
    "theme",
    "subtheme",
    "title",
    "status",
    "due",
    "due_note",
    "reach",
    "areas",
    "note",
    "figures",
    "offences",
    "owner",
    "original_due",
    "reason_for_delay",
    "continues",
    "areas_as_written",
]
FIGURE_COLUMNS = [
    "reported_quarter",
    "id",
    "theme",
    "measure",
    "qualifier",
    "value",
    "unit",
    "period",
    "earlier_value",
    "earlier_period",
    "check_kind",
    "check_offence",
    "check_area",
    "check_measure",
    "check_period",
    "check_earlier_period",
    "uncheckable_because",
    "headline",
]
CLAIM_COLUMNS = [
    "reported_quarter",
    "id",
    "theme",
    "claim",
    "check_kind",
    "check_offences",
    "check_leave_out",
    "check_area",
    "check_measure",
    "check_comparisons",
    "uncheckable_because",
    "related_figures",
]
QUARTER = "2018-19-Q1"
"""The quarter whose report the shared figures and claims come from."""


def build(source: Path, target: Path) -> list[Path]:
    """Write the report's tables.

    Args:
        source: Directory of the shared tables: `milestones.csv`, `figures.csv`, `claims.csv`,
            `milestone_totals.csv`.
        target: Directory of the product's tables.

    Returns:
        The files written.

    Raises:
        ValueError: Additions and shared table do not have the same ids.
    """
    written = []
    for name, make in TABLES.items():
        path = target / f"{name}.csv"
        make(source).to_csv(path, index=False, lineterminator="\n")
        written.append(path)
    return written


def milestones(source: Path) -> pd.DataFrame:
    """Return the table `milestones`: `MILESTONE_COLUMNS`, all text."""
    table = _with_additions(_read(source / "milestones.csv"), "milestones")
    areas = table["bcus"].str.cat(table["boroughs"], sep=" ").str.strip()
    # The report of the first quarter says nothing of these.
    silent = dict.fromkeys(MILESTONE_COLUMNS[-5:], "")
    return table.assign(areas=areas, **silent)[MILESTONE_COLUMNS]


def report_figures(source: Path) -> pd.DataFrame:
    """Return the table `report_figures`: `FIGURE_COLUMNS`, all text."""
    table = _with_additions(_read(source / "figures.csv"), "report_figures")
    return table.assign(reported_quarter=QUARTER)[FIGURE_COLUMNS]


def report_claims(source: Path) -> pd.DataFrame:
    """Return the table `report_claims`: `CLAIM_COLUMNS`, all text."""
    table = _with_additions(_read(source / "claims.csv"), "report_claims")
    return table.assign(reported_quarter=QUARTER)[CLAIM_COLUMNS]


def milestone_totals(source: Path) -> pd.DataFrame:
    """Return the table `milestone_totals`, as it is shared."""
    return _read(source / "milestone_totals.csv")


TABLES: Mapping[str, Callable[[Path], pd.DataFrame]] = MappingProxyType(
    {
        "milestones": milestones,
        "report_figures": report_figures,
        "report_claims": report_claims,
        "milestone_totals": milestone_totals,
    }
)


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")


def _with_additions(table: pd.DataFrame, name: str) -> pd.DataFrame:
    additions = _read(ADDITIONS / f"{name}.csv")
    unmatched = set(table["id"]) ^ set(additions["id"])
    if unmatched:
        raise ValueError(f"{name}: shared table and additions differ in {sorted(unmatched)}")
    merged = table.merge(additions, on="id", how="left", suffixes=("", "_added"), validate="1:1")
    for column in ("title", "note"):
        added = f"{column}_added"
        if added in merged:
            merged[column] = merged[added].where(merged[added] != "", merged[column])
    return merged
