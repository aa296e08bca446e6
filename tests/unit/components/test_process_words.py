"""The words of a process-behaviour chart are true of its numbers, for many series and months."""

from __future__ import annotations

import re

import numpy as np
import pytest

from components.process_words import (
    earlier_marks,
    in_words,
    verdict,
    verdict_clause,
    verdict_title,
    window_words,
)
from data.periods import Month
from data.queries.spc import ProcessChart, process_chart
from data.store import DEFAULT_DIRECTORY, Store, load_store

UNDER_25 = "knife-injury-victims-under-25"
MONTHS = (Month(2013, 6), Month(2018, 6), Month(2021, 3), Month(2026, 2))
WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


@pytest.fixture(scope="module")
def store() -> Store:
    return load_store(DEFAULT_DIRECTORY)


def number(text: str) -> float:
    return float(text.replace(",", "").replace("−", "-"))


def test_the_reports_months(store: Store) -> None:
    chart = process_chart(store, offence=UNDER_25)
    assert verdict_title(chart) == "No special cause in June 2018"
    assert verdict(chart) == (
        "June 2018, with 164 victims, shows no special cause: from month to month no more change "
        "than chance would give (mean 174.3, limits 126.2 and 222.3)."
    )
    assert earlier_marks(chart) == "No month of the chart is marked."
    assert window_words(chart) == "Limits rest on April 2017 to June 2018."


def test_too_few_months_say_so(store: Store) -> None:
    chart = process_chart(store, offence=UNDER_25, as_at=Month(2017, 8))
    assert verdict_title(chart) == "Too few months for limits, so no verdict"
    assert verdict(chart) == (
        "5 months from April 2017 on: limits take 12, so there is no verdict yet."
    )
    assert window_words(chart) == ""
    assert earlier_marks(chart) == ""


def test_the_words_after_a_break_speak_of_the_months_since(store: Store) -> None:
    chart = process_chart(store, offence=UNDER_25, start=Month(2017, 4), as_at=Month(2022, 8))
    assert verdict(chart).startswith("6 months from March 2022 on")
    assert (
        earlier_marks(chart) == "42 months are marked as special cause, the latest February 2022."
    )


def test_a_special_cause_of_two_in_three(store: Store) -> None:
    chart = process_chart(store, offence=UNDER_25, start=Month(2017, 4), as_at=Month(2026, 2))
    assert verdict_title(chart) == "Two of three months near the lower limit, January 2026"
    assert verdict_clause(chart) == "two of three months to January 2026 near the lower limit"
    assert "more than chance would give" in verdict(chart)


def test_small_numbers_are_words() -> None:
    assert [in_words(value) for value in (0, 7, 9, 10, 24)] == ["no", "seven", "nine", "10", "24"]


def charts(store: Store) -> list[ProcessChart]:
    groups = [offence.slug for offence in store.offences.groups()]
    return [
        process_chart(store, offence=offence, area=area.code, as_at=month)
        for month in MONTHS
        for area in (store.areas.all()[0], *store.areas.all()[1::6])
        for offence in ("all", *groups)
    ]


def test_every_verdict_is_true_of_its_numbers(store: Store) -> None:
    """Read each sentence back and compare it with the counts themselves."""
    seen = set()
    for chart in charts(store):
        signal = chart.signal
        if signal is None:
            assert "there is no verdict yet" in verdict(chart)
            continue
        seen.add(signal.rule)
        said, index, data = verdict(chart), signal.index, chart.chart
        assert chart.months[index].label in said
        value = float(data.values[index])
        segment = next(part for part in data.segments if part.start <= index < part.stop)
        until = data.values[segment.start : index + 1]
        if signal.rule is None:
            low, high = (number(x) for x in re.search(r"limits (\S+) and (\S+?)\)", said).groups())  # type: ignore[union-attr]
            assert low - 0.05 <= value <= high + 0.05
            assert "no more change than chance" in said
            continue
        assert "a special cause, more than chance would give" in said
        if signal.rule == "outside":
            limit = number(re.search(r"its limit of (\S+):", said)[1])  # type: ignore[index]
            assert (value > limit - 0.05) if " above " in said else (value < limit + 0.05)
        elif signal.rule == "run":
            text = re.search(r"for (\S+) months", said)[1]  # type: ignore[index]
            months = WORDS.index(text) if text in WORDS else int(text)
            last = until[-months:]
            mean = float(data.mean[index])
            assert months >= 7
            assert np.all(last > mean) if " above " in said else np.all(last < mean)
        elif signal.rule == "trend":
            months = int(re.search(r"over (\d+) months", said)[1])  # type: ignore[index]
            steps = np.diff(until[-months:])
            assert months >= 7
            assert np.all(steps > 0) if "risen" in said else np.all(steps < 0)
        else:
            near = data.near_upper_limit if "upper" in said else data.near_lower_limit
            last = until[-3:]
            beyond = last > near[index] if "upper" in said else last < near[index]
            assert beyond.sum() >= 2
    assert {None, "outside", "run", "two-of-three"} <= seen


def test_titles_have_ten_words_at_most(store: Store) -> None:
    for chart in charts(store):
        assert len(verdict_title(chart).split()) <= 10
