"""A page sees new data come: behind a proxy, under a sub-path, without a restart."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data import releases
from data.store import DEFAULT_DIRECTORY
from tests.app.proxy import proxy
from tests.browser.conftest import ROOT, _wait_for, free_port, wait_until_drawn

pytestmark = pytest.mark.browser

FILE = "recorded_crime.csv"
Open = Callable[[str], Page]


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("data") / "files"
    place.mkdir()
    for file in DEFAULT_DIRECTORY.iterdir():
        if file.is_file():
            shutil.copy(file, place)
    return place


@pytest.fixture(scope="module")
def server(directory: Path) -> Iterator[str]:
    """Address of the product as readers see it: a sub-path of a proxy."""
    port = free_port()
    given = {"PORT": str(port), "DATA_DIR": str(directory), "ROOT_PATH": "/police/dashboard"}
    process = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env={**os.environ, **given, "RELEASE_POLL_SECONDS": "1", "LOG_LEVEL": "error"},
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}", process)
        with proxy(port, "/police/dashboard", strips=False) as outside:
            yield f"http://127.0.0.1:{outside}/police/dashboard"
    finally:
        process.terminate()
        process.wait(timeout=30)


def test_every_page_works_under_a_sub_path(open_page: Open) -> None:
    page = open_page("/")
    for name in ("Crime trends", "Burglary", "Milestones", "About"):
        page.get_by_role("navigation").get_by_role("link", name=name, exact=True).first.click()
        wait_until_drawn(page)
        assert "/police/dashboard/" in page.url
    page.go_back()
    wait_until_drawn(page)
    assert page.url.partition("?")[0].endswith("/police/dashboard/milestones")
    download = page.request.get(page.url.partition("/milestones")[0] + "/api/v1/docs")
    assert download.ok


def test_an_open_page_says_that_new_data_were_loaded(
    open_page: Open, directory: Path, axe: Callable[[Page], None]
) -> None:
    page = open_page("/crime-trends?offence=burglary")
    note = page.locator(".release-note")
    expect(note).to_have_count(0)
    header, *rows = (directory / FILE).read_text(encoding="utf-8").splitlines()
    column = header.split(",").index("2018-06")
    place = next(i for i, row in enumerate(rows) if "Burglary: residential" in row)
    cells = rows[place].split(",")
    cells[column] = str(int(cells[column]) + 90_000)
    rows[place] = ",".join(cells)
    content = "\n".join([header, *rows, ""]).encode()
    releases.publish(directory, {FILE: content}, sources=[], by="a tester")
    page.wait_for_timeout(4000)
    # Nothing is asked by itself; the next change of a control brings the later figures.
    expect(note).to_have_count(0)
    page.get_by_role("radio", name="Rate", exact=True).check()
    expect(note).to_contain_text("New data have been loaded since this page was opened.")
    axe(page)
    note.get_by_role("button", name="Show the new figures").click()
    wait_until_drawn(page)
    expect(note).to_have_count(0)
