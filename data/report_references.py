"""Checks what the report's tables say about one another and about the areas.

A schema sees one table; these rules need several: an area must exist, a figure that a milestone or
a claim names must be in the same quarter's report, and one id names one figure or claim.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.areas import Areas
    from data.raw import RawTable

REPORT_TABLES = ("milestones", "report-figures", "report-claims")
"""The tables that refer to one another."""

Known = Mapping[str, Collection[str]]
"""Ids of figures and claims by reporting quarter."""


def check_references(tables: Mapping[str, RawTable], areas: Areas) -> None:
    """Check references between the tables.

    Args:
        tables: The tables of `REPORT_TABLES` as text, each already checked against its own entry.
        areas: The areas of the table `boroughs`.

    Raises:
        DataFileError: The first reference that leads nowhere, or an id that names two things.
    """
    milestones, figures = tables["milestones"], tables["report-figures"]
    claims = tables["report-claims"]
    for table, column in (
        (milestones, "areas"),
        (figures, "check_area"),
        (claims, "check_area"),
    ):
        for index, _, value in _references(table, column):
            if value not in areas or (column == "areas" and value == areas.london.code):
                rule = (
                    "must name BCUs and boroughs of boroughs.csv"
                    if column == "areas"
                    else "must be london, or a BCU or borough of boroughs.csv"
                )
                raise table.error(rule, index, column, value)
    _check_distinct(figures, claims)
    known_figures = _ids(figures)
    _check_named(claims, "related_figures", known_figures, "figures")
    known = {
        quarter: known_figures.get(quarter, set()) | _ids(claims).get(quarter, set())
        for quarter in {*known_figures, *_ids(claims)}
    }
    _check_named(milestones, "figures", known, "figures or claims")


def _references(table: RawTable, column: str) -> Iterator[tuple[int, str, str]]:
    """Yield (index, reporting quarter, value) of each value in a column of lists."""
    quarters = table.frame["reported_quarter"]
    for index, cell in enumerate(table.frame[column]):
        for value in cell.split():
            yield index, quarters.iloc[index], value


def _ids(table: RawTable) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for _, quarter, value in _references(table, "id"):
        found.setdefault(quarter, set()).add(value)
    return found


def _check_distinct(figures: RawTable, claims: RawTable) -> None:
    known = _ids(figures)
    for index, quarter, value in _references(claims, "id"):
        if value in known.get(quarter, ()):
            rule = f"must not be the id of a figure of the same report in {figures.file}"
            raise claims.error(rule, index, "id", value)


def _check_named(table: RawTable, column: str, known: Known, what: str) -> None:
    for index, quarter, value in _references(table, column):
        if value not in known.get(quarter, ()):
            rule = f"must name {what} of the same quarter’s report"
            raise table.error(rule, index, column, value)
