"""False discovery rate."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.statistics.fdr import flags_by_chance, q_values


def test_by_hand() -> None:
    # Sorted 0.005, 0.01, 0.03, 0.2: times 4/rank 0.02, 0.02, 0.04, 0.2.
    assert q_values([0.2, 0.01, 0.005, 0.03]).tolist() == pytest.approx([0.2, 0.02, 0.02, 0.04])


def test_a_series_that_could_not_be_tested_is_not_counted() -> None:
    values = q_values([0.01, np.nan, 0.04])

    assert values[[0, 2]].tolist() == pytest.approx([0.02, 0.04])
    assert np.isnan(values[1])


def test_nothing_tested() -> None:
    assert q_values([]).tolist() == []
    assert np.isnan(q_values([np.nan])).all()


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_properties(p_values: list[float]) -> None:
    q = q_values(p_values)
    p = np.array(p_values)

    assert (q >= p - 1e-12).all()
    assert (q <= 1).all()
    order = np.argsort(p, kind="stable")
    assert (np.diff(q[order]) >= -1e-12).all()
    # The step-up rule itself: the largest k with p₍ₖ₎ ≤ 0.05·k/m decides how many are kept.
    ranks = np.arange(1, p.size + 1)
    passing = np.flatnonzero(p[order] <= 0.05 * ranks / p.size)
    kept = passing[-1] + 1 if passing.size else 0
    assert abs(int((q <= 0.05).sum()) - int(kept)) <= int((np.abs(q - 0.05) < 1e-9).sum())


def test_an_impossible_p_value_is_refused() -> None:
    with pytest.raises(ValueError, match="p"):
        q_values([0.5, 1.2])


def test_flags_by_chance() -> None:
    assert flags_by_chance(60, 0.05) == pytest.approx(3.0)
    assert flags_by_chance(0, 0.05) == 0.0
    with pytest.raises(ValueError, match="tests"):
        flags_by_chance(-1, 0.05)
    with pytest.raises(ValueError, match="level"):
        flags_by_chance(1, 5)
