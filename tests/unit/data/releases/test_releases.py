"""A load makes a release: whole, never changed, and the one that counts until someone goes back."""

from __future__ import annotations

import json
import os
import shutil
import threading
from pathlib import Path

import pytest

from data import releases
from data.errors import DataFileError
from data.releases import disk
from data.releases.model import MANIFEST
from data.releases.pointer import stamp
from data.releases.publishing import publish
from data.store import DEFAULT_DIRECTORY, load_store, load_tables

pytestmark = pytest.mark.usefixtures("each_content_is_loaded_once")

FILE = "moped_crime_points.csv"
SOURCE = releases.Source(name="points.csv", sha256="ab" * 32, recognised_as="made up for a test")


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """The bundled files, as a data directory of the test's own."""
    place = tmp_path / "data"
    place.mkdir()
    for file in DEFAULT_DIRECTORY.iterdir():
        if file.is_file():
            shutil.copy(file, place)
    return place


def points(value: int) -> bytes:
    """The smallest table with one value changed."""
    content = (DEFAULT_DIRECTORY / FILE).read_bytes()
    assert b"756" in content
    return content.replace(b"756", str(value).encode())


def load(directory: Path, value: int) -> releases.Release:
    return publish(directory, {FILE: points(value)}, sources=[SOURCE], by="a tester")


def value_of(directory: Path) -> bytes:
    """The table of the release that counts."""
    return (releases.current(directory).path / FILE).read_bytes()


def test_a_plain_directory_is_release_zero(directory: Path) -> None:
    (zero,) = releases.all_releases(directory)
    assert zero == releases.current(directory)
    assert zero.number == 0
    assert zero.content == load_tables(directory).release
    assert load_store(directory).release == zero.content
    assert not (directory / "releases").exists()


def test_a_load_makes_a_release_that_counts(directory: Path) -> None:
    before = {each.name: each.read_bytes() for each in directory.iterdir()}
    release = load(directory, 800)
    assert (release.number, release.by, release.previous) == (
        1,
        "a tester",
        f"0000-{load_tables(directory).release}",
    )
    assert release.sources == (SOURCE,)
    assert release.changed == (FILE,)
    assert release.counts["recorded-crime"] == 986
    assert release == releases.current(directory)
    store = load_store(directory)
    assert store.release == release.content
    assert store.origin == release
    assert store.table("moped-crime-points").to_csv().count("800") == 1
    # What was there is as it was.
    assert all((directory / name).read_bytes() == content for name, content in before.items())
    assert all(oct((release.path / file).stat().st_mode)[-3:] == "444" for file in release.files)


def test_equal_tables_make_no_release(directory: Path) -> None:
    first = load(directory, 800)
    assert load(directory, 800) == first
    assert [each.number for each in releases.all_releases(directory)] == [0, 1]
    bundled = {FILE: (DEFAULT_DIRECTORY / FILE).read_bytes()}
    back = publish(directory, bundled, sources=[], by="a tester")
    assert back.number == 2
    assert back.content == load_tables(directory).release


def test_later_releases_share_what_they_have_in_common(directory: Path) -> None:
    first, second = load(directory, 800), load(directory, 900)
    same = [(each.path / "recorded_crime.csv").stat().st_ino for each in (first, second)]
    assert same[0] == same[1]
    # Release zero may be edited in place, so nothing is shared with it.
    assert (directory / "recorded_crime.csv").stat().st_ino not in same


def test_one_goes_back_and_forth(directory: Path) -> None:
    original = value_of(directory)
    load(directory, 800)
    second = load(directory, 900)
    assert releases.rollback(directory, "1", by="b").number == 1
    assert value_of(directory) == points(800)
    assert releases.rollback(directory, second.content[:8], by="b") == second
    assert releases.rollback(directory, "0", by="b").number == 0
    assert value_of(directory) == original
    assert [(each.release[:4], each.by, each.action) for each in releases.history(directory)] == [
        ("0001", "a tester", "load"),
        ("0002", "a tester", "load"),
        ("0001", "b", "rollback"),
        ("0002", "b", "rollback"),
        ("0000", "b", "rollback"),
    ]
    # A load builds on what counts, and its number was never used.
    assert (load(directory, 901).number, releases.current(directory).previous) == (
        3,
        releases.history(directory)[-2].release,
    )


def test_going_where_one_is_changes_nothing(directory: Path) -> None:
    releases.rollback(directory, "0", by="b")
    assert releases.history(directory) == ()
    load(directory, 800)
    before = stamp(directory)
    releases.rollback(directory, "1", by="b")
    assert stamp(directory) == before


def test_an_unknown_release_is_named(directory: Path) -> None:
    load(directory, 800)
    with pytest.raises(releases.ReleaseError, match=r"no release “9”. Releases: 0000-.*, 0001-"):
        releases.rollback(directory, "9", by="b")
    with pytest.raises(releases.ReleaseError, match="no release “”"):
        releases.rollback(directory, "", by="b")


def test_bad_tables_change_nothing(directory: Path) -> None:
    load(directory, 800)
    before, there = stamp(directory), set((directory / "releases").iterdir())
    with pytest.raises(DataFileError, match=r"moped_crime_points\.csv, row 3"):
        publish(directory, {FILE: points(-1)}, sources=[], by="b")
    with pytest.raises(releases.ReleaseError, match="not the name of a table"):
        publish(directory, {"../moped.csv": b"a\n1\n"}, sources=[], by="b")
    with pytest.raises(releases.ReleaseError, match="not the name of a table"):
        publish(directory, {"snapshots/milestones/notes.csv": b"a\n1\n"}, sources=[], by="b")
    with pytest.raises(releases.ReleaseError, match="has been loaded since 0000-abc"):
        publish(directory, {FILE: points(801)}, sources=[], by="b", based_on="0000-abc")
    assert stamp(directory) == before
    assert set((directory / "releases").iterdir()) == there


