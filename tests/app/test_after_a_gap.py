"""Every page and answer while a month between two extracts is missing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from data.__main__ import main
from data.store import DEFAULT_DIRECTORY
from tests.unit.data.extracts import made_up

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import json, sys
from starlette.testclient import TestClient
from app import create_app

with TestClient(create_app().server, raise_server_exceptions=False) as client:
    answers = {path: client.get(path) for path in json.loads(sys.argv[1])}
    print(json.dumps({path: [each.status_code, each.text] for path, each in answers.items()}))
"""
PAGES = (
    "",
    "crime-trends",
    "knife-injury",
    "burglary",
    "area",
    "milestones",
    "report-check",
    "about",
)
STATES = (
    "as-at=2026-06&area=london",
    "as-at=2026-03&area=london",
    "as-at=2026-05&area=west",
    "as-at=2026-03&area=E09000016&measure=rate",
)
SERIES = "/api/v1/series?offence=burglary&as-at=2026-06&measure="


@pytest.mark.full
def test_all_pages_are_there_and_what_is_missing_is_no_zero(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ignored = shutil.ignore_patterns("releases")
    directory = Path(shutil.copytree(DEFAULT_DIRECTORY, tmp_path / "tables", ignore=ignored))
    months = made_up.months_from("2026-04", 3)
    rows = made_up.extract(months, like={month: f"2025{month[4:]}" for month in months})
    file = made_up.put(tmp_path, "late.csv", made_up.to_csv(rows))
    assert main(["load", str(file), "--data-dir", str(directory)]) == 0
    capsys.readouterr()
    paths = [f"/{page}?{state}" for page in PAGES for state in STATES]
    paths += [SERIES + measure for measure in ("count", "rolling-12", "change-on-year")]
    paths.append("/api/v1/comparison?offence=burglary&by=borough&month=2026-03")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, json.dumps(paths)],
        cwd=ROOT, capture_output=True, text=True, check=True,
        env=os.environ | {"DATA_DIR": str(directory), "WARM_UP": "false"},
    )  # fmt: skip
    answers = json.loads(done.stdout.splitlines()[-1])
    assert {path: status for path, (status, _) in answers.items() if status != 200} == {}
    counts = {row["month"]: row for row in json.loads(answers[f"{SERIES}count"][1])["rows"]}
    assert (counts["2026-03"]["value"], counts["2026-03"]["symbol"]) == (None, "x")
    assert counts["2026-04"]["value"] == counts["2025-04"]["value"]
    rolling = json.loads(answers[f"{SERIES}rolling-12"][1])["rows"]
    assert [row["value"] for row in rolling[-4:]] == [None] * 4
    comparison = json.loads(answers[paths[-1]][1])["rows"]
    assert {row["count"] for row in comparison} == {None}
