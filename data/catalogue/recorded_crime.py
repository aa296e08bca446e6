"""Catalogue entries: recorded crime, in today's and in the earlier classification."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.areas import AVIATION, UNKNOWN
from data.catalogue.model import (
    ATTRIBUTION_2,
    OGL_2,
    OGL_2_URL,
    Column,
    Dataset,
    Gap,
    MonthColumns,
    RowRule,
)
from data.offences import RECORDED

if TYPE_CHECKING:
    import pandas as pd

MPS = "Metropolitan Police Service, through the London Datastore"
NEWEST_MONTH = (
    "The newest month of an extract is provisional: 0 to 2.5 % low in all, up to 17 % low in some "
    "offences (weapons, drugs)."
)
GROUP_OF = {offence: group for group, offences in RECORDED.items() for offence in offences}


def _in_its_group(table: pd.DataFrame) -> pd.Series[bool]:
    return table["group"].eq(table["offence"].map(GROUP_OF))


DATASETS = (
    Dataset(
        id="recorded-crime",
        file="recorded_crime.csv",
        title="Recorded crime by borough, offence and month",
        description=(
            "Notifiable offences recorded by the Metropolitan Police Service, by borough, offence "
            "group and offence, one column a month."
        ),
        columns=(
            Column(
                name="area_code",
                domain="source",
                description=(
                    "ONS code of the borough; AVIATION (Heathrow and London City airports); "
                    "UNKNOWN (borough not known)"
                ),
            ),
            Column(name="group", domain="group", description="Offence group"),
            Column(name="offence", domain="offence", description="Offence"),
        ),
        month_columns=MonthColumns(
            first="2010-04",
            unit="offences",
            description="Offences recorded in the month; blank where the source does not count",
            come_and_go=(("area_code", AVIATION), ("area_code", UNKNOWN)),
        ),
        key=("area_code", "group", "offence"),
        complete=("area_code", "offence"),
        unit="offences",
        source="MPS Recorded Crime: Geographic Breakdown, borough level",
        source_url="https://data.london.gov.uk/dataset/mps-recorded-crime-geographic-breakdown-exy3m",
        publisher=MPS,
        licence=OGL_2,
        licence_url=OGL_2_URL,
        attribution=ATTRIBUTION_2,
        gaps=(
            Gap(
                where=("area_code", "AVIATION"),
                first="2024-03",
                note=(
                    "Heathrow and London City airports are not counted apart from March 2024: "
                    "Heathrow's offences are in Hillingdon from then."
                ),
            ),
            Gap(
                where=("area_code", "UNKNOWN"),
                last="2024-01",
                note="Offences whose borough is not known are counted apart from February 2024.",
            ),
            Gap(
                where=("offence", "Death or serious injury by illegal driving"),
                last="2024-01",
                note=(
                    "Death or serious injury by illegal driving is counted from February 2024: "
                    "before, it is missing, not zero."
                ),
            ),
        ),
        caveats=(
            "Four extracts joined: to January 2022, February 2022 to January 2024, February 2024, "
            "and from March 2024; classification harmonised.",
            "Residential burglary joins the names used before and after 2023.",
            "Violence without injury includes stalking and harassment, which later extracts "
            "publish apart.",
            "A few current fraud offences are in the historical group.",
            "The City of London has its own police force and is not in the table.",
            "AVIATION counts towards London and, by convention, the West BCU, since Heathrow lies "
            "in Hillingdon; UNKNOWN counts towards London only.",
            "The source has no row for violent disorder at the airports: taken as zero.",
            "BCUs are the twelve as from 2018–19, for all months.",
        ),
        rules=(
            RowRule(
                column="group",
                rule="must be the offence group that the offence belongs to",
                holds=_in_its_group,
            ),
        ),
        provisional="newest",
        provisional_note=NEWEST_MONTH,
    ),
    Dataset(
        id="recorded-crime-pre-2019",
        file="recorded_crime_pre_2019.csv",
        title="Recorded crime in London in the classification before March 2019",
        description=(
            "Notifiable offences recorded in London by month, 2008 to 2018, in the nine groups "
            "used before March 2019: the only table on which the report's violence figure can be "
            "checked."
        ),
        columns=(Column(name="group", domain="pre-2019-group", description="Offence group"),),
        month_columns=MonthColumns(
            first="2008-01", unit="offences", description="Offences recorded in the month"
        ),
        key=("group",),
        complete=("group",),
        unit="offences",
        source="MPS Recorded Crime: Geographic Breakdown, extracts before March 2019",
        source_url="https://data.london.gov.uk/dataset/mps-recorded-crime-geographic-breakdown-exy3m",
        publisher=MPS,
        licence=OGL_2,
        licence_url=OGL_2_URL,
        attribution=ATTRIBUTION_2,
        caveats=(
            "Its violence against the person is not comparable with the later classification.",
            "Heathrow is in it from January 2017 only.",
            "London only: no boroughs.",
        ),
        provisional="newest",
        provisional_note=NEWEST_MONTH,
    ),
)
