"""Many comparisons at once are the single comparison, again and again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.statistics.compare import compare_counts, compare_with_history, year_on_year_history
from data.statistics.compare_many import compare_many

COUNTS = st.integers(0, 3000)


@given(
    st.lists(
        st.tuples(COUNTS, COUNTS, st.lists(COUNTS, min_size=24, max_size=24)),
        min_size=1,
        max_size=5,
    ),
    st.integers(0, 24),
)
def test_each_entry_is_the_single_comparison(
    series: list[tuple[int, int, list[int]]], break_at: int
) -> None:
    quarters = np.array([past for _, _, past in series], dtype=float)
    comparable = np.ones((len(series), 20), dtype=bool)
    comparable[:, max(0, break_at - 4) : break_at] = False
    found = compare_many(
        [count for count, _, _ in series], [b for _, b, _ in series], quarters, comparable
    )
    for row, (count, before, past) in enumerate(series):
        history = year_on_year_history(past, breaks=[break_at])
        one = (
            compare_counts(count, before)
            if history is None
            else compare_with_history(count, before, history)
        )
        assert found.p_values[row] == pytest.approx(one.p_value, rel=1e-9, abs=1e-300)
        if history is None:
            assert np.isnan(found.dispersion[row])
        else:
            assert found.dispersion[row] == pytest.approx(history.dispersion)


def test_a_missing_count_has_no_p_value() -> None:
    past, comparable = np.full((2, 24), 100.0), np.ones((2, 20), dtype=bool)
    found = compare_many([np.nan, 100], [90, 90], past, comparable)
    assert np.isnan(found.p_values[0])
    assert found.p_values[1] > 0.4


def test_a_past_too_short_leaves_poisson_chance() -> None:
    past = np.full((1, 24), np.nan)
    found = compare_many([130], [100], past, np.ones((1, 20), dtype=bool))
    assert found.p_values[0] == pytest.approx(compare_counts(130, 100).p_value)
