"""The bundled data, loaded once for all tests of the data layer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.catalogue import dataset
from data.errors import DataFileError
from data.store import DEFAULT_DIRECTORY, Store, domains_of, load_store, load_table
from tests.unit.data.edits import Edit, plain_rows, written


@pytest.fixture(scope="session")
def store() -> Store:
    return load_store(DEFAULT_DIRECTORY)


@pytest.fixture
def refused(store: Store) -> Callable[[str, Edit], DataFileError]:
    """Return a function that changes a bundled file and gives the error of loading it."""
    domains = domains_of(store.table("boroughs"))

    def change(dataset_id: str, edit: Edit) -> DataFileError:
        entry, rows = dataset(dataset_id), plain_rows(dataset_id)
        edit(rows)
        with pytest.raises(DataFileError) as caught:
            load_table(entry, written(rows), domains)
        assert caught.value.file == entry.file
        return caught.value

    return change
