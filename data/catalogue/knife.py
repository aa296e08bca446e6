"""Catalogue entries: knife crime and knife injury, and the published moped figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.catalogue.model import (
    ATTRIBUTION_2,
    ATTRIBUTION_3,
    OGL_2,
    OGL_2_URL,
    OGL_3,
    OGL_3_URL,
    Column,
    Dataset,
    RowRule,
)
from data.catalogue.recorded_crime import MPS, NEWEST_MONTH

if TYPE_CHECKING:
    import pandas as pd

DASHBOARD = "MPS Monthly Crime Dashboard Data"
KNIFE_COUNTS = (
    "knife_crime",
    "knife_crime_with_injury",
    "knife_injury_victims_1_to_24",
    "knife_injury_victims_1_to_24_non_domestic",
)
DASHBOARD_URL = "https://data.london.gov.uk/dataset/mps-monthly-crime-dashboard-data-e5n6w"


def _one_extract(table: pd.DataFrame) -> pd.Series[bool]:
    """Whether a month has a count, or lies between two extracts, in neither's span."""
    counted = table.filter(like="extract_").notna()
    after_first = counted.cummax()
    before_last = counted[::-1].cummax()[::-1]
    inside = (after_first & before_last).any(axis=1)
    between = after_first.any(axis=1) & before_last.any(axis=1) & ~inside
    return counted.any(axis=1) | between


def _whole_month(table: pd.DataFrame) -> pd.Series[bool]:
    """Whether a row's counts are there, or missing in all of a month that no extract has."""
    blank = table[list(KNIFE_COUNTS)].isna()
    months = blank.all(axis=1).groupby(table["month"]).transform("all")
    edges = table["month"].isin([table["month"].min(), table["month"].max()])
    return ~blank.any(axis=1) | (months & ~edges)


def _at_most(smaller: str, larger: str) -> RowRule:
    return RowRule(
        column=smaller,
        rule=f"must be at most {larger} of the same row",
        holds=lambda table: ~(table[smaller] > table[larger]),
    )


def _parts_add_up(table: pd.DataFrame) -> pd.Series[bool]:
    parts = ["of_which_violence_with_injury", "of_which_homicide_and_attempts"]
    total = table[[*parts, "other_knife_enabled"]].sum(axis=1)
    return table["knife_or_sharp_instrument_offences"] == total


