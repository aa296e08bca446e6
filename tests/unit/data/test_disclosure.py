"""A dataset declared `suppress-below: 5`, from its file to what a reader is shown."""

from __future__ import annotations

import csv
from dataclasses import replace

import numpy as np
import pytest

from data.catalogue import CATALOGUE, dataset
from data.catalogue.model import Dataset
from data.disclosure import threshold, tree
from data.errors import DataFileError
from data.periods import FinancialYear, Month
from data.queries.comparison import comparison
from data.queries.profile import profile
from data.queries.series import series
from data.queries.tables import table
from data.store import DEFAULT_DIRECTORY, Store, load_store
from tests.unit.data.blocks import cube_of

RECORDED = "recorded-crime"


def declared(*ids: str) -> tuple[Dataset, ...]:
    """Return the catalogue with these datasets declared internal."""
    return tuple(
        replace(entry, disclosure="suppress-below: 5") if entry.id in ids else entry
        for entry in CATALOGUE
    )


@pytest.fixture(scope="module")
def protected() -> Store:
    """The bundled counts, as if recorded crime and knife crime were internal."""
    return load_store(
        DEFAULT_DIRECTORY, declared(RECORDED, "knife-crime-by-area", "knife-injury-under-25")
    )


def test_the_bundled_datasets_are_shown_as_published(store: Store) -> None:
    assert {threshold(entry) for entry in CATALOGUE} == {None}
    assert not any(cube_of(store, name).suppressed.any() for name in store.cubes)


@pytest.mark.parametrize("text", ["", "suppress-below: 0", "suppress-below: five", "secret"])
def test_any_other_declaration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="suppress-below: N"):
        threshold(replace(dataset(RECORDED), disclosure=text))


def test_no_small_count_is_left_in_any_area_offence_or_month(protected: Store) -> None:
    for dataset_id in (RECORDED, "knife-crime-by-area", "knife-injury-under-25"):
        values = cube_of(protected, dataset_id).values
        assert not ((values > 0) & (values < 5)).any()


def test_hidden_cells_are_missing_and_marked_and_the_others_as_they_were(
    protected: Store, store: Store
) -> None:
    for dataset_id in (RECORDED, "knife-crime-by-area"):
        ours, theirs = cube_of(protected, dataset_id), cube_of(store, dataset_id)
        assert ours.suppressed.any()
        assert np.isnan(ours.values[ours.suppressed]).all()
        shown = ~ours.suppressed
        np.testing.assert_array_equal(ours.values[shown], theirs.values[shown])
        # What the source does not count is unavailable, not suppressed.
        assert not ours.suppressed[np.isnan(theirs.values)].any()


def test_london_and_the_large_groups_stay_visible(protected: Store) -> None:
    cube = cube_of(protected, RECORDED)
    for offence in ("all", "burglary", "violence-against-the-person", "theft"):
        assert not cube.hidden("london", offence).any()


def test_the_table_holds_no_more_than_the_cube(protected: Store) -> None:
    shown = protected.table(RECORDED)
    months = shown.drop(columns=["area_code", "group", "offence"]).to_numpy()
    assert not ((months > 0) & (months < 5)).any()
    cube = cube_of(protected, RECORDED)
    slugs = {offence.name: offence.slug for offence in protected.offences.all()}
    for row in (100, 333, 700):
        code, _, name = shown.loc[row, ["area_code", "group", "offence"]]
        np.testing.assert_array_equal(
            shown.iloc[row, 3:].to_numpy(dtype=float), cube.counts(str(code), slugs[str(name)])
        )
    knife = protected.table("knife-crime-by-area")
    numbers = knife.iloc[:, 2:].to_numpy(dtype=float)
    assert not ((numbers > 0) & (numbers < 5)).any()


def test_the_airports_and_unknown_are_hidden_like_boroughs(protected: Store) -> None:
    shown = protected.table(RECORDED)
    for code in ("AVIATION", "UNKNOWN"):
        months = shown[shown["area_code"].eq(code)].iloc[:, 3:].to_numpy()
        assert not ((months > 0) & (months < 5)).any()


def test_a_download_has_no_hidden_count(protected: Store) -> None:
    rows = list(csv.reader(table(protected, dataset=RECORDED).to_csv().splitlines()))
    cells = {cell for row in rows[1:] for cell in row[3:]}
    assert cells.isdisjoint({"1", "2", "3", "4"})
    assert "" in cells


