"""Loads asked for in the browser: jobs that are killed, too long, or cannot be audited."""

import json
from pathlib import Path

import pytest

from data import desk, releases
from data.desk.model import Owner, Task
from data.desk.place import LOCK, STATE, file_name
from data.releases import current
from tests.app.boards import BOARD
from tests.app.processes import wait_until
from tests.unit.data.intake.made_up import data_directory


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return data_directory(tmp_path_factory.mktemp("jobs") / "data")


def test_a_job_whose_process_was_killed_says_so(tmp_path: Path) -> None:
    found = desk.Desk(tmp_path / "jobs", tmp_path, "-", desk.Limits(1_000_000, 1 << 30, 60))
    job = found.begin(Owner("u", "U", "U", "editor"))
    place = tmp_path / "jobs" / job.id
    doing = json.loads((place / STATE).read_text())
    (place / STATE).write_text(json.dumps({**doing, "state": "working"}))
    (place / LOCK).touch()
    dead = found.job(job.id)
    assert dead.doing.state == "failed"
    assert "or the server was stopped meanwhile" in dead.doing.message


def test_work_ends_where_it_takes_too_long_or_too_much(data: Path, tmp_path: Path) -> None:
    audit = tmp_path / "audit.jsonl"
    for limits in (desk.Limits(10_000_000, 1 << 34, 1), desk.Limits(10_000_000, 120 << 20, 60)):
        found = desk.Desk(tmp_path / "jobs", data, str(audit), limits)
        job = found.begin(Owner("u", "U", "U", "editor"))
        path, _ = found.room_for(job, "board.csv")
        path.write_bytes(BOARD)
        found.start(job, Task("check"))

        def ended(found: desk.Desk = found, name: str = job.id) -> bool:
            return not found.job(name).under_way

        wait_until(ended)
        message = found.job(job.id).doing.message
        assert found.job(job.id).doing.state == "failed"
        assert "Nothing was changed" in message
        # The audit log says it too: no load is left there as begun.
        last = json.loads(audit.read_text().splitlines()[-1])
        assert (last["action"], last["outcome"], last["detail"]) == ("check", "failed", message)


@pytest.mark.parametrize("reachable", [True, False])
def test_what_is_loaded_goes_to_the_release_store_too(tmp_path: Path, *, reachable: bool) -> None:
    place = tmp_path / "store"
    if reachable:
        place.mkdir()
    url = place.as_uri()
    data = data_directory(tmp_path / "data")
    limits = desk.Limits(10_000_000, 3 << 30, 120)
    found = desk.Desk(tmp_path / "jobs", data, "-", limits, store=url)
    job = found.begin(Owner("u", "U", "U", "editor"))
    path, _ = found.room_for(job, "board.csv")
    path.write_bytes(BOARD)
    for action in ("check", "load"):
        base = found.job(job.id).doing.task
        task = Task(action, accept=("warnings",), base=base.base if base else "")
        found.start(found.job(job.id), task)
        wait_until(lambda: not found.job(job.id).under_way)
    doing = found.job(job.id).doing
    if reachable:
        assert doing.state == "loaded", doing.message
        entry = releases.shared.opened(url).entry(1)
        assert entry is not None
        assert entry.switch.release == doing.release == current(data).id
    else:
        assert doing.state == "failed"
        assert doing.message.startswith("Nothing was changed: ")
        assert current(data).number == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_nothing_is_loaded_that_cannot_be_audited(data: Path, tmp_path: Path) -> None:
    found = desk.Desk(tmp_path / "jobs", data, "/dev/full", desk.Limits(10_000_000, 3 << 30, 120))
    job = found.begin(Owner("u", "U", "U", "editor"))
    found.start(job, Task("rollback", release="0"))
    wait_until(lambda: not found.job(job.id).under_way)
    assert "the audit log cannot be written" in found.job(job.id).doing.message


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("extract.csv", "extract.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\My files\\a b.csv", "a b.csv"),
        (".hidden", "hidden"),
        ("..", ""),
        ("", ""),
        ("a\nb.csv", "a_b.csv"),
        ("é" * 90 + ".csv", "é" * 48 + ".csv"),
    ],
)
def test_a_file_keeps_its_name_without_harm(given: str, name: str) -> None:
    assert file_name(given) == name
