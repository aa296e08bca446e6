"""A short soak: readers on two workers through every fault; the numbers shown are right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data import releases
from data.periods import Month
from data.queries.series import series
from data.store import load_store
from tests.performance.soak.expected import Expected
from tests.performance.soak.faults import PHASES
from tests.performance.soak.machine import publish, tables
from tests.performance.soak.report import report
from tests.performance.soak.run import Plan, soak


@pytest.mark.full
def test_no_wrong_number_is_shown_whatever_happens_to_the_server() -> None:
    plan = Plan(readers=20, steady=3, fault=1, slow=10, switches=(2,), hurry=8)
    run = soak(plan)
    assert run.broken == []
    assert run.readers.expected.checked > 0
    # Answers came from the release before the switch, and from the one after it.
    assert set(run.readers.notes.releases) >= {run.made[1].content, run.made[2].content}
    told = report(run, plan)
    assert all(phase in told for phase in PHASES)


def test_an_answer_with_another_releases_numbers_is_found_out(tmp_path: Path) -> None:
    directory = tables(tmp_path / "data")
    expected = Expected(directory)
    zero, one = releases.current(directory), publish(directory, 1)
    for release in (zero, one):
        expected.learn(release)
    store = load_store(directory)
    asked = {"offence": "all", "area": "west", "measure": "count", "as_at": "2018-06"}
    rows = series(store, offence="all", area="west", as_at=Month(2018, 6)).rows
    told = [{"month": row.month, "value": row.value} for row in rows.itertuples()]
    body = json.dumps({"rows": told}).encode()
    shown = asked | {"shown": "series"}
    assert expected.fault(shown, one.content, body) is None
    assert str(expected.fault(shown, zero.content, body)).startswith("2017-06: ")
    assert "nobody loaded" in str(expected.fault(shown, "0123456789abcdef", body))