def test_a_hidden_offence_is_hidden_for_the_whole_financial_year(protected: Store) -> None:
    cube = cube_of(protected, RECORDED)
    years = [month.financial_year for month in cube.periods]
    starts = [index for index, year in enumerate(years) if index == 0 or years[index - 1] != year]
    blocks = np.split(cube.suppressed, starts[1:], axis=2)
    known = np.split(
        ~np.isnan(cube_of(protected, RECORDED).values) | cube.suppressed, starts[1:], axis=2
    )
    for block, counted in zip(blocks, known, strict=True):
        some, every = block.any(axis=2), (block | ~counted).all(axis=2)
        assert (every | ~some).all()


def test_a_series_marks_what_is_hidden_and_what_is_made_of_it(protected: Store) -> None:
    start, end = Month(2017, 4), Month(2018, 3)
    counts = series(
        protected, offence="homicide", area="E09000016", start=start, end=end
    ).rows  # fmt: skip
    assert counts["value"].isna().all()
    assert set(counts["symbol"]) == {"c"}
    for measure in ("rate", "rolling-12", "change-on-year"):
        rows = series(
            protected, offence="homicide", area="E09000016", measure=measure, start=start, end=end
        ).rows
        assert set(rows["symbol"]) == {"c"}


def test_a_comparison_marks_what_is_hidden(protected: Store, store: Store) -> None:
    year = FinancialYear(2017)
    ours = comparison(protected, offence="homicide", by="borough", financial_year=year).rows
    hidden = ours["symbol"].eq("c").to_numpy(dtype=bool)
    assert hidden.any()
    assert ours.loc[hidden, ["count", "change_percent", "rate", "rate_low"]].isna().all(axis=None)
    theirs = comparison(store, offence="homicide", by="borough", financial_year=year).rows
    visible = ours["count"].notna()
    assert (ours.loc[visible, "count"] == theirs.loc[visible, "count"]).all()


def test_what_is_within_another_series_gives_nothing_away(protected: Store, store: Store) -> None:
    """Knife crime less knife crime with injury must not be a small count either."""
    whole, part = "knife-crime", "knife-crime-with-injury"
    for area in store.areas.all():
        ours = [
            cube_of(protected, "knife-crime-by-area").counts(area.code, slug)
            for slug in (whole, part)
        ]
        rest = ours[0] - ours[1]
        assert not ((rest > 0) & (rest < 5)).any()


def test_a_dataset_that_nothing_can_suppress_is_refused() -> None:
    with pytest.raises(ValueError, match="moped-crime-points is to be suppressed"):
        load_store(DEFAULT_DIRECTORY, declared("moped-crime-points"))


def test_a_table_that_cannot_be_protected_is_refused() -> None:
    from data.cubes import build_cubes  # noqa: PLC0415

    entries = {entry.id: entry for entry in declared(RECORDED)}
    store = load_store(DEFAULT_DIRECTORY)
    frames = {name: store.table(name) for name in store.tables}
    damaged = frames[RECORDED].copy()
    damaged.loc[200, "2015-01"] = np.nan
    frames[RECORDED] = damaged
    with pytest.raises(DataFileError, match=r"recorded_crime\.csv: the counts cannot be"):
        build_cubes(entries, frames, store.areas)


def test_a_tree_puts_each_group_under_the_smallest_that_holds_it() -> None:
    found = tree({"all": [0, 1, 2, 3], "pair": [0, 1], "first": [0], "last": [3]}, 4)
    parents = {
        name: None if above < 0 else found.nodes[above]
        for name, above in zip(found.nodes, found.parent, strict=True)
    }
    assert parents == {
        "all": None, "pair": "all", "last": "all", "part 2": "all", "first": "pair",
        "part 1": "pair",
    }  # fmt: skip


def test_a_tree_without_a_group_of_everything_gets_a_top() -> None:
    assert tree({"a": [0], "b": [1]}, 2).nodes[0] == "top"


def test_a_profile_says_which_counts_are_suppressed(protected: Store) -> None:
    as_at = Month.parse("2018-06")
    found = profile(protected, areas=["E09000029", "E09000016"], as_at=as_at).result.rows
    hidden = found[found["count_symbol"] == "c"]
    assert not hidden.empty
    assert hidden["count"].isna().all()
    assert hidden["change_percent"].isna().all()
    assert set(hidden["symbol"]) == {"c"}
    # A year that holds a hidden month is hidden too.
    assert set(hidden["rate_symbol"]) == {"c"}
    for value, symbol in (("count", "count_symbol"), ("rate", "rate_symbol")):
        assert (found[value].isna() == found[symbol].notna()).all()
