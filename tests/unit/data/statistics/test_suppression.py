"""Disclosure control, against a reader who adds up and takes apart everything on offer."""

from __future__ import annotations

import time

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from data.statistics.hierarchy import Hierarchy
from data.statistics.suppression import SuppressedTable, suppress

Counts = npt.NDArray[np.float64]

AREAS = Hierarchy.from_parents(
    {
        "london": None,
        "south": "london",
        "west": "london",
        "unknown": "london",
        "croydon": "south",
        "sutton": "south",
        "bromley": "south",
        "ealing": "west",
        "hounslow": "west",
    }
)
OFFENCES = Hierarchy.from_parents(
    {
        "all": None,
        "violence": "all",
        "theft": "all",
        "robbery": "all",
        "with injury": "violence",
        "without injury": "violence",
        "homicide": "violence",
        "shoplifting": "theft",
        "bicycle": "theft",
        "robbery of a person": "robbery",
    }
)
SHAPE = (len(AREAS.leaves), len(OFFENCES.leaves))
BELOW = 5


def totals(counts: Counts) -> Counts:
    return np.asarray(
        np.einsum("ia,jo,aot->ijt", AREAS.covers * 1.0, OFFENCES.covers * 1.0, counts)
    )


def at(table: SuppressedTable, area: str, offence: str) -> Counts:
    return np.asarray(table.values[AREAS.nodes.index(area), OFFENCES.nodes.index(offence)])


def one_month(**small: int) -> Counts:
    """Return a table of large counts with small ones where asked: ``sutton_homicide=2``."""
    counts = np.full((*SHAPE, 1), 100.0)
    for name, value in small.items():
        area, offence = name.split("_", 1)
        place = AREAS.leaves.index(area), OFFENCES.leaves.index(offence.replace("_", " "))
        counts[place] = value
    return counts


def test_a_table_without_small_counts_is_left_alone() -> None:
    counts = np.full((*SHAPE, 3), 7.0)

    table = suppress(counts, AREAS, OFFENCES, ["2017-18"] * 3)

    assert not table.suppressed.any()
    assert table.values.tolist() == totals(counts).tolist()


def test_nought_and_the_threshold_are_shown() -> None:
    table = suppress(one_month(sutton_homicide=0, ealing_bicycle=5), AREAS, OFFENCES, ["2017-18"])

    assert not table.suppressed.any()
    assert at(table, "sutton", "homicide").tolist() == [0.0]


@pytest.mark.parametrize("value", [1, 4])
def test_a_small_count_takes_three_others_with_it(value: int) -> None:
    table = suppress(one_month(sutton_homicide=value), AREAS, OFFENCES, ["2017-18"])

    # One more borough of the BCU and one more offence of the group: a rectangle of four.
    assert int(table.suppressed.sum()) == 4
    assert np.isnan(at(table, "sutton", "homicide")).all()
    hidden_areas = {AREAS.nodes[place[0]] for place in np.argwhere(table.suppressed)}
    hidden_offences = {OFFENCES.nodes[place[1]] for place in np.argwhere(table.suppressed)}
    assert "sutton" in hidden_areas < {"croydon", "sutton", "bromley"}
    assert "homicide" in hidden_offences < {"with injury", "without injury", "homicide"}
    # Every total stays.
    assert at(table, "south", "homicide").tolist() == [200.0 + value]
    assert at(table, "sutton", "violence").tolist() == [200.0 + value]
    assert at(table, "london", "all").tolist() == [3600.0 - 100 + value]


def test_an_offence_alone_in_its_group_is_hidden_with_the_group() -> None:
    table = suppress(one_month(sutton_robbery_of_a_person=3), AREAS, OFFENCES, ["2017-18"])

    assert np.isnan(at(table, "sutton", "robbery")).all()
    assert np.isnan(at(table, "sutton", "robbery of a person")).all()
    assert np.isfinite(at(table, "sutton", "all")).all()
    # Another group of the borough goes with it, and so do that group's offences.
    others = [name for name in ("violence", "theft") if np.isnan(at(table, "sutton", name)).all()]
    assert others == ["theft"]
    assert np.isnan(at(table, "sutton", "bicycle")).all()


