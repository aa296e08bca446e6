"""The data in use follow the release that counts; a damaged one is never used."""

from __future__ import annotations

import contextvars
import gc
import shutil
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from data import releases, store
from data.errors import DataFileError
from data.periods import Month
from data.queries.area_marks import variation
from data.queries.report_check import checked
from data.store import DEFAULT_DIRECTORY, Store

FILE = "moped_crime_points.csv"


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Path]:
    """The bundled files, configured as the data directory."""
    place = tmp_path / "data"
    place.mkdir()
    for file in DEFAULT_DIRECTORY.iterdir():
        if file.is_file():
            shutil.copy(file, place)
    store.configure(place)
    yield place
    store.configure(None)


def load(directory: Path, value: int) -> releases.Release:
    content = (DEFAULT_DIRECTORY / FILE).read_bytes().replace(b"756", str(value).encode())
    return releases.publish(directory, {FILE: content}, sources=[], by="a tester")


def damage(release: releases.Release) -> None:
    file = release.path / FILE
    file.unlink()
    file.write_text("half", encoding="utf-8")


def test_a_new_release_is_noticed_and_used(directory: Path) -> None:
    before = store.get_store()
    assert not store.changed()
    release = load(directory, 800)
    assert store.changed()
    assert store.get_store() is before
    assert store.reload().origin == release
    assert store.get_store().release == release.content
    assert not store.changed()


def test_a_damaged_release_is_refused_and_the_last_good_one_serves(directory: Path) -> None:
    first = load(directory, 800)
    good = store.get_store()
    damage(load(directory, 900))
    with pytest.raises(DataFileError, match="must be as it was published"):
        store.reload()
    assert store.get_store() is good
    assert store.refused() is not None
    # It is not tried again and again.
    assert not store.changed()
    releases.rollback(directory, first.id, by="a tester")
    assert store.changed()
    store.reload()
    assert store.refused() is None


def test_a_process_that_starts_on_a_damaged_release_serves_the_one_before(
    directory: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = load(directory, 800), load(directory, 900)
    releases.rollback(directory, "1", by="a tester")
    releases.rollback(directory, "2", by="a tester")
    damage(second)
    store.clear()
    assert store.get_store().origin == first
    assert store.refused() is not None
    assert f"{FILE}: the file must be as it was published" in caplog.text
    assert f"Release {first.id} is served." in caplog.text


def test_with_every_release_damaged_the_directory_itself_serves(directory: Path) -> None:
    for value in (800, 900):
        damage(load(directory, value))
    store.clear()
    origin = store.get_store().origin
    assert origin is not None
    assert origin.number == 0


@pytest.mark.parametrize("content", ["", "\0\0", '{"history": 3}'])
def test_a_lost_pointer_leads_to_the_newest_release(directory: Path, content: str) -> None:
    load(directory, 800)
    second = load(directory, 900)
    (directory / "releases" / "current").write_text(content, encoding="utf-8")
    store.clear()
    assert store.get_store().origin == second


def test_what_began_on_a_release_ends_on_it(directory: Path) -> None:
    before = store.get_store()
    seen: list[Store] = []
    with store.hold() as held:
        load(directory, 800)
        after = store.reload()
        assert held is before
        assert store.get_store() is before
        # As a server runs a callback: on a thread, in the request's context.
        context = contextvars.copy_context()
        thread = threading.Thread(target=lambda: seen.append(context.run(store.get_store)))
        thread.start()
        thread.join()
        # Whoever comes meanwhile has the new release.
        other = threading.Thread(target=lambda: seen.append(store.get_store()))
        other.start()
        other.join()
    assert seen == [before, after]
    assert store.get_store() is after


def test_an_old_release_leaves_the_memory(directory: Path) -> None:
    old = weakref.ref(store.get_store())
    with store.hold() as held:
        load(directory, 800)
        store.reload()
        # A request that began before the switch goes on asking, and has its answers remembered.
        variation(held, offence="burglary", area="london", as_at=Month(2018, 6))
        checked(held)
        assert variation(held, offence="burglary", area="london", as_at=Month(2018, 6)) is (
            variation(held, offence="burglary", area="london", as_at=Month(2018, 6))
        )
        # A timer that is set while something is sent outlives the request.
        with store.let_go():
            timer = contextvars.copy_context()
        assert store.get_store() is held
        del held
    gc.collect()
    assert old() is None
    assert timer.run(store.get_store) is store.get_store()
