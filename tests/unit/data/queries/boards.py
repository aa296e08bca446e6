"""Made-up boards for tests: the bundled store with other rows on its boards."""

from __future__ import annotations

import dataclasses

import pandas as pd

from data.store import Store, Tables

BLANK = {
    "reported_quarter": "2018-19-Q1",
    "id": "made-up",
    "kind": "milestone",
    "theme": "outcomes",
    "subtheme": "Made up",
    "title": "Made up for a test",
    "status": "on-track",
    "due": "",
    "due_note": "",
    "reach": "london",
    "areas": "",
    "note": "",
    "figures": "",
    "offences": "",
}


def with_table(store: Store, dataset_id: str, table: pd.DataFrame) -> Store:
    """Return the store with one table replaced."""
    tables = {each: store.table(each) for each in store.tables} | {dataset_id: table}
    return dataclasses.replace(store, tables=Tables(tables))


def with_board(store: Store, *rows: dict[str, str]) -> Store:
    """Return the store with these rows instead of its boards."""
    return with_table(store, "milestones", pd.DataFrame([BLANK | row for row in rows]))
