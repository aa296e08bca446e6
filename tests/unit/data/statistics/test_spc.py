"""The whole chart: segments, gaps, provisional points, directions, the latest signal."""

from __future__ import annotations

import time

import numpy as np
import pytest

from data.statistics.spc import Polarity, latest_signal, spc

NAN = float("nan")
ZIGZAG = [8.0, 12.0] * 6


class TestSegments:
    @pytest.mark.parametrize(("points", "given"), [(11, False), (12, True), (13, True)])
    def test_limits_from_twelve_points(self, points: int, given: bool) -> None:
        chart = spc(([8.0, 12.0] * 7)[:points])

        assert bool(np.isfinite(chart.upper_limit).all()) is given
        assert bool(np.isnan(chart.lower_limit).all()) is not given
        assert np.isfinite(chart.mean).all()
        assert chart.segments[0].has_limits is given

    def test_eleven_points_get_no_verdict_however_odd(self) -> None:
        chart = spc([float(n) for n in range(10)] + [500.0])

        assert not chart.special_cause.any()
        assert latest_signal(chart) is None

    def test_missing_months_do_not_make_up_twelve(self) -> None:
        chart = spc([*ZIGZAG[:11], NAN, NAN])

        assert np.isnan(chart.upper_limit).all()

    def test_a_rebase_month_is_the_first_point_of_its_segment(self) -> None:
        chart = spc([*ZIGZAG, *[100.0, 102.0] * 6], starts=[12])

        assert [(part.start, part.stop) for part in chart.segments] == [(0, 12), (12, 24)]
        assert chart.mean.tolist() == [10.0] * 12 + [101.0] * 12
        assert chart.upper_limit[11] == pytest.approx(10 + 2.66 * 4)
        assert chart.upper_limit[12] == pytest.approx(101 + 2.66 * 2)
        assert chart.near_lower_limit[12] == pytest.approx(101 - 2.66 * 2 * 2 / 3)
        assert not chart.special_cause.any()

    def test_no_moving_range_spans_a_break(self) -> None:
        chart = spc([10.0] * 12 + [100.0] * 12, starts=[12])

        assert chart.upper_limit.tolist() == [10.0] * 12 + [100.0] * 12

    def test_a_run_does_not_cross_a_break(self) -> None:
        # Six high months end the first segment and six begin the second: never seven together.
        first = [*[16.0, 4.0] * 5, *[11.0, 12.0] * 3]
        second = [*[12.0, 11.0] * 3, *[4.0, 16.0] * 5]

        broken = spc(first + second, starts=[16])
        whole = spc(first + second)

        assert not broken.special_cause.any()
        assert whole.rule[10:22] == ("run",) * 12

    def test_a_trend_does_not_cross_a_break(self) -> None:
        values = [*[5.0, 15.0] * 6, 7, 8, 9, 10, 11, 12, 13, *[5.0, 15.0] * 6]

        assert spc(values).rule[12:19] == ("trend",) * 7
        assert spc(values, starts=[15]).rule[12:19] == (None,) * 7

    def test_a_short_segment_between_long_ones_has_values_only(self) -> None:
        chart = spc([*ZIGZAG, 50.0, 60.0, *ZIGZAG], starts=[12, 14])

        assert np.isnan(chart.upper_limit[12:14]).all()
        assert np.isfinite(chart.upper_limit[14:]).all()
        assert chart.values[12:14].tolist() == [50.0, 60.0]

    def test_starts_may_come_in_any_order_and_name_the_first(self) -> None:
        one = spc(ZIGZAG * 3, starts=[24, 0, 12, 12])

        assert [part.start for part in one.segments] == [0, 12, 24]

    @pytest.mark.parametrize("start", [-1, 12])
    def test_a_start_outside_the_series_is_refused(self, start: int) -> None:
        with pytest.raises(ValueError, match="cannot start"):
            spc(ZIGZAG, starts=[start])


class TestGapsAndProvisional:
    def test_a_missing_month_has_limits_but_no_mark(self) -> None:
        chart = spc([*ZIGZAG, NAN, *ZIGZAG])

        assert np.isnan(chart.values[12])
        assert np.isfinite(chart.upper_limit).all()
        assert chart.rule[12] is None
        assert not chart.used[12]

    def test_a_missing_month_breaks_a_run(self) -> None:
        # Six and six high months, which a point would join to a run of thirteen.
        high = [11.0, 12.0] * 3
        joined = spc([*[7.0, 9.0] * 6, *high, 11.5, *high])
        broken = spc([*[7.0, 9.0] * 6, *high, NAN, *high])

        assert joined.rule[12:25] == ("run",) * 13
        assert broken.rule[12:25] == (None,) * 13

    def test_a_provisional_point_is_left_out_and_drawn(self) -> None:
        mask = [False] * 12 + [True]
        chart = spc([*ZIGZAG, 500.0], provisional=mask)

        assert chart.mean.tolist() == [10.0] * 13
        assert chart.upper_limit[12] == pytest.approx(10 + 2.66 * 4)
        assert chart.values[12] == 500.0
        assert not chart.special_cause[12]
        assert chart.direction[12] is None

    def test_a_provisional_point_does_not_complete_a_run(self) -> None:
        values = [*[9.0, 7.0] * 6, *[10.0, 11.0] * 3, 11.0]

        assert spc(values).rule[12:] == ("run",) * 7
        assert spc(values, provisional=[False] * 18 + [True]).rule[12:] == (None,) * 7

    def test_a_provisional_point_does_not_make_twelve(self) -> None:
        chart = spc(ZIGZAG, provisional=[False] * 11 + [True])

        assert np.isnan(chart.upper_limit).all()

    def test_a_mask_of_another_length_is_refused(self) -> None:
        with pytest.raises(ValueError, match="provisional"):
            spc(ZIGZAG, provisional=[True])


