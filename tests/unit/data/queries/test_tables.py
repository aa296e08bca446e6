"""A dataset's table for download: what queries see, with the meaning of each column."""

from __future__ import annotations

import pytest

from data.errors import InvalidParameter
from data.queries.tables import table
from data.store import get_store


def test_the_table_is_the_one_that_queries_see() -> None:
    store = get_store()
    answer = table(store, dataset="recorded-crime")
    assert answer.rows.equals(store.table("recorded-crime"))
    assert answer.meta.unit == "offences"
    assert (answer.meta.first, answer.meta.last) == ("2010-04", "2026-02")
    assert answer.meta.dataset == "recorded-crime"
    assert answer.meta.release == store.release


def test_every_column_is_described() -> None:
    store = get_store()
    for dataset in store.tables:
        answer = table(store, dataset=dataset)
        assert set(answer.meta.columns) == set(answer.rows.columns)
        assert all(answer.meta.columns.values()), dataset


def test_gaps_caveats_and_breaks_go_with_it() -> None:
    store = get_store()
    meta = table(store, dataset="recorded-crime").meta
    entry = store.dataset("recorded-crime")
    assert {*entry.caveats, *(gap.note for gap in entry.gaps)} <= set(meta.notes)
    assert entry.provisional_note in meta.notes
    assert "2024-03" in {each["month"] for each in meta.breaks}
    assert table(store, dataset="boroughs").meta.breaks == ()


def test_an_unknown_dataset_is_refused() -> None:
    with pytest.raises(InvalidParameter) as fault:
        table(get_store(), dataset="nothing")
    assert fault.value.parameter == "dataset"
    assert "recorded-crime" in fault.value.allowed
