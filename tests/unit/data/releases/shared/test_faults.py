"""The release store is damaged, away, or left by somebody who was killed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from data import releases
from data.extracts.loading import load
from data.releases import ReleaseError, StoreError, shared
from data.releases.pointer import history
from data.releases.shared import ReleaseStore
from data.releases.shared.journal import from_bytes
from data.store import DEFAULT_DIRECTORY
from tests.unit.data.releases.shared.conftest import (
    FILE,
    points,
    publish,
    spoil,
)

pytestmark = pytest.mark.usefixtures("each_content_is_loaded_once")


@pytest.mark.parametrize("kind", ["tables", "journal"])
def test_what_was_changed_in_the_store_is_refused_and_mended(
    here: Path, there: Path, url: str, kind: str
) -> None:
    good = publish(here, 800)
    shared.catch_up(there, ReleaseStore(url))
    entry = ReleaseStore(url).entry(2)
    assert entry is None
    publish(here, 801)
    spoil(url, kind)
    for _ in range(2):
        with pytest.raises(ReleaseError, match=r"as it was published|damaged or half written"):
            shared.catch_up(there, ReleaseStore(url))
    assert releases.current(there).id == good.id
    known = shared.state.read(there, ReleaseStore(url).shown)
    assert known.reached
    assert known.fault is not None
    if kind == "tables":
        shared.push(here, ReleaseStore(url))
        shared.catch_up(there, ReleaseStore(url))
        assert releases.current(there).id == releases.current(here).id
        assert shared.state.read(there, ReleaseStore(url).shown).fault is None


def test_a_damaged_release_is_passed_over_by_going_back(here: Path, there: Path, url: str) -> None:
    good = publish(here, 800)
    publish(here, 801)
    spoil(url, "tables")
    releases.rollback(here, "1", by="a tester")
    shared.catch_up(there, ReleaseStore(url))
    assert releases.current(there).id == good.id
    assert history(there) == history(here)


def test_whoever_is_killed_before_the_journal_has_published_nothing(
    here: Path, there: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    add = ReleaseStore.add
    monkeypatch.setattr(ReleaseStore, "add", killed)
    with pytest.raises(KeyboardInterrupt):
        publish(here, 800)
    monkeypatch.setattr(ReleaseStore, "add", add)
    assert shared.pull(there, ReleaseStore(url)) == ()
    assert (history(here), history(there)) == ((), ())
    again = publish(here, 802)
    shared.pull(there, ReleaseStore(url))
    assert releases.current(there).id == again.id


def test_whoever_is_killed_after_the_journal_takes_up_what_was_published(
    here: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("data.releases.publishing.point", killed)
        with pytest.raises(KeyboardInterrupt):
            publish(here, 800)
    assert history(here) == ()
    shared.catch_up(here, ReleaseStore(url))
    assert (releases.current(here).path / FILE).read_bytes() == points(800)


def test_loading_without_the_store_changes_nothing(
    here: Path, tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: object, **__: object) -> None:
        raise ConnectionError("no answer")

    monkeypatch.setattr(ReleaseStore, "_open", down)
    file = tmp_path / "labels.csv"
    shutil.copy(DEFAULT_DIRECTORY / "offence_labels.csv", file)
    with pytest.raises(StoreError, match=r"release store .* cannot be used: ConnectionError"):
        load([file], here)
    assert history(here) == ()


def test_a_store_that_is_not_mounted_is_no_empty_store(here: Path, tmp_path: Path) -> None:
    elsewhere = ReleaseStore(f"file://{tmp_path}/nowhere")
    with pytest.raises(StoreError, match=r"not there\. Is it mounted"):
        shared.catch_up(here, elsewhere)
    assert not shared.state.read(here, elsewhere.shown).reached


def test_names_that_lead_out_of_the_directory_are_refused(
    here: Path, there: Path, tmp_path: Path
) -> None:
    shared.configure(f"file://{tmp_path}/bad")
    (tmp_path / "bad").mkdir()
    publish(here, 800)
    file = tmp_path / "bad" / "journal" / "00000001.json"
    content = json.loads(file.read_bytes())
    file.chmod(0o644)
    file.write_text(json.dumps(content | {"manifest": content["manifest"].replace(FILE, "../x")}))
    with pytest.raises(ReleaseError, match="no table"):
        shared.catch_up(there, ReleaseStore(f"file://{tmp_path}/bad"))
    file.write_text(json.dumps(content | {"release": "../../0001-0123456789abcdef"}))
    with pytest.raises(ReleaseError, match="not what its name says"):
        shared.catch_up(there, ReleaseStore(f"file://{tmp_path}/bad"))
    assert history(there) == ()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"number": 1}', b"\xff"])
def test_half_an_entry_is_said_to_be_one(content: bytes) -> None:
    with pytest.raises(ReleaseError, match="entry 7 is damaged or half written"):
        from_bytes(7, content)
