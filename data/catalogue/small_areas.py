"""Catalogue entries of wards and neighbourhoods: there once such files have been loaded."""

from __future__ import annotations

from data.catalogue.extracts import GEOGRAPHIC, GEOGRAPHIC_URL
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
from data.catalogue.recorded_crime import MPS
from data.small_areas import LEVELS, Level

WARD_BOUNDARIES = "boundaries-wards"
_MONTH = r"[12][0-9]{3}-(0[1-9]|1[0-2])"
_TITLES = {"ward": "Wards", "neighbourhood": "Neighbourhoods"}
_CODES = {
    "ward": "ONS code of the ward",
    "neighbourhood": "ONS code of the lower layer super output area",
}


def _counts(level: Level) -> Dataset:
    plural = _TITLES[level.slug]
    return Dataset(
        id=level.dataset,
        file=f"recorded_crime_by_{level.slug}.parquet",
        title=f"Recorded crime by {level.slug}, offence and month",
        description=(
            f"Notifiable offences by {level.slug}, offence and month, one row each, as far as they "
            "have been loaded."
        ),
        columns=(
            Column(name="offence", description="Offence, as in URLs"),
            Column(name="area_code", description=_CODES[level.slug]),
            Column(name="area_name", description="Its newest name; blank where no file has one"),
            Column(
                name="borough", description="ONS code of the borough; blank where no file has one"
            ),
            Column(
                name="period", description="Month: twelve times the year, plus the month from 0 on"
            ),
            Column(name="count", description="Offences recorded"),
        ),
        unit="offences",
        source=f"{GEOGRAPHIC}, {level.slug} level",
        source_url=GEOGRAPHIC_URL,
        publisher=MPS,
        licence=OGL_2,
        licence_url=OGL_2_URL,
        attribution=ATTRIBUTION_2,
        caveats=(
            f"{plural} do not add up to boroughs: offences without a known place are in none.",
            f"Residents are not loaded by {level.slug}, so there are no rates.",
            "A code stands for the same ground as long as it is in use; where boundaries are "
            "revised a new code begins, and the two are not joined.",
        ),
        provisional="newest",
        provisional_note="The newest month of an extract is incomplete, by 0 to 2.5 % in all.",
        format="parquet",
        optional=True,
    )


def _register(level: Level) -> Dataset:
    plural = _TITLES[level.slug]
    return Dataset(
        id=level.register,
        file=f"{level.register}.csv",
        title=f"{plural}: code, name and borough",
        description=(
            f"Each {level.slug} of the loaded extracts, with the months for which there are "
            "figures under that name; a line more where a name or borough changed."
        ),
        columns=(
            Column(
                name="area_code",
                pattern=level.code,
                rule=f"must be the ONS code of a {level.slug}",
                description=_CODES[level.slug],
            ),
            Column(name="area_name", blank=True, description="Name in these months"),
            Column(
                name="borough", blank=True, domain="borough", description="ONS code of the borough"
            ),
            *(
                Column(
                    name=name,
                    pattern=_MONTH,
                    rule="must be a month written as 2018-06",
                    description=description,
                )
                for name, description in (
                    ("first_month", "First month under this name"),
                    ("last_month", "Last month under this name"),
                )
            ),
        ),
        key=("area_code", "first_month"),
        source=f"{GEOGRAPHIC}, {level.slug} level",
        source_url=GEOGRAPHIC_URL,
        publisher=MPS,
        licence=OGL_2,
        licence_url=OGL_2_URL,
        attribution=ATTRIBUTION_2,
        caveats=("Made from the loaded extracts: it names no area without figures.",),
        rules=(
            RowRule(
                column="last_month",
                rule="must not be before the first month",
                holds=lambda table: table["first_month"].le(table["last_month"]),
            ),
        ),
        optional=True,
    )


DATASETS = (
    *(_counts(level) for level in LEVELS.values()),
    *(_register(level) for level in LEVELS.values()),
    Dataset(
        id=WARD_BOUNDARIES,
        file="boundaries_wards.geojson",
        title="Ward boundaries",
        description="Outlines of London’s electoral wards, for the map of wards.",
        columns=(
            Column(name="area_code", description="ONS code of the ward"),
            Column(name="area_name", description="Name"),
            Column(name="borough", description="ONS code of the borough"),
        ),
        source="Wards, generalised boundaries (Open Geography Portal)",
        source_url="https://geoportal.statistics.gov.uk/",
        publisher="Office for National Statistics",
        licence=OGL_3,
        licence_url=OGL_3_URL,
        attribution=(
            "Contains National Statistics and OS data © Crown copyright and database right. "
            f"{ATTRIBUTION_3}"
        ),
        caveats=(
            "As of one date: a ward of the figures whose code the file has not is not on the map.",
        ),
        format="geojson",
        optional=True,
    ),
)