def test_a_full_disk_changes_nothing(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(directory, 800)
    before, there = stamp(directory), releases.all_releases(directory)
    force, left = os.fsync, 0

    def full(handle: int) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise OSError(28, "No space left on device")
        force(handle)

    monkeypatch.setattr(os, "fsync", full)
    for number in range(1, 6):
        left = number
        with pytest.raises(OSError, match="No space left"):
            load(directory, 900)
        assert stamp(directory) == before
        assert value_of(directory) == points(800)
        assert releases.all_releases(directory) == there
    assert load(directory, 900).number == 2


def test_a_table_may_be_a_file(directory: Path, tmp_path: Path) -> None:
    file = tmp_path / "any.csv"
    file.write_bytes(points(800))
    publish(directory, {FILE: file}, sources=[], by="b")
    file.write_bytes(points(900))
    assert value_of(directory) == points(800)


def test_a_changed_release_is_refused_with_its_file(directory: Path) -> None:
    release = load(directory, 800)
    file = release.path / FILE
    file.chmod(0o644)
    file.write_bytes(points(801))
    with pytest.raises(DataFileError, match=rf"releases/{release.id}/{FILE}: .* changed"):
        load_store(directory)
    file.unlink()
    with pytest.raises(DataFileError, match="No such file"):
        load_store(directory)
    releases.rollback(directory, "0", by="b")
    with pytest.raises(DataFileError, match="No such file"):
        releases.rollback(directory, "1", by="b")
    assert releases.current(directory).number == 0


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"number": "x"}', "\0"])
def test_what_is_written_beside_a_release_is_checked(directory: Path, content: str) -> None:
    release = load(directory, 800)
    file = release.path / MANIFEST
    file.chmod(0o644)
    file.write_text(content, encoding="utf-8")
    with pytest.raises(DataFileError, match="must be as it was written"):
        releases.current(directory)


def test_a_manifest_of_another_release_is_refused(directory: Path) -> None:
    first, second = load(directory, 800), load(directory, 900)
    file = second.path / MANIFEST
    file.unlink()
    shutil.copy(first.path / MANIFEST, file)
    with pytest.raises(DataFileError, match="must be that of its directory"):
        releases.current(directory)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}",
        "[1]",
        '{"history": [{}]}',
        '{"history": [{"release": "../x", "at": "2026-03-01", "by": "x", "action": "load"}]}',
    ],
)
def test_a_pointer_that_is_not_one_is_named(directory: Path, content: str) -> None:
    load(directory, 800)
    (directory / "releases" / "current").write_text(content, encoding="utf-8")
    with pytest.raises(DataFileError, match=r"^releases/current: the file must be as it was"):
        load_store(directory)


def test_a_dataset_that_the_product_got_later_comes_from_the_directory(directory: Path) -> None:
    release = load(directory, 800)
    # As if the product had had no such dataset when the release was made.
    manifest = release.path / MANIFEST
    known = json.loads(manifest.read_text(encoding="utf-8"))
    del known["files"]["report_claims.csv"]
    manifest.unlink()
    manifest.write_text(json.dumps(known), encoding="utf-8")
    (release.path / "report_claims.csv").unlink()
    assert len(load_store(directory).table("report-claims")) == 6


def test_old_releases_are_given_up_but_never_the_current(directory: Path) -> None:
    made = [load(directory, value) for value in (800, 900, 901, 902)]
    releases.rollback(directory, "1", by="b")
    removed = releases.prune(directory, keep=1)
    assert [each.number for each in removed] == [2, 3]
    assert [each.number for each in releases.all_releases(directory)] == [0, 1, 4]
    assert load_store(directory).release == made[0].content
    with pytest.raises(releases.ReleaseError, match="negative"):
        releases.prune(directory, keep=-1)


def test_a_name_is_never_used_twice(directory: Path) -> None:
    load(directory, 800)
    releases.rollback(directory, "0", by="b")
    releases.prune(directory, keep=0)
    assert load(directory, 800).number == 2


def test_two_loaders_at_once_both_count(directory: Path) -> None:
    threads = [threading.Thread(target=load, args=(directory, 810 + n)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    made = releases.all_releases(directory)
    assert [each.number for each in made] == [0, 1, 2, 3]
    assert [each.previous for each in made[1:]] == [each.id for each in made[:-1]]


def test_the_lock_may_be_held_around_a_load(directory: Path) -> None:
    with releases.locked(directory):
        base = releases.current(directory)
        thread = threading.Thread(target=load, args=(directory, 900))
        thread.start()
        thread.join(0.3)
        assert thread.is_alive()
        tables = {FILE: points(800)}
        mine = publish(directory, tables, sources=[], by="b", based_on=base.id)
    thread.join()
    assert releases.current(directory).previous == mine.id


def test_what_a_dead_loader_left_is_cleared(directory: Path) -> None:
    first = load(directory, 800)
    place = directory / "releases"
    (place / f"{disk.UNFINISHED}abc").mkdir()
    (place / f"{disk.UNFINISHED}abc" / FILE).write_text("half", encoding="utf-8")
    (place / f"{disk.UNFINISHED}def").write_text("half", encoding="utf-8")
    # Whole, but its loader died before it could point to it.
    shutil.copytree(first.path, place / "0002-0123456789abcdef")
    assert releases.current(directory) == first
    assert len(releases.all_releases(directory)) == 2
    second = load(directory, 900)
    assert second.number == 2
    assert {each.name for each in place.iterdir()} == {".lock", "current", first.id, second.id}
