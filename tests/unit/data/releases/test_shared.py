"""The release store: what is published is what every directory has, or nothing is."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from data import releases, store
from data.__main__ import main
from data.extracts.loading import load
from data.releases import ReleaseError, StoreError, publishing, shared, switching
from data.releases.pointer import history
from data.releases.reading import zero
from data.releases.shared import ReleaseStore
from data.releases.shared.journal import from_bytes
from data.store import DEFAULT_DIRECTORY, load_tables
from server.settings import ROOT

FILE = "moped_crime_points.csv"
LOADED: dict[str, store.Store] = {}


@pytest.fixture(autouse=True)
def _each_content_is_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests make many releases of a few contents; loading takes most of the time."""

    def load_once(directory: Path, *_: object, fallback: Path | None = None) -> store.Store:
        content = zero(directory).content
        if content not in LOADED:
            LOADED[content] = load_tables(directory, fallback=fallback)
        return LOADED[content]

    for module in (publishing, switching):
        monkeypatch.setattr(module, "load_tables", load_once)


def points(number: int) -> bytes:
    """The smallest table with one value changed."""
    return (DEFAULT_DIRECTORY / FILE).read_bytes().replace(b"756", str(number).encode())


def data_directory(place: Path) -> Path:
    """The bundled files, as a data directory of the test's own."""
    place.mkdir()
    for file in DEFAULT_DIRECTORY.iterdir():
        if file.is_file():
            shutil.copy(file, place)
    return place


@pytest.fixture(params=["file", "memory"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new store, in a directory or in what behaves like an object store."""
    if request.param == "memory":
        return f"memory://{uuid.uuid4().hex}"
    (tmp_path / "store").mkdir()
    return f"file://{tmp_path}/store"


@pytest.fixture
def here(tmp_path: Path, url: str) -> Iterator[Path]:
    """A data directory that follows the store: whoever loads into it publishes."""
    directory = data_directory(tmp_path / "here")
    store.configure(directory)
    shared.configure(url)
    try:
        yield directory
    finally:
        store.configure(None)
        shared.configure(None)


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """The directory of another server."""
    return data_directory(tmp_path / "there")


def publish(directory: Path, number: int) -> releases.Release:
    return releases.publish(directory, {FILE: points(number)}, sources=[], by="a tester")


def spoil(url: str, kind: str) -> None:
    """Change the last byte of the newest thing of a kind that the store has."""
    if url.startswith("file:"):
        file = max((Path(url[7:]) / kind).iterdir(), key=lambda each: each.stat().st_mtime_ns)
        content = file.read_bytes()
        file.chmod(0o644)
        file.write_bytes(content[:-2] + b"9\n")
        return
    names = MemoryFileSystem().ls(f"/{url[9:]}/{kind}", detail=True)
    newest = max(names, key=lambda each: each["created"])["name"]
    content = MemoryFileSystem().cat_file(newest)
    MemoryFileSystem().pipe_file(newest, content[:-2] + b"9\n")


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


def publish_by_itself(directory: Path, number: int) -> releases.Release:
    """Load in a process of its own, into a directory without a store."""
    code = (
        "import sys; from pathlib import Path; from data import releases;"
        "made = releases.publish(Path(sys.argv[1]), {sys.argv[2]: sys.stdin.buffer.read()},"
        " sources=[], by='another tester'); print(made.id)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(directory), FILE],
        cwd=ROOT,
        input=points(number),
        capture_output=True,
        check=True,
    )
    return releases.find(directory, done.stdout.decode().strip())


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