DATASETS = (
    Dataset(
        id="knife-injury-under-25",
        file="knife_injury_under_25.csv",
        title="Knife injury victims under 25, London, by month",
        description=(
            "Victims aged 1 to 24 of knife crime with injury that is not domestic abuse, London, "
            "by month, in two extracts."
        ),
        columns=(
            Column(name="month", type="month", description="Month of the offence"),
            Column(
                name="extract_2024_04",
                type="integer",
                unit="victims",
                blank=True,
                description="Victims as published in April 2024",
            ),
            Column(
                name="extract_2026_03",
                type="integer",
                unit="victims",
                blank=True,
                description="Victims as published in March 2026: used where it has the month",
            ),
        ),
        further_columns=Column(
            name=r"extract_20[0-9]{2}_(0[1-9]|1[0-2])",
            type="integer",
            unit="victims",
            blank=True,
            description="Victims as published in a later extract: the newest with the month counts",
        ),
        key=("month",),
        period_column="month",
        first_period="2017-04",
        unit="victims",
        source=DASHBOARD,
        source_url=DASHBOARD_URL,
        publisher=MPS,
        licence=OGL_2,
        licence_url=OGL_2_URL,
        attribution=ATTRIBUTION_2,
        caveats=(
            "The two extracts differ by at most 7 victims a month and 1.5 % over the 23 months "
            "that they share: revisions.",
            "The newer extract is used where it has the month, from March 2022.",
            "London only; rates are per 1,000 residents of all ages.",
        ),
        rules=(
            RowRule(
                column="extract_2026_03",
                rule="a month must have a count in at least one extract",
                holds=_one_extract,
            ),
        ),
        provisional="newest",
        provisional_note=NEWEST_MONTH,
    ),
    Dataset(
        id="knife-crime-by-area",
        file="knife_crime_by_area.csv",
        title="Knife crime and knife injury victims by borough and month",
        description=(
            "Knife crime, knife crime with injury, and its victims aged 1 to 24, for the 32 "
            "boroughs and UNKNOWN, by month from March 2022."
        ),
        columns=(
            Column(name="month", type="month", description="Month of the offence"),
            Column(
                name="area_code",
                domain="knife-area",
                description="ONS code of the borough, or UNKNOWN",
            ),
            Column(
                name="knife_crime",
                type="integer",
                blank=True,
                unit="offences",
                description="Knife crime",
            ),
            Column(
                name="knife_crime_with_injury",
                type="integer",
                blank=True,
                unit="offences",
                description="Knife crime with injury",
            ),
            Column(
                name="knife_injury_victims_1_to_24",
                type="integer",
                blank=True,
                unit="victims",
                description="Victims of knife crime with injury aged 1 to 24",
            ),
            Column(
                name="knife_injury_victims_1_to_24_non_domestic",
                type="integer",
                blank=True,
                unit="victims",
                description="Those of them that are no victims of domestic abuse",
            ),
        ),
        key=("month", "area_code"),
        complete=("month", "area_code"),
        period_column="month",
        first_period="2022-03",
        unit="offences",
        source=DASHBOARD,
        source_url=DASHBOARD_URL,
        publisher=MPS,
        licence=OGL_2,
        licence_url=OGL_2_URL,
        attribution=ATTRIBUTION_2,
        caveats=(
            "UNKNOWN holds area not known (1,237 offences), aviation (15) and another force (73) "
            "over the four years to February 2026; it counts towards London only.",
            "Borough months below 10: knife crime 5 %, with injury 56 %, victims 97 %: read with "
            "care.",
            "Victims: rates are per 1,000 residents of all ages.",
        ),
        rules=(
            RowRule(
                column="knife_crime",
                rule="must not be blank, unless all of a month that no extract has is",
                holds=_whole_month,
            ),
            _at_most("knife_crime_with_injury", "knife_crime"),
            _at_most("knife_injury_victims_1_to_24_non_domestic", "knife_injury_victims_1_to_24"),
        ),
        provisional="newest",
        provisional_note=NEWEST_MONTH,
    ),
    Dataset(
        id="knife-offences-by-quarter",
        file="knife_offences_by_quarter.csv",
        title="Offences involving a knife or sharp instrument, London, by quarter",
        description=(
            "Selected offences involving a knife or sharp instrument recorded by the Metropolitan "
            "Police, by financial quarter, 2008-09 to 2018-19."
        ),
        columns=(
            Column(name="quarter", type="quarter", description="Financial quarter"),
            Column(
                name="knife_or_sharp_instrument_offences",
                type="integer",
                unit="offences",
                description="Offences involving a knife or sharp instrument",
            ),
            Column(
                name="of_which_violence_with_injury",
                type="integer",
                unit="offences",
                description="Of which violence with injury",
            ),
            Column(
                name="of_which_homicide_and_attempts",
                type="integer",
                unit="offences",
                description="Of which homicide and attempted murder",
            ),
            Column(
                name="other_knife_enabled",
                type="integer",
                unit="offences",
                description="Of which other offences (robbery, threats to kill, rape and others)",
            ),
        ),
        key=("quarter",),
        period_column="quarter",
        first_period="2008-09-Q1",
        unit="offences",
        source="Police recorded crime open data: knife or sharp instrument offences by force",
        source_url="https://www.gov.uk/government/statistics/police-recorded-crime-open-data-tables",
        publisher="Home Office",
        licence=OGL_3,
        licence_url=OGL_3_URL,
        attribution=ATTRIBUTION_3,
        caveats=(
            "By quarter only, London only.",
            "Never joined with the monthly knife crime from March 2022: another definition and "
            "another source.",
        ),
        rules=(
            RowRule(
                column="knife_or_sharp_instrument_offences",
                rule="must be the sum of its three parts",
                holds=_parts_add_up,
            ),
        ),
    ),
    Dataset(
        id="moped-crime-points",
        file="moped_crime_points.csv",
        title="Moped crime: the four published months",
        description=(
            "The only monthly moped figures found published: four points, no series; shown beside "
            "theft or taking of a motor vehicle and never joined by a line."
        ),
        columns=(
            Column(name="month", type="month", description="Month"),
            Column(
                name="measure",
                values=("moped thefts", "moped-enabled crime"),
                description="What is counted",
            ),
            Column(name="value", type="integer", unit="offences", description="Offences"),
        ),
        key=("month", "measure"),
        unit="offences",
        source="Moped-related crime down fifty per cent, 12 July 2018",
        source_url="https://www.london.gov.uk/city-hall-blog/moped-related-crime-down",
        publisher="Mayor of London",
        licence="Four figures quoted from a public statement, which states no licence",
        licence_url="",
        attribution="Figures: Mayor of London, from Metropolitan Police data.",
        caveats=(
            "Four points in 2017 and 2018; no series is published.",
            "Moped thefts are thefts of scooters, mopeds and motorcycles.",
        ),
    ),
)