def test_a_borough_cannot_be_had_from_its_bcu_when_it_is_small_for_the_whole_bcu() -> None:
    counts = one_month(croydon_homicide=1, sutton_homicide=0, bromley_homicide=2)

    table = suppress(counts, AREAS, OFFENCES, ["2017-18"])

    assert np.isnan(at(table, "south", "homicide")).all()
    for borough in ("croydon", "sutton", "bromley"):
        assert np.isnan(at(table, borough, "homicide")).all()
    assert at(table, "london", "homicide").tolist() == [303.0]


def test_small_for_all_london_is_hidden_everywhere() -> None:
    counts = np.full((*SHAPE, 1), 100.0)
    counts[:, OFFENCES.leaves.index("homicide")] = 0.0
    counts[2, OFFENCES.leaves.index("homicide")] = 3.0

    table = suppress(counts, AREAS, OFFENCES, ["2017-18"])

    assert np.isnan(table.values[:, OFFENCES.nodes.index("homicide")]).all()
    # Its group's total stays, so another offence of the group must go too.
    assert at(table, "london", "violence").tolist() == [1203.0]
    assert np.isnan(at(table, "london", "with injury")).all() != bool(
        np.isnan(at(table, "london", "without injury")).all()
    )


def test_hardly_anything_recorded_hides_everything() -> None:
    counts = np.zeros((*SHAPE, 1))
    counts[0, 0, 0] = 2.0

    table = suppress(counts, AREAS, OFFENCES, ["2017-18"])

    assert table.suppressed.all()


def test_a_small_month_hides_its_whole_year_and_no_other() -> None:
    counts = np.full((*SHAPE, 24), 50.0)
    counts[AREAS.leaves.index("sutton"), OFFENCES.leaves.index("homicide"), 14] = 2.0
    years = ["2016-17"] * 12 + ["2017-18"] * 12

    table = suppress(counts, AREAS, OFFENCES, years)

    assert not table.suppressed[:, :, :12].any()
    cell = table.suppressed[AREAS.nodes.index("sutton"), OFFENCES.nodes.index("homicide")]
    assert cell[12:].all()
    # The same for every entry: hidden in all months of a year or in none.
    assert (
        table.suppressed[:, :, 12:].all(axis=2) == table.suppressed[:, :, 12:].any(axis=2)
    ).all()


def test_missing_is_not_hidden() -> None:
    counts = one_month(sutton_homicide=2)
    counts[AREAS.leaves.index("unknown")] = np.nan

    table = suppress(counts, AREAS, OFFENCES, ["2017-18"])

    assert np.isnan(at(table, "unknown", "all")).all()
    assert not table.suppressed[AREAS.nodes.index("unknown")].any()
    assert at(table, "london", "all").tolist() == [3002.0 - 100]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({(1, 2, 0): -1.0}, "not -1.0 at \\(1, 2, 0\\)"),
        ({(1, 2, 0): 2.5}, "not 2.5"),
        ({(1, 2, 0): np.nan}, "not for one alone at \\(1, 2, 0\\)"),
    ],
)
def test_what_is_no_table_of_counts(
    change: dict[tuple[int, int, int], float], message: str
) -> None:
    counts = one_month()
    for place, value in change.items():
        counts[place] = value

    with pytest.raises(ValueError, match=message):
        suppress(counts, AREAS, OFFENCES, ["2017-18"])


def test_shapes_and_threshold_are_checked() -> None:
    with pytest.raises(ValueError, match="shape"):
        suppress(np.zeros((2, 2, 2)), AREAS, OFFENCES, ["2017-18"] * 2)
    with pytest.raises(ValueError, match="below"):
        suppress(one_month(), AREAS, OFFENCES, ["2017-18"], below=0)


def visible_system(table: SuppressedTable, months: int) -> tuple[Counts, Counts]:
    """Return A and b: every number a reader can have, as sums of the counts behind it.

    Every area, offence and month; every sum over successive months (quarters, years, rolling
    sums) of which no month is hidden.
    """
    rows, values = [], []
    for i, j in np.ndindex(table.values.shape[:2]):
        cell = np.outer(AREAS.covers[i], OFFENCES.covers[j]).astype(float)
        for first in range(months):
            for after in range(first + 1, months + 1):
                seen = table.values[i, j, first:after]
                if np.isfinite(seen).all():
                    row = np.zeros((*SHAPE, months))
                    row[:, :, first:after] = cell[:, :, np.newaxis]
                    rows.append(row.ravel())
                    values.append(float(seen.sum()))
    return np.array(rows).reshape(len(rows), months * SHAPE[0] * SHAPE[1]), np.array(values)