class TestConstantAndEmpty:
    @pytest.mark.parametrize("value", [0.0, 0.1, 17.0])
    def test_a_constant_series_shows_nothing(self, value: float) -> None:
        chart = spc([value] * 20)

        assert chart.mean.tolist() == chart.upper_limit.tolist() == [value] * 20
        assert not chart.special_cause.any()

    def test_an_empty_series(self) -> None:
        chart = spc([])

        assert chart.values.size == 0
        assert chart.rule == ()
        assert chart.segments == ()
        assert latest_signal(chart) is None

    def test_nothing_known(self) -> None:
        chart = spc([NAN] * 20)

        assert np.isnan(chart.mean).all()
        assert latest_signal(chart) is None

    def test_a_point_exactly_on_the_mean_breaks_a_run(self) -> None:
        # The mean of these is 7/3, which neither it nor the mean of floats is exactly.
        values = [1.0, 2.0, 4.0] * 6 + [7 / 3] + [1.0, 2.0, 4.0] * 6
        chart = spc(values)

        assert chart.side[18] == 0


HIGH = [*[8.0, 12.0] * 10, 40.0]
LOW = [*[28.0, 32.0] * 10, 0.0]


class TestDirection:
    @pytest.mark.parametrize(
        ("polarity", "high", "low"),
        [
            ("down", "concern", "improvement"),
            ("up", "improvement", "concern"),
            ("neither", "neither", "neither"),
        ],
    )
    def test_polarity_gives_the_meaning(self, polarity: Polarity, high: str, low: str) -> None:
        assert spc(HIGH, polarity=polarity).direction[-1] == high
        assert spc(LOW, polarity=polarity).direction[-1] == low

    def test_unmarked_points_have_no_direction(self) -> None:
        assert spc(HIGH).direction[:20] == (None,) * 20

    def test_a_falling_trend_is_an_improvement_throughout(self) -> None:
        values = [*[5.0, 15.0] * 6, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0, *[15.0, 5.0] * 6]
        chart = spc(values)

        assert chart.rule[11:19] == ("trend",) * 8  # from the 15 before it
        assert set(chart.direction[11:19]) == {"improvement"}

    def test_an_unknown_polarity_is_refused(self) -> None:
        with pytest.raises(ValueError, match="polarity"):
            spc(ZIGZAG, polarity="sideways")  # type: ignore[arg-type]


class TestLatestSignal:
    def test_common_cause(self) -> None:
        signal = latest_signal(spc(ZIGZAG))

        assert signal is not None
        assert signal.rule is None
        assert signal.direction is None
        assert (signal.index, signal.side, signal.months_on_side) == (11, 1, 1)

    def test_nine_months_below_the_mean(self) -> None:
        signal = latest_signal(spc([*[20.0, 24.0] * 12, *[17.0, 18.0] * 4, 17.0]))

        assert signal is not None
        assert (signal.rule, signal.direction) == ("run", "improvement")
        assert (signal.side, signal.months_on_side, signal.rising) == (-1, 9, False)

    def test_a_trend_is_counted_in_months(self) -> None:
        signal = latest_signal(spc([*[5.0, 15.0] * 7, 6, 7, 8, 9, 10, 11, 12, 13]))

        assert signal is not None
        assert (signal.rule, signal.months_of_trend, signal.rising) == ("trend", 8, True)
        assert signal.direction == "concern"

    def test_the_latest_point_used_is_not_the_provisional_one(self) -> None:
        signal = latest_signal(spc([*ZIGZAG, 500.0], provisional=[False] * 12 + [True]))

        assert signal is not None
        assert signal.index == 11
        assert signal.rule is None

    def test_months_are_counted_within_the_segment(self) -> None:
        values = [*[9.0, 11.0] * 8, *[12.0] * 4, *[13.0] * 3, *[9.0, 11.0] * 6, 12.0, 12.0]
        signal = latest_signal(spc(values, starts=[19]))

        assert signal is not None
        assert signal.months_on_side == 3  # 11, 12, 12


def test_thirty_six_points_take_less_than_a_millisecond() -> None:
    values = np.random.default_rng(3).poisson(200, 36)
    spc(values)
    elapsed = []
    for _ in range(50):
        start = time.perf_counter()
        spc(values)
        elapsed.append(time.perf_counter() - start)

    assert float(np.median(elapsed)) < 1e-3
