"""Findings: every test counted, every sentence true of its numbers, nothing provisional."""

import re
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest

from data.errors import InvalidParameter
from data.periods import Month
from data.queries import finding_changes
from data.queries.changes import quarter_change
from data.queries.finding_changes import settled_quarter
from data.queries.finding_words import signal_sentence
from data.queries.findings import COLUMNS, Finding, findings, what_stands_out
from data.queries.judged import JudgedChart, judged_chart
from data.statistics.compare import compare_with_history, year_on_year_history
from data.statistics.spc import Signal
from data.store import Store, get_store

MONTHS = (Month(2014, 6), Month(2018, 6), Month(2022, 12), Month(2026, 2))
AREAS = ("london", "south-west", "west", "east", "E09000016", "E09000033")


@pytest.fixture(scope="module")
def store() -> Store:
    return get_store()


def every(store: Store) -> list[tuple[Month, Finding]]:
    return [
        (month, finding)
        for month in MONTHS
        for area in AREAS
        for finding in what_stands_out(store, area=area, as_at=month).findings
    ]


def test_there_are_findings_to_judge_by(store: Store) -> None:
    kinds = {finding.kind for _, finding in every(store)}
    assert kinds == {"special-cause", "change-on-year"}


def assert_true(sentence: str, judged: JudgedChart, signal: Signal) -> None:
    """A sentence on a chart says what its values and limits are."""
    chart, last = judged.chart, signal.index
    assert ("seasonally adjusted" in sentence) == (judged.adjustment is not None)
    values = chart.values[: last + 1]
    if run := re.search(r"(above|below) (?:its|their) mean of .* for (\d+) months", sentence):
        over = values[-int(run[2]) :] - chart.mean[last]
        assert len(over) >= 7
        assert (over > 0).all() if run[1] == "above" else (over < 0).all()
    elif "the upper limit of" in sentence:
        assert values[-1] > chart.upper_limit[last]
    elif "the lower limit of" in sentence:
        assert values[-1] < chart.lower_limit[last]
    elif trend := re.search(r"(risen|fallen) month after month for (\d+) months", sentence):
        steps = np.diff(values[-int(trend[2]) :])
        assert len(steps) >= 6
        assert (steps > 0).all() if trend[1] == "risen" else (steps < 0).all()
    else:
        assert "two of the three months" in sentence
        recent = values[-3:]
        high = (recent > chart.near_upper_limit[last]).sum()
        low = (recent < chart.near_lower_limit[last]).sum()
        assert max(high, low) >= 2


def test_sentences_of_charts_are_true_of_the_charts(store: Store) -> None:
    checked = 0
    for month, finding in every(store):
        if finding.kind != "special-cause":
            continue
        judged = judged_chart(store, offence=finding.offence, area=finding.area, as_at=month)
        assert judged is not None
        signal = judged.signal
        assert signal is not None
        assert_true(finding.sentence, judged, signal)
        checked += 1
    assert checked >= 5


@pytest.mark.full
@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_every_sentence_on_every_chart_is_true(store: Store, month: Month) -> None:
    checked = 0
    for offence in store.offences.all():
        cube = store.cube(offence)
        for area in store.areas.all():
            if cube.quarterly or area.code not in cube.areas:
                continue
            judged = judged_chart(store, offence=offence.slug, area=area.code, as_at=month)
            signal = None if judged is None else judged.signal
            if judged is None or signal is None or signal.rule is None:
                continue
            assert_true(signal_sentence(judged, signal), judged, signal)
            checked += 1
    assert checked > 100


@pytest.mark.full
@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_every_finding_of_every_area_is_true(store: Store, month: Month) -> None:
    for area in store.areas.all():
        for finding in what_stands_out(store, area=area.code, as_at=month).findings:
            if finding.kind == "special-cause":
                judged = judged_chart(
                    store, offence=finding.offence, area=finding.area, as_at=month
                )
                assert judged is not None
                assert judged.signal is not None
                assert_true(finding.sentence, judged, judged.signal)
                continue
            change = next(
                each
                for each in finding_changes.tested_changes(
                    store,
                    [(store.offences.get(finding.offence), store.areas.get(finding.area))],
                    as_at=month,
                )
            )
            assert f"({change.before:,.0f} to {change.value:,.0f})" in finding.sentence
            assert ("rose" in finding.sentence) == (change.value > change.before)