tables = st.builds(
    lambda seed, mean, share: np.random.default_rng(seed).poisson(
        np.random.default_rng(seed + 1).gamma(share, mean / share, (*SHAPE, 1)), (*SHAPE, 2)
    ),
    st.integers(0, 10_000),
    st.sampled_from([0.3, 2.0, 8.0, 40.0]),
    st.sampled_from([0.3, 1.0, 4.0]),
)


@settings(max_examples=25, deadline=None)
@given(counts=tables)
def test_no_reader_can_bound_a_small_count_below_the_threshold(counts: Counts) -> None:
    """The adversary solves linear programmes over all numbers on offer."""
    months = counts.shape[2]
    table = suppress(counts, AREAS, OFFENCES, ["2017-18"] * months, below=BELOW)
    truth = totals(counts)
    small = (truth > 0) & (truth < BELOW)

    assert table.suppressed[small].all()
    known = np.isfinite(table.values)
    assert np.array_equal(table.values[known], truth[known])
    system, values = visible_system(table, months)
    assert np.allclose(system @ counts.ravel(), values) if len(values) else True
    places = np.argwhere(small)
    chosen = np.random.default_rng(int(counts.sum())).permutation(len(places))[:12]
    for i, j, t in places[chosen]:
        target = np.zeros((*SHAPE, months))
        target[:, :, t] = np.outer(AREAS.covers[i], OFFENCES.covers[j])
        most = linprog(
            -target.ravel(),
            A_eq=system if len(values) else None,
            b_eq=values if len(values) else None,
            bounds=(0, 10_000),
        )
        assert most.fun is not None
        assert -most.fun >= BELOW - 1e-6, (AREAS.nodes[i], OFFENCES.nodes[j], int(t))


@settings(max_examples=40, deadline=None)
@given(counts=tables)
def test_nothing_hidden_is_a_sum_or_difference_of_what_is_shown(counts: Counts) -> None:
    """Linear algebra: no combination of visible numbers gives a hidden count, small or not."""
    months = counts.shape[2]
    table = suppress(counts, AREAS, OFFENCES, ["2017-18"] * months, below=BELOW)
    system, _ = visible_system(table, months)
    if not len(system):
        return
    _, singular, right = np.linalg.svd(system)
    rank = int((singular > 1e-9).sum())
    free = right[rank:]
    hidden = np.argwhere(table.suppressed)
    targets = np.zeros((len(hidden), *SHAPE, months))
    for row, (i, j, t) in zip(targets, hidden, strict=True):
        row[:, :, t] = np.outer(AREAS.covers[i], OFFENCES.covers[j])
    moves = np.abs(targets.reshape(len(hidden), -1) @ free.T) if len(hidden) else np.ones((1, 1))
    assert (moves.max(axis=1) > 1e-9).all()


@settings(max_examples=40, deadline=None)
@given(counts=tables, below=st.integers(1, 12))
def test_what_is_shown_is_true(counts: Counts, below: int) -> None:
    table = suppress(counts, AREAS, OFFENCES, [0, 1], below=below)
    truth = totals(counts)
    shown = ~table.suppressed

    assert np.array_equal(table.values[shown], truth[shown])
    assert np.isnan(table.values[table.suppressed]).all()
    assert not ((table.values > 0) & (table.values < below)).any()


def test_a_table_of_londons_size_takes_a_few_seconds_at_most() -> None:
    generator = np.random.default_rng(9)
    areas = Hierarchy.from_parents(
        {"london": None}
        | {f"bcu {n}": "london" for n in range(11)}
        | {f"borough {n}": f"bcu {n % 11}" for n in range(33)}
    )
    offences = Hierarchy.from_parents(
        {"all": None}
        | {f"group {n}": "all" for n in range(10)}
        | {f"offence {n}": f"group {n % 10}" for n in range(30)}
    )
    counts = generator.poisson(generator.gamma(0.5, 40, (33, 30, 1)), (33, 30, 191))

    start = time.perf_counter()
    table = suppress(counts, areas, offences, [month // 12 for month in range(191)])

    assert time.perf_counter() - start < 10
    assert 0.05 < float(table.suppressed.mean()) < 0.9
    assert not table.suppressed[0, 0].any()
