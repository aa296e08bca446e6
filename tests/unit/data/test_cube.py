"""Sums worked by hand, and what holds for every area, offence and month of the real counts."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from data.cube import added_up
from data.store import Store, get_store

NAN = np.nan


def test_a_missing_member_is_left_out_and_marked_and_a_sum_of_nothing_is_missing() -> None:
    source = np.array([[[1.0, NAN, NAN], [10.0, 20.0, NAN]], [[2.0, 3.0, NAN], [NAN, 30.0, NAN]]])
    values, incomplete = added_up(source, [[0], [1], [0, 1]], [[0], [1], [0, 1]])
    np.testing.assert_array_equal(values[0], [[1, NAN, NAN], [10, 20, NAN], [11, 20, NAN]])
    np.testing.assert_array_equal(values[2], [[3, 3, NAN], [10, 50, NAN], [13, 53, NAN]])
    assert incomplete[2].tolist() == [
        [False, True, False],
        [True, False, False],
        [True, True, False],
    ]
    assert not incomplete[0, 0].any()


@st.composite
def blocks(draw: st.DrawFn) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    shape = (draw(st.integers(1, 4)), draw(st.integers(1, 4)), draw(st.integers(1, 3)))
    size = int(np.prod(shape))
    cell = st.integers(0, 10**6).map(float) | st.just(NAN)
    return np.array(draw(st.lists(cell, min_size=size, max_size=size))).reshape(shape)


@given(blocks(), st.data())
def test_a_sum_is_that_of_the_members_present(
    source: np.ndarray[tuple[int, ...], np.dtype[np.float64]], data: st.DataObject
) -> None:
    areas = data.draw(st.sets(st.integers(0, source.shape[0] - 1), min_size=1))
    offences = data.draw(st.sets(st.integers(0, source.shape[1] - 1), min_size=1))
    values, incomplete = added_up(source, [areas], [offences])
    cells = source[np.ix_(sorted(areas), sorted(offences))].reshape(-1, source.shape[2])
    for period in range(source.shape[2]):
        present = cells[:, period][~np.isnan(cells[:, period])]
        if present.size == 0:
            assert np.isnan(values[0, 0, period])
        else:
            assert values[0, 0, period] == present.sum()
        assert incomplete[0, 0, period] == (0 < present.size < len(cells))


def test_groups_are_the_sums_of_their_offences_everywhere(store: Store) -> None:
    cube = store.cubes["recorded-crime"]
    for area in store.areas.all():
        groups = [cube.counts(area.code, group.slug) for group in store.offences.groups()]
        np.testing.assert_array_equal(cube.counts(area.code, "all"), np.sum(groups, axis=0))
        for group in store.offences.groups():
            parts = store.offences.children(group.slug)
            if parts:
                found = [cube.counts(area.code, part.slug) for part in parts]
                whole = cube.counts(area.code, group.slug)
                np.testing.assert_array_equal(whole, np.nansum(found, axis=0))


def sources(code: str, offence: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return a source's own counts, straight from the table, summed over the offence's rows."""
    store = get_store()
    table = store.table("recorded-crime")
    slugs = table["offence"].map(lambda name: _slug(store, name))
    rows = table[table["area_code"].eq(code) & slugs.isin(store.offences.leaves(offence))]
    return np.asarray(np.nansum(rows.iloc[:, 3:].to_numpy(dtype=float), axis=0))


def _slug(store: Store, name: str) -> str:
    return next(offence.slug for offence in store.offences.all() if offence.name == name)


def test_bcus_and_unknown_are_london_in_every_month(store: Store) -> None:
    cube = store.cubes["recorded-crime"]
    for offence in ("all", "burglary", "violence-against-the-person", "homicide", "shoplifting"):
        bcus = [cube.counts(bcu.code, offence) for bcu in store.areas.bcus()]
        together = np.sum(bcus, axis=0) + sources("UNKNOWN", offence)
        np.testing.assert_array_equal(together, cube.counts("london", offence))


def test_a_bcu_is_its_boroughs_in_every_month_and_the_west_the_airports_too(store: Store) -> None:
    cube = store.cubes["recorded-crime"]
    for offence in ("all", "burglary", "drug-offences", "violent-disorder"):
        airports = sources("AVIATION", offence)
        for bcu in store.areas.bcus():
            boroughs = np.sum([cube.counts(code, offence) for code in bcu.boroughs], axis=0)
            extra = airports if bcu.code == "west" else 0
            np.testing.assert_array_equal(boroughs + extra, cube.counts(bcu.code, offence))


@given(st.data())
def test_any_cell_of_a_borough_is_that_of_the_table(data: st.DataObject) -> None:
    store = get_store()
    table, cube = store.table("recorded-crime"), store.cubes["recorded-crime"]
    row = data.draw(st.sampled_from(range(len(table))))
    month = data.draw(st.sampled_from(range(191)))
    code = table["area_code"][row]
    if code not in store.areas:
        return
    slug = _slug(store, table["offence"][row])
    np.testing.assert_equal(cube.counts(code, slug)[month], table.iat[row, 3 + month])


def test_knife_crime_of_london_is_every_area_and_unknown(store: Store) -> None:
    cube, table = store.cubes["knife-crime-by-area"], store.table("knife-crime-by-area")
    by_month = table.groupby("month")["knife_crime"].sum()
    np.testing.assert_array_equal(cube.counts("london", "knife-crime"), by_month.to_numpy())
    boroughs = [cube.counts(area.code, "knife-crime") for area in store.areas.boroughs()]
    unknown = table.query("area_code == 'UNKNOWN'")["knife_crime"].to_numpy()
    np.testing.assert_array_equal(
        np.sum(boroughs, axis=0) + unknown, cube.counts("london", "knife-crime")
    )
