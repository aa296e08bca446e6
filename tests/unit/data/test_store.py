from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from data import store as module
from data.errors import DataFileError
from data.store import DEFAULT_DIRECTORY, Store, clear, configure, get_store, load_store, reload
from tests.unit.data.blocks import cube_of


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A copy of the bundled files."""
    return Path(shutil.copytree(DEFAULT_DIRECTORY, tmp_path / "files"))


@pytest.fixture
def configured() -> Iterator[None]:
    """Leave the configuration as it was."""
    yield
    configure(None)


def test_equal_files_are_the_same_release_and_others_another(files: Path, store: Store) -> None:
    assert load_store(files).release == store.release
    path = files / "moped_crime_points.csv"
    path.write_text(path.read_text().replace("756", "757"))
    assert load_store(files).release != store.release


def test_a_missing_file_is_named(files: Path) -> None:
    (files / "population_by_year.csv").unlink()
    with pytest.raises(DataFileError, match=r"^population_by_year\.csv: the file must be in"):
        load_store(files)


def test_a_missing_directory_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="nowhere"):
        load_store(tmp_path / "nowhere")


def test_a_table_can_be_written_into_without_changing_the_release(store: Store) -> None:
    table = store.table("boroughs")
    table.loc[:, "hectares"] = -1.0
    table.iloc[0, 1] = "Elsewhere"
    table["more"] = 1
    kept = store.table("boroughs")
    assert kept["hectares"].gt(0).all()
    assert kept["area_name"][0] == "City of London"
    assert "more" not in kept.columns


def test_the_counts_cannot_be_written_into(store: Store) -> None:
    cube = cube_of(store, "recorded-crime")
    arrays = (cube.values, cube.incomplete, cube.suppressed, cube.labels, cube.years)
    for array in (*arrays, cube.provisional):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0
    with pytest.raises(ValueError, match="read-only"):
        cube.counts("london", "all")[0] = 1
    residents = store.populations.over(store.areas.london, np.array([2018]))
    residents[0] = 0
    assert store.populations.of(store.areas.london, 2018) > 8_000_000


def test_the_data_directory_comes_from_the_environment(
    files: Path, monkeypatch: pytest.MonkeyPatch, configured: None
) -> None:
    monkeypatch.setenv("DATA_DIR", str(files))
    clear()
    assert get_store().directory == files
    assert get_store() is get_store()


def test_a_configured_directory_wins_over_the_environment(
    files: Path, monkeypatch: pytest.MonkeyPatch, configured: None
) -> None:
    monkeypatch.setenv("DATA_DIR", "/nowhere")
    configure(files)
    assert get_store().directory == files


def test_after_a_refused_reload_the_last_good_data_serve(files: Path, configured: None) -> None:
    configure(files)
    good = get_store()
    (files / "boroughs.csv").write_text("area_code\n")
    with pytest.raises(DataFileError):
        reload()
    assert get_store() is good
    shutil.copy(DEFAULT_DIRECTORY / "boroughs.csv", files)
    assert reload() is get_store()
    assert get_store() is not good


def test_many_threads_load_once(monkeypatch: pytest.MonkeyPatch, configured: None) -> None:
    loaded: list[Path] = []
    load = module.load_store

    def counted(directory: Path) -> Store:
        loaded.append(directory)
        return load(directory)

    monkeypatch.setattr(module, "load_store", counted)
    clear()
    threads = [threading.Thread(target=get_store) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(loaded) == 1