def test_sentences_of_changes_are_true_of_the_counts(store: Store) -> None:
    checked = 0
    for month, finding in every(store):
        if finding.kind != "change-on-year":
            continue
        change = quarter_change(store, offence=finding.offence, area=finding.area, as_at=month)
        assert change is not None
        assert change.percent is not None
        assert change.value is not None
        verb = "rose" if change.percent > 0 else "fell"
        assert f"{verb} {abs(change.percent):.1f}\u00a0%" in finding.sentence
        assert f"{change.value:,.0f}" in finding.sentence
        checked += 1
    assert checked >= 3


def test_every_test_counts_and_the_list_is_ranked(store: Store) -> None:
    for month in MONTHS:
        for area in AREAS:
            found = what_stands_out(store, area=area, as_at=month)
            assert found.by_chance == pytest.approx(0.05 * found.tests)
            assert found.tests >= found.series
            assert [each.rank for each in found.findings] == list(range(1, len(found.findings) + 1))
            assert all(each.p_value <= each.q_value <= 0.05 for each in found.findings)


def test_a_change_is_judged_as_the_single_comparison_judges_it(store: Store) -> None:
    burglary, havering = store.offences.get("burglary"), store.areas.get("E09000016")
    (change,) = finding_changes.tested_changes(store, [(burglary, havering)], as_at=Month(2018, 6))
    assert (change.value, change.before) == (389, 556)
    cube = store.cube(burglary)
    start = Month(2012, 4).ordinal - cube.first.ordinal
    past = cube.counts("E09000016", "burglary")[start : start + 72].reshape(24, 3).sum(axis=1)
    history = year_on_year_history(past)
    assert history is not None
    assert change.p_value == pytest.approx(compare_with_history(389, 556, history).p_value)


def test_the_provisional_month_is_in_no_quarter(store: Store) -> None:
    cube = store.cube(store.offences.get("burglary"))
    assert str(settled_quarter(cube, Month(2026, 2))) == "2025-26-Q3"
    assert str(settled_quarter(cube, Month(2018, 6))) == "2018-19-Q1"
    assert str(settled_quarter(cube, Month(2018, 5))) == "2017-18-Q4"


def test_a_quarter_across_a_break_is_not_compared(store: Store) -> None:
    burglary = store.offences.get("burglary")
    residential = store.offences.get("burglary-residential")
    london = store.areas.get("london")
    assert finding_changes.tested_changes(store, [(burglary, london)], as_at=Month(2024, 6)) == []
    series = [(burglary, london), (residential, london)]
    found = finding_changes.tested_changes(store, series, as_at=Month(2017, 6))
    assert [change.offence.slug for change in found] == ["burglary"]


def test_a_seasonal_offence_is_judged_without_its_season(store: Store) -> None:
    judged = judged_chart(store, offence="burglary", area="E09000016", as_at=Month(2018, 6))
    assert judged is not None
    assert judged.adjustment is not None
    assert judged.judged
    early = judged_chart(store, offence="burglary", area="E09000016", as_at=Month(2012, 6))
    assert early is not None
    assert early.adjustment is None
    assert not early.judged
    assert early.signal is None
    robbery = judged_chart(store, offence="robbery", area="london", as_at=Month(2018, 6))
    assert robbery is not None
    assert robbery.adjustment is None
    assert robbery.judged


def test_links_lead_to_the_chart_that_shows_it(store: Store) -> None:
    for month, finding in every(store):
        address = urlsplit(finding.link)
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        assert address.path == "/crime-trends"
        assert query["area"] == finding.area
        assert query["offence"] == finding.offence
        assert query["as-at"] == str(month)
        assert (query.get("chart") == "process") == (finding.kind == "special-cause")


def test_rows_and_notes(store: Store) -> None:
    answer = findings(store, area="london")
    assert list(answer.rows.columns) == list(COLUMNS)
    assert answer.meta.as_at == "2018-06"
    assert "chance alone would give about" in answer.meta.notes[0]
    with pytest.raises(InvalidParameter):
        findings(store, area="narnia")
    with pytest.raises(InvalidParameter):
        findings(store, area="london", as_at=Month(2030, 1))


def test_nothing_that_can_be_tested_is_nothing_found(store: Store) -> None:
    found = what_stands_out(store, area="E09000016", as_at=Month(2010, 4))
    assert (found.tests, found.findings) == (0, ())
