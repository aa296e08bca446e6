"""Catalogue entries: what the loading of the publisher's files needs and leaves.

Those that are `optional` are there once such a file has been loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.catalogue.model import (
    ATTRIBUTION_2,
    LARGEST_COUNT,
    OGL_2,
    OGL_2_URL,
    Column,
    Dataset,
    RowRule,
)
from data.catalogue.recorded_crime import GROUP_OF, MPS
from data.offences import OTHER, PRE_2019, RECORDED

if TYPE_CHECKING:
    import pandas as pd

GEOGRAPHIC = "MPS Recorded Crime: Geographic Breakdown"
GEOGRAPHIC_URL = "https://data.london.gov.uk/dataset/mps-recorded-crime-geographic-breakdown-exy3m"
NINE = "nine-groups"


def _known_group(table: pd.DataFrame) -> pd.Series[bool]:
    nine = table["layout"].eq(NINE)
    today = table["group"].eq(table["offence"].map(GROUP_OF).fillna(""))
    return table["group"].isin(PRE_2019).where(nine, today)


def _known_offence(table: pd.DataFrame) -> pd.Series[bool]:
    crime = table["offence"].isin([*GROUP_OF, ""])
    knife = table["offence"].isin([*(each.name for each in OTHER), ""])
    needed = table["layout"].isin((NINE, "knife-dashboard")) | table["offence"].ne("")
    return knife.where(table["layout"].eq("knife-dashboard"), crime) & needed


def _comparable_to_something(table: pd.DataFrame) -> pd.Series[bool]:
    return table["comparable"].eq("no") | table["offence"].ne("")


def _in_its_group(table: pd.DataFrame) -> pd.Series[bool]:
    return table["group"].eq(table["offence"].map(GROUP_OF))


def _period(table: pd.DataFrame) -> pd.Series[bool]:
    open_ended = table["first_month"].eq("") | table["last_month"].eq("")
    return open_ended | table["first_month"].le(table["last_month"])


def _month(name: str, description: str, *, blank: bool = True) -> Column:
    # Typed as text, since it is not the period that the table's rows are of.
    return Column(
        name=name,
        blank=blank,
        pattern=r"[12][0-9]{3}-(0[1-9]|1[0-2])",
        rule="must be a month written as 2018-06",
        description=description,
    )


DATASETS = (
    Dataset(
        id="offence-labels",
        file="offence_labels.csv",
        title="What the publisher’s offence labels mean",
        description=(
            "Each label of the publisher’s files, by layout and period, and the offence that it is "
            "counted as: reviewed by hand, and used whenever a file is loaded."
        ),
        columns=(
            Column(
                name="layout",
                values=(NINE, "twelve-groups", "connect", "knife-dashboard"),
                description=(
                    "Set of labels: nine groups (to February 2019), twelve groups with detailed "
                    "offences (April 2010 to January 2024), as from CONNECT (from February 2024), "
                    "or the monthly dashboard of knife crime"
                ),
            ),
            Column(name="group_label", description="The publisher’s offence group"),
            Column(
                name="label", description="The publisher’s offence, in full where it is cut at 50"
            ),
            _month("first_month", "First month that it holds for; blank: every earlier one"),
            _month("last_month", "Last month that it holds for; blank: every later one"),
            Column(
                name="group",
                blank=True,
                values=(*RECORDED, *PRE_2019),
                description="Offence group of the layout’s classification",
            ),
            Column(
                name="offence",
                blank=True,
                description="Our offence or series; blank where it is not counted as one",
            ),
            Column(
                name="comparable",
                values=("yes", "no"),
                description="Whether it can be set beside the offence in another layout",
            ),
            Column(name="note", blank=True, description="Why"),
        ),
        key=("layout", "group_label", "label", "first_month"),
        source="Reviewed for this product from the labels of the published files",
        source_url=GEOGRAPHIC_URL,
        publisher="This product",
        licence=OGL_2,
        licence_url=OGL_2_URL,
        attribution=ATTRIBUTION_2,
        caveats=(
            "Comparable: the sums of 2017 and 2018 in both classifications differ by at most 1 %.",
        ),
        rules=(
            RowRule(
                column="group",
                rule="must be the offence’s group, or one of the nine groups in that layout",
                holds=lambda table: _known_group(table) | table["layout"].eq("knife-dashboard"),
            ),
            RowRule(
                column="offence",
                rule="must be an offence of recorded crime, or in its layout a knife crime series",
                holds=_known_offence,
            ),
            RowRule(
                column="comparable",
                rule="must be no where there is no offence to compare with",
                holds=_comparable_to_something,
            ),
            RowRule(
                column="last_month",
                rule="must not be before the first month",
                holds=_period,
            ),
        ),
    ),
    Dataset(
        id="recorded-crime-as-published",
        file="recorded_crime_as_published.csv",
        title="Recorded crime as an earlier extract published it",
        description=(
            "Counts of extracts in the classification before March 2019, for the offences that can "
            "be compared with today’s: what was published then, beside what is published now."
        ),
        columns=(
            _month("extract", "Last month of the extract", blank=False),
            Column(name="area_code", domain="source", description="ONS code, AVIATION or UNKNOWN"),
            Column(name="group", domain="group", description="Offence group of today"),
            Column(name="offence", domain="offence", description="Offence of today"),
            Column(name="month", type="month", description="Month"),
            Column(
                name="count",
                type="integer",
                unit="offences",
                maximum=LARGEST_COUNT,
                description="Offences as published in the extract",
            ),
        ),
        key=("extract", "area_code", "offence", "month"),
        unit="offences",
        source=f"{GEOGRAPHIC}, extracts before March 2019",
        source_url=GEOGRAPHIC_URL,
        publisher=MPS,
        licence=OGL_2,
        licence_url=OGL_2_URL,
        attribution=ATTRIBUTION_2,
        caveats=("Only offences that the table of labels marks as comparable.",),
        rules=(
            RowRule(
                column="group",
                rule="must be the offence group that the offence belongs to",
                holds=_in_its_group,
            ),
        ),
        optional=True,
    ),
)
