"""The release store: what is published is what every directory has, or nothing is."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from data import releases, store
from data.__main__ import main
from data.releases import ReleaseError, shared
from data.releases.pointer import history
from data.releases.shared import ReleaseStore
from tests.unit.data.releases.shared.conftest import (
    FILE,
    data_directory,
    points,
    publish,
    publish_by_itself,
)

pytestmark = pytest.mark.usefixtures("each_content_is_loaded_once")


def test_what_is_loaded_here_is_there_to_the_last_byte(here: Path, there: Path, url: str) -> None:
    source = ReleaseStore(url)
    assert shared.pull(there, source) == ()
    first, second = publish(here, 800), publish(here, 801)
    assert [each.release for each in shared.pull(there, source)] == [first.id, second.id]
    assert history(there) == history(here)
    for release in (first, second):
        copy = releases.find(there, release.id)
        assert copy.files == release.files
        for file in [*release.files, "release.json"]:
            assert (copy.path / file).read_bytes() == (release.path / file).read_bytes()
    assert shared.pull(there, source) == ()


def test_going_back_goes_everywhere(here: Path, there: Path, url: str) -> None:
    first = publish(here, 800)
    publish(here, 801)
    shared.pull(there, ReleaseStore(url))
    for wanted in ("1", "0"):
        releases.rollback(here, wanted, by="a tester")
        shared.pull(there, ReleaseStore(url))
        assert releases.current(there).id == releases.current(here).id
    assert releases.find(there, "1").content == first.content


def test_a_directory_that_is_not_the_configured_one_never_publishes(
    here: Path, there: Path, url: str
) -> None:
    publish(there, 800)
    assert ReleaseStore(url).entry(1) is None
    publish(here, 801)
    assert ReleaseStore(url).entry(1) is not None


def test_two_who_load_at_once_one_after_the_other(here: Path, there: Path, url: str) -> None:
    """The second builds on what the first published, though its own directory lacks it."""
    publish(here, 800)
    store.configure(there)
    newer = publish(there, 801)
    assert newer.number == 2
    assert [each.release[:4] for each in history(there)] == ["0001", "0002"]


def test_of_two_at_the_same_moment_one_has_published_and_one_nothing(
    here: Path, there: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = ReleaseStore.put
    met: list[str] = []

    def put_and_be_late(self: ReleaseStore, digest: str, table: Path, **options: bool) -> None:
        put(self, digest, table, **options)
        if not met:
            met.append(digest)
            shared.pull(there, self)
            made = publish_by_itself(there, 801)
            assert made.number == 1
            shared.push(there, self)

    monkeypatch.setattr(ReleaseStore, "put", put_and_be_late)
    with pytest.raises(ReleaseError, match="published meanwhile"):
        publish(here, 800)
    assert history(here) == ()
    assert shared.pull(here, ReleaseStore(url))
    assert history(here) == history(there)
    assert (releases.current(here).path / FILE).read_bytes() == points(801)


def test_what_only_one_has_is_never_given_up_unasked(
    here: Path, there: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(there, 700)
    publish(here, 800)
    options = ["--data-dir", str(there), "--store", url]
    for command in ("push", "pull"):
        assert main([command, *options]) == 2
    assert len(history(there)) == 1
    assert "pull --replace" in capsys.readouterr().err
    assert main(["pull", "--replace", *options]) == 0
    assert history(there) == history(here)
    assert main(["push", *options]) == 0
    assert "has everything" in capsys.readouterr().out


def test_what_was_loaded_before_there_was_a_store_is_pushed(
    tmp_path: Path, there: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    alone = data_directory(tmp_path / "alone")
    publish(alone, 800)
    last = publish(alone, 801)
    releases.prune(alone, keep=1)
    assert main(["push", "--data-dir", str(alone), "--store", url]) == 0
    assert main(["pull", "--data-dir", str(there), "--store", url]) == 0
    assert capsys.readouterr().out.count("load of release") == 4
    assert releases.current(there).id == last.id
    assert [each.number for each in releases.all_releases(there)] == [0, 2]


def test_many_publishers_at_once_leave_one_journal_without_a_gap(
    here: Path, there: Path, url: str
) -> None:
    """Eight add the same number; exactly one has added it."""
    publish(here, 800)
    entry = ReleaseStore(url).entry(1)
    assert entry is not None
    added: list[int] = []
    refused: list[int] = []
    start = threading.Barrier(8)

    def add(place: int) -> None:
        mine = type(entry)(2, entry.switch, entry.manifest)
        start.wait()
        try:
            ReleaseStore(url).add(mine)
            added.append(place)
        except Exception:
            refused.append(place)

    threads = [threading.Thread(target=add, args=(place,)) for place in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) + len(added) == 8
    if url.startswith("file:"):
        assert len(added) == 1
    assert ReleaseStore(url).entry(2) is not None
    assert ReleaseStore(url).entry(3) is None


def test_what_may_be_shown_has_no_password() -> None:
    assert ReleaseStore("s3://key:secret@bucket/met?token=x").shown == "s3://bucket/met"
