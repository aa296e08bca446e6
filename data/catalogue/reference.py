"""Catalogue entries: boroughs, population and boundaries."""

from data.catalogue.model import (
    ATTRIBUTION_3,
    OGL_2,
    OGL_2_URL,
    OGL_3,
    OGL_3_URL,
    Column,
    Dataset,
)

AREA_CODE = r"E09[0-9]{6}"
SLUG = r"([a-z]+(-[a-z]+)*)?"
LARGEST_POPULATION = 2_000_000
CROWN = "Contains National Statistics and OS data © Crown copyright and database right"

DATASETS = (
    Dataset(
        id="boroughs",
        file="boroughs.csv",
        title="London boroughs and their Basic Command Units",
        description=(
            "ONS code, name, Basic Command Unit (one of twelve, as from 2018–19), inner or outer "
            "London, and area."
        ),
        columns=(
            Column(
                name="area_code",
                pattern=AREA_CODE,
                rule="must be the ONS code of a London borough (E09 and six digits)",
                description="ONS code",
            ),
            Column(name="area_name", description="Name"),
            Column(
                name="bcu",
                blank=True,
                pattern=SLUG,
                rule="must be lower-case words joined by hyphens",
                description="Slug of the BCU; empty for the City of London",
            ),
            Column(name="bcu_name", blank=True, description="Name of the BCU"),
            Column(name="inner_london", type="flag", description="T in inner London, F in outer"),
            Column(
                name="hectares", type="decimal", unit="hectares", description="Area of the borough"
            ),
        ),
        key=("area_code",),
        source="Statistical GIS boundary files for London; BCUs from the Metropolitan Police",
        source_url="https://data.london.gov.uk/dataset/statistical-gis-boundary-files-london",
        publisher="Greater London Authority",
        licence=OGL_2,
        licence_url=OGL_2_URL,
        attribution=CROWN,
        caveats=(
            "The twelve BCUs of 2018–19 are used for all months.",
            "The City of London has its own police force: on the map, never counted.",
        ),
    ),
    Dataset(
        id="population-by-year",
        file="population_by_year.csv",
        title="Population of London boroughs, mid-year estimates",
        description="ONS mid-year population estimates, 2001 to 2020, by borough.",
        columns=(
            Column(name="area_code", domain="borough-or-city", description="ONS code"),
            Column(
                name="year", type="integer", minimum=1981, maximum=2100, description="Calendar year"
            ),
            Column(
                name="population",
                type="integer",
                unit="residents",
                minimum=1,
                maximum=LARGEST_POPULATION,
                description="Usual residents at mid-year",
            ),
        ),
        key=("area_code", "year"),
        complete=("area_code", "year"),
        period_column="year",
        first_period="2001",
        source="Estimates of the population for the UK",
        source_url=(
            "https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/"
            "populationestimates"
        ),
        publisher="Office for National Statistics",
        licence=OGL_3,
        licence_url=OGL_3_URL,
        attribution=ATTRIBUTION_3,
        caveats=("Estimates from before the rebase on the 2021 census.",),
    ),
    Dataset(
        id="population-census-2021",
        file="population_census_2021.csv",
        title="Population of London boroughs, Census 2021",
        description="Usual residents on 21 March 2021, rounded to 100, by borough.",
        columns=(
            Column(name="area_code", domain="borough-or-city", description="ONS code"),
            Column(
                name="population",
                type="integer",
                unit="residents",
                minimum=1,
                maximum=LARGEST_POPULATION,
                description="Usual residents, rounded to 100",
            ),
        ),
        key=("area_code",),
        complete=("area_code",),
        period="2021",
        source="Census 2021",
        source_url="https://www.ons.gov.uk/census",
        publisher="Office for National Statistics",
        licence=OGL_3,
        licence_url=OGL_3_URL,
        attribution=ATTRIBUTION_3,
        caveats=(
            "Used for the rates of every year from 2021.",
            "Against mid-2020: Camden and Westminster −25 %, Islington −13 %: rates step there, "
            "and later rates in those boroughs are read with care.",
        ),
    ),
    Dataset(
        id="boundaries-boroughs",
        file="boundaries_boroughs.geojson",
        title="Boundaries of the London boroughs",
        description=(
            "The 32 boroughs and the City of London, simplified to about 120 m with shared borders "
            "kept, longitude and latitude (WGS 84)."
        ),
        columns=(
            Column(name="area_code", description="ONS code"),
            Column(name="area_name", description="Name"),
            Column(name="bcu", description="Slug of the BCU; empty for the City of London"),
        ),
        source="Statistical GIS boundary files for London",
        source_url="https://data.london.gov.uk/dataset/statistical-gis-boundary-files-london",
        publisher="Greater London Authority",
        licence=OGL_2,
        licence_url=OGL_2_URL,
        attribution=CROWN,
        caveats=("Simplified for display: not for measuring.",),
        format="geojson",
    ),
    Dataset(
        id="boundaries-bcus",
        file="boundaries_bcus.geojson",
        title="Outlines of the Basic Command Units",
        description="The boroughs of each of the twelve BCUs, dissolved.",
        columns=(
            Column(name="area_code", description="Slug of the BCU"),
            Column(name="area_name", description="Name of the BCU"),
            Column(name="bcu", description="Slug of the BCU"),
        ),
        source="Statistical GIS boundary files for London",
        source_url="https://data.london.gov.uk/dataset/statistical-gis-boundary-files-london",
        publisher="Greater London Authority",
        licence=OGL_2,
        licence_url=OGL_2_URL,
        attribution=CROWN,
        caveats=("The twelve BCUs as from 2018–19.", "Simplified for display: not for measuring."),
        format="geojson",
    ),
)
