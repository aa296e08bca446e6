"""What the bundled tables of figures must be: against their sources, and by themselves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.build.__main__ import build
from data.catalogue import CATALOGUE, dataset
from data.store import DEFAULT_DIRECTORY, get_store

SHARED = Path(__file__).resolve().parents[3] / "shared"
needs_shared = pytest.mark.skipif(
    not (SHARED / "figures").is_dir(), reason="the sources are not beside the repository"
)


def text(dataset_id: str) -> pd.DataFrame:
    path = DEFAULT_DIRECTORY / dataset(dataset_id).file
    return pd.read_csv(path, dtype=str, keep_default_na=False)


@needs_shared
def test_rebuilding_gives_the_committed_files_byte_for_byte(tmp_path: Path) -> None:
    written = build(SHARED, tmp_path)
    assert {path.name for path in written} == {
        entry.file for entry in CATALOGUE if not entry.optional
    }
    for path in written:
        assert path.read_bytes() == (DEFAULT_DIRECTORY / path.name).read_bytes(), path.name


@needs_shared
def test_recorded_crime_differs_from_its_source_only_where_the_source_does_not_count() -> None:
    name = SHARED / "figures" / "recorded_crime_by_borough_month.csv"
    keys = ["area_code", "group", "offence"]
    source = pd.read_csv(name, dtype=str, keep_default_na=False).set_index(keys).sort_index()
    ours = text("recorded-crime").set_index(keys).sort_index()
    extra = ours.index.difference(source.index)
    assert extra.tolist() == [("AVIATION", "Public order offences", "Violent disorder")]
    assert set(ours.loc[extra].to_numpy().ravel()) == {"0", ""}
    ours = ours.loc[source.index]
    changed = ours.ne(source)
    assert set(ours.to_numpy()[changed.to_numpy()]) == {""}
    assert set(source.to_numpy()[changed.to_numpy()]) == {"0"}


def test_the_directory_holds_the_catalogues_files_and_no_other() -> None:
    found = {path.name for path in DEFAULT_DIRECTORY.iterdir() if path.is_file()}
    assert found == {entry.file for entry in CATALOGUE if not entry.optional}


def test_blank_cells_are_exactly_those_of_the_three_gaps() -> None:
    table = text("recorded-crime")
    months = np.array(table.columns[3:], dtype=object)[None, :]
    area = table["area_code"].to_numpy(dtype=object)[:, None]
    offence = table["offence"].to_numpy(dtype=object)[:, None]
    expected = (area == "AVIATION") & (months >= "2024-03")
    expected = expected | ((area == "UNKNOWN") & (months <= "2024-01"))
    driving = offence == "Death or serious injury by illegal driving"
    expected = expected | (driving & (months <= "2024-01"))
    blank = table.iloc[:, 3:].to_numpy(dtype=object) == ""
    np.testing.assert_array_equal(blank, expected)


def test_the_size_and_the_totals_of_recorded_crime() -> None:
    table = get_store().table("recorded-crime")
    assert table.shape == (34 * 29, 3 + 191)
    months = table.set_index("offence").drop(columns=["area_code", "group"])
    assert months.loc[:, "2016-04":"2017-03"].sum().sum() == 775_854
    assert months.loc[:, "2017-04":"2018-03"].sum().sum() == 828_373


def test_the_two_extracts_differ_as_the_catalogue_says() -> None:
    table = get_store().table("knife-injury-under-25").dropna()
    older, newer = table["extract_2024_04"], table["extract_2026_03"]
    assert len(table) == 23
    assert (older - newer).abs().max() == 7
    assert round(100 * (older.sum() / newer.sum() - 1), 1) == 1.5


def test_small_counts_of_knife_crime_are_as_common_as_the_catalogue_says() -> None:
    table = get_store().table("knife-crime-by-area").query("area_code != 'UNKNOWN'")
    small = {name: round(100 * table[name].lt(10).mean()) for name in table.columns[2:]}
    assert small["knife_crime"] == 5
    assert small["knife_crime_with_injury"] == 56
    assert 97 <= small["knife_injury_victims_1_to_24_non_domestic"] <= 98


def test_the_census_steps_where_the_notes_say() -> None:
    store = get_store()
    estimates = store.table("population-by-year").query("year == 2020").set_index("area_code")
    census = store.table("population-census-2021").set_index("area_code")["population"]
    change = 100 * (census / estimates["population"] - 1)
    names = {"Camden": -25, "Westminster": -25, "Islington": -13}
    for area in store.areas.boroughs():
        if area.name in names:
            assert round(change[area.code]) == names[area.name]


def test_boundaries_are_small_and_share_their_borders() -> None:
    import geopandas as gpd  # noqa: PLC0415

    paths = [
        DEFAULT_DIRECTORY / dataset(name).file
        for name in ("boundaries-boroughs", "boundaries-bcus")
    ]
    assert sum(path.stat().st_size for path in paths) <= 100_000
    boroughs, bcus = (gpd.read_file(path) for path in paths)
    for shapes, number in ((boroughs, 33), (bcus, 12)):
        assert len(shapes) == number
        assert shapes.geometry.is_valid.all()
        assert shapes.geometry.is_valid_coverage()
    # The BCUs and the City cover what the boroughs cover: no sliver between the two files.
    city = boroughs[boroughs["area_code"] == "E09000001"]
    whole = boroughs.geometry.union_all()
    assert whole.symmetric_difference(
        bcus.geometry.union_all().union(city.geometry.iloc[0])
    ).area == pytest.approx(0, abs=1e-9)


@needs_shared
def test_simplification_keeps_the_area_of_every_borough() -> None:
    import geopandas as gpd  # noqa: PLC0415

    paths = (
        SHARED / "geo" / "london_boroughs.geojson",
        DEFAULT_DIRECTORY / dataset("boundaries-boroughs").file,
    )
    source, ours = (
        gpd.read_file(path).to_crs("EPSG:27700").set_index("area_code").geometry.area
        for path in paths
    )
    assert np.allclose(ours[source.index], source, rtol=0.015)


def test_outer_rings_run_clockwise_as_plotly_needs() -> None:
    import geopandas as gpd  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    for name in ("boundaries-boroughs", "boundaries-bcus"):
        shapes = gpd.read_file(DEFAULT_DIRECTORY / dataset(name).file)
        parts = shapely.get_parts(shapes.geometry.to_numpy())
        assert not shapely.is_ccw(shapely.get_exterior_ring(parts)).any()


def test_the_catalogue_names_its_sources_fully() -> None:
    for entry in CATALOGUE:
        assert entry.source_url.startswith("https://")
        assert entry.licence
        assert entry.attribution
        assert entry.description.endswith(".")
