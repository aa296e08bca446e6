"""Loading in the browser without a browser: files, checks, confirmation, release, going back."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from data import desk, releases
from data.desk.model import Doing
from data.releases import current
from tests.app.boards import BOARD
from tests.app.openid import OpenIdProvider
from tests.app.processes import wait_until
from tests.app.signed_in import HERE, Reader, dashboard, entries
from tests.unit.data.intake.made_up import data_directory


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("loading")


@pytest.fixture(scope="module")
def data(place: Path) -> Path:
    return data_directory(place / "data")


@pytest.fixture(scope="module")
def app(provider: OpenIdProvider, place: Path, data: Path) -> Iterator[Any]:
    from data import store  # noqa: PLC0415

    before = store.configured_directory()
    try:
        with dashboard(provider, place, data_dir=data, max_upload_mb=1) as app:
            yield app
    finally:
        desk.configure(None)
        store.configure(before)


@pytest.fixture(scope="module")
def editor(app: Any, provider: OpenIdProvider) -> Reader:
    reader = Reader(app, provider)
    assert reader.sign_in("editor").status_code == 303
    return reader


def begin(editor: Reader, **files: bytes) -> str:
    """A job with files, whose endings are `_csv` or `_xlsx`."""
    job = editor.change("POST", "/load/jobs", json={}).json()["job"]
    for name, content in files.items():
        sent = editor.change(
            "PUT", f"/load/jobs/{job}/files?name={name.replace('_', '.')}", content=content
        )
        assert sent.status_code == 200, sent.text
    return str(job)


def done(job: str) -> Doing:
    """What came of a job, once it is done."""
    found = desk.current()
    assert found
    wait_until(lambda: not found.job(job).under_way)
    return found.job(job).doing


def ask(editor: Reader, job: Any) -> Any:
    """What the page says of a job."""
    outputs = [
        ("load-outcome", "children"),
        ("load-poll", "disabled"),
        ("load-releases", "children"),
    ]
    return editor.ask(
        {
            "output": ".." + "...".join(f"{name}.{prop}" for name, prop in outputs) + "..",
            "outputs": [{"id": name, "property": prop} for name, prop in outputs],
            "inputs": [
                {"id": "load-job", "property": "data", "value": job},
                {"id": "load-poll", "property": "n_intervals", "value": 1},
            ],
            "changedPropIds": ["load-job.data"],
        }
    )


def test_a_board_is_checked_confirmed_loaded_and_taken_back(
    editor: Reader, data: Path, place: Path
) -> None:
    before = current(data).id
    job = begin(editor, board_csv=BOARD.replace(b"Havering", b"Narnia"))
    assert editor.change("POST", f"/load/jobs/{job}/check", json={}).status_code == 202
    checked = done(job)
    assert (checked.state, checked.errors) == ("checked", ())
    assert [(each.name, each.title) for each in checked.files] == [
        ("board.csv", "Business Plan milestones, commitments and activities")
    ]
    assert [(each.accept, each.row, each.value) for each in checked.doubts] == [
        ("warnings", 7, "Narnia")
    ]
    assert current(data).id == before
    shown = ask(editor, {"id": job})
    assert "once you confirm 1 kind of doubt" in shown.text
    assert shown.json()["response"]["load-poll"]["disabled"] is True

    unconfirmed = editor.change("POST", f"/load/jobs/{job}/load", json={"accept": []})
    assert unconfirmed.status_code == 409
    assert "Confirm first: warnings" in unconfirmed.json()["error"]["message"]
    unknown = editor.change("POST", f"/load/jobs/{job}/load", json={"accept": ["anything"]})
    assert unknown.status_code == 422
    taken = editor.change("POST", f"/load/jobs/{job}/load", json={"accept": ["warnings"]})
    assert taken.status_code == 202
    loaded = done(job)
    assert loaded.state == "loaded"
    release = current(data)
    assert (release.id, release.by) == (loaded.release, "Alex Editor")
    assert [source.name for source in release.sources] == ["board.csv"]

    back = editor.change("POST", "/load/rollback", json={"release": before})
    assert done(back.json()["job"]).state == "loaded"
    assert current(data).id == before
    assert releases.history(data)[-1].by == "Alex Editor"
    noted = [each for each in entries(place) if each["action"] in {"check", "load", "rollback"}]
    assert [(each["action"], each["outcome"]) for each in noted] == [
        (action, outcome)
        for action in ("check", "load", "rollback")
        for outcome in ("begun", "done")
    ]
    assert {each["name"] for each in noted} == {"Alex Editor"}
    assert noted[3]["object"] == "board.csv"
    assert noted[3]["release"] == loaded.release
    assert "accepted: warnings" in noted[3]["detail"]


def test_mistakes_are_listed_with_their_place_and_nothing_is_changed(
    editor: Reader, data: Path
) -> None:
    before = current(data).id
    wrong = BOARD.replace(b"Some delay", b"Rather late")
    job = begin(editor, board_csv=wrong, other_csv=b"a,b\n1,2\n")
    editor.change("POST", f"/load/jobs/{job}/check", json={})
    refused = done(job)
    assert refused.state == "refused"
    places = {(each.file, each.column, each.value) for each in refused.errors}
    assert ("board.csv", "Status", "Rather late") in places
    assert {each.file for each in refused.errors} == {"board.csv", "other.csv"}
    assert all(each.row for each in refused.errors if each.column)
    shown = ask(editor, {"id": job}).text
    assert "Rather late" in shown
    assert "The files cannot be loaded; nothing was changed" in shown
    assert editor.change("POST", f"/load/jobs/{job}/load", json={"accept": []}).status_code == 409
    assert current(data).id == before


def test_a_zip_bomb_is_refused(editor: Reader) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"<row>" * 30_000_000)
    job = begin(editor, bomb_xlsx=out.getvalue())
    editor.change("POST", f"/load/jobs/{job}/check", json={})
    refused = done(job)
    assert refused.state == "refused"
    assert "must not unpack to more than 100 MB" in refused.errors[0].rule


def test_the_files_together_may_not_be_too_large(editor: Reader, place: Path) -> None:
    job = begin(editor, first_csv=b"x" * 700_000)
    path = f"/load/jobs/{job}/files?name=second.csv"
    announced = editor.change("PUT", path, content=b"x" * 400_000)
    assert announced.status_code == 413
    assert "1 MB together are allowed" in announced.json()["error"]["message"]

    def pieces() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * 10_000

    streamed = editor.change("PUT", path, content=pieces())
    assert streamed.status_code == 413
    kept = place / "access" / "jobs" / job / "files"
    assert [each.name for each in kept.iterdir()] == ["first.csv"]
    assert editor.change("DELETE", f"/load/jobs/{job}").status_code == 204
    assert not kept.exists()


def test_other_bodies_keep_their_own_bound(editor: Reader) -> None:
    answer = editor.change("POST", "/load/jobs", content=b'{"a": "' + b"x" * 1_100_000 + b'"}')
    assert answer.status_code == 413


def test_a_change_must_come_from_a_page_of_ours(editor: Reader) -> None:
    token = editor.account()["token"]
    for headers in (
        {"Origin": HERE},
        {"Origin": HERE, "X-CSRF-Token": "wrong"},
        {"Origin": "https://evil.example", "X-CSRF-Token": token},
        {"X-CSRF-Token": token},
    ):
        answer = editor.post("/load/jobs", json={}, headers=headers)
        assert answer.status_code == 403
        assert "Nothing was changed" in answer.json()["error"]["message"]


def test_a_job_is_its_owners(editor: Reader, app: Any, provider: OpenIdProvider) -> None:
    job = begin(editor, board_csv=BOARD)
    other = Reader(app, provider)
    other.sign_in("editor")
    provider.user.sub = "u-other"
    other.open(other.answer_of_provider())
    for method, path in (("POST", f"/load/jobs/{job}/check"), ("DELETE", f"/load/jobs/{job}")):
        assert other.change(method, path, json={}).status_code == 409
    for name in ("../../etc/passwd", "x", "a" * 24):
        assert editor.change("DELETE", f"/load/jobs/{name}").status_code in {403, 404, 405, 409}
    assert editor.change("DELETE", f"/load/jobs/{job}").status_code == 204


def test_files_are_loaded_only_onto_the_release_they_were_checked_against(
    editor: Reader, data: Path
) -> None:
    job = begin(editor, board_csv=BOARD)
    editor.change("POST", f"/load/jobs/{job}/check", json={})
    assert done(job).state == "checked"
    second_job = begin(editor, board_csv=BOARD)
    editor.change("POST", f"/load/jobs/{second_job}/check", json={})
    assert done(second_job).state == "checked"
    for name, state in ((job, "loaded"), (second_job, "failed")):
        editor.change("POST", f"/load/jobs/{name}/load", json={"accept": ["warnings"]})
        assert done(name).state == state
    assert "Check them again" in done(second_job).message
    found = releases.all_releases(data)[0].id
    job = editor.change("POST", "/load/rollback", json={"release": found}).json()["job"]
    assert done(job).state == "loaded"


def test_an_unknown_release_is_said(editor: Reader) -> None:
    job = editor.change("POST", "/load/rollback", json={"release": "9999"}).json()["job"]
    failed = done(job)
    assert failed.state == "failed"
    assert failed.message.startswith("Nothing was changed: ")
    assert "9999" in ask(editor, {"id": job}).text


def test_a_page_may_ask_for_anything_and_gets_a_sentence(editor: Reader) -> None:
    assert "Choose the files again" in ask(editor, {"id": "../../../etc"}).text
    assert ask(editor, "text").status_code == 422
    assert ask(editor, {"id": 5}).status_code == 422
    assert ask(editor, None).status_code == 200
