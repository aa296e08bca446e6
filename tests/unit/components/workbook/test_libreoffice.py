"""LibreOffice opens the workbooks without a complaint and reads the same numbers in them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest

from components.workbook import FORMATS
from tests.unit.components.workbook.conftest import Written
from tests.unit.components.workbook.readback import read

pytestmark = pytest.mark.full
OTHER = {"xlsx": "ods", "ods": "xlsx"}
COMPLAINTS = ("error", "repair", "corrupt", "could not be loaded", "warning: ")
NO_JAVA = "failed to launch javaldx"
"""What LibreOffice says where there is no Java, which spreadsheets do not need."""


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", list(FORMATS))
def test_it_opens_and_has_the_same_numbers(written: Written, tmp_path: Path, form: str) -> None:
    content = written("london", "2018-06", form)
    file = tmp_path / f"workbook.{form}"
    file.write_bytes(content)
    done = subprocess.run(
        [
            "soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{tmp_path}/user",
            "--convert-to", OTHER[form], "--outdir", str(tmp_path / "out"), str(file),
        ],
        capture_output=True, text=True, timeout=600, check=True,
    )  # fmt: skip
    said = "\n".join(line for line in done.stderr.splitlines() if NO_JAVA not in line).lower()
    assert not any(complaint in said for complaint in COMPLAINTS), said
    sheets = _numbers(tmp_path / "out" / f"workbook.{OTHER[form]}")
    ours = read(content, form)
    assert list(sheets) == list(ours)
    for name, sheet in ours.items():
        wanted = [v for row in sheet.rows for v in row if isinstance(v, int | float)]
        assert sheets[name] == [pytest.approx(v, rel=1e-13) for v in wanted], name


def _numbers(path: Path) -> dict[str, list[float]]:
    """The numbers of each sheet of a file, row by row."""
    with pd.ExcelFile(path) as book:
        frames = {str(name): book.parse(name, header=None) for name in book.sheet_names}
    return {
        name: [v for row in frame.to_numpy() for v in row if _is_number(v)]
        for name, frame in frames.items()
    }


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value  # noqa: PLR0124 - not NaN
