"""A workbook of a page as its reader sees it, over `/exports/workbook`."""

import io
from dataclasses import dataclass

import openpyxl
import pytest
from starlette.testclient import TestClient

from components.pack.contents import PAGES
from tests.unit.components.workbook.readback import read


def test_every_page_has_a_workbook(client: TestClient) -> None:
    for page in PAGES:
        answer = client.get(f"/exports/workbook?area=E09000027&as-at=2026-02&page={page}")
        assert answer.status_code == 200, page
        book = openpyxl.load_workbook(io.BytesIO(answer.content), read_only=True)
        assert len(book.sheetnames) >= 6, page


@dataclass(frozen=True)
class Seen:
    """A page with controls: a sheet of its workbook, and what the data API says to the same."""

    page: str
    where: str
    controls: str
    sheet: str
    question: str
    column: str | None
    key: str
    said: list[str]


PAGES_WITH_CONTROLS = [
    Seen("burglary", "area=south-west&as-at=2018-06",
     "offence=burglary-residential&measure=rate&quarter=2017-18-Q4", "Burglary map",
     "comparison?offence=burglary-residential&by=borough&area=south-west&quarter=2017-18-Q4",
     "Count", "count",
     ["Offence: Residential", "Map shows: Rate per 1,000", "Period: January to March 2018 (Q4)"]),
    Seen("crime-trends", "area=E09000016&as-at=2018-06", "offence=robbery&measure=rate&range=3y",
     "Robbery", "series?offence=robbery&area=E09000016&measure=rate&from=2015-07&to=2018-06",
     None, "value", ["Offence: Robbery: all", "Measure: Rate", "Period: 3 years"]),
    Seen("knife-injury", "area=london&as-at=2026-02", "offence=knife-crime&by=bcu",
     "Knife injury by area", "comparison?offence=knife-crime&by=bcu&financial-year=2024-25",
     "Offences", "count", ["What is counted: Knife crime", "By: BCUs"]),
    Seen("area", "area=south-west&as-at=2018-06", "offence=burglary", "Area places",
     "comparison?offence=burglary&by=borough&area=south-west&quarter=2018-19-Q1",
     "Q1 2018\N{NON-BREAKING HYPHEN}19", "count", ["Offence to compare: Burglary"]),
    Seen("milestones", "area=london&as-at=2018-06", "kind=commitment&theme=safeguarding",
     "Milestones board", "milestones?kind=commitment&theme=safeguarding&as-at=2018-06",
     "What", "title", ["Kind: Commitments", "Theme: Safeguarding"]),
    Seen("report-check", "area=london&as-at=2018-06", "verdict=close", "Report check",
         "report-check", "Verdict", "verdict", ["Verdict: Close"]),
]  # fmt: skip


@pytest.mark.parametrize("form", ["xlsx", "ods"])
@pytest.mark.parametrize("seen", PAGES_WITH_CONTROLS, ids=lambda seen: seen.page)
def test_a_page_as_its_reader_sees_it(client: TestClient, seen: Seen, form: str) -> None:
    asked = f"{seen.where}&page={seen.page}&{seen.controls}&format={form}"
    book = client.get(f"/exports/workbook?{asked}")
    assert book.status_code == 200, book.text
    sheets = read(book.content, form)
    (chosen,) = [line for line in sheets["Cover"].lines if line.startswith("Chosen on the page: ")]
    assert chosen == f"Chosen on the page: {'; '.join(seen.said)}."
    rows = client.get(f"/api/v1/{seen.question}").json()["rows"]
    if seen.page == "report-check":
        rows = [row for row in rows if row["verdict"] == "close"]
        assert len(sheets[seen.sheet].rows) == len(rows) > 0
        assert {str(cell) for cell in sheets[seen.sheet].column("Verdict")} == {"≈ close"}
        return
    shown = sheets[seen.sheet].column(seen.column or sheets[seen.sheet].headings[1])
    wanted = [row[seen.key] for row in rows]
    assert wanted
    if isinstance(wanted[0], str):
        assert sorted(shown) == sorted(wanted)
        return
    # Beside the boroughs of a BCU stands the BCU itself, on its own page.
    extra = {"area": 1}.get(seen.page, 0)
    assert len(shown) == len(wanted) + extra
    assert all(any(each == pytest.approx(one, rel=1e-13) for each in shown) for one in wanted)


@pytest.mark.parametrize(
    ("question", "parameter", "said"),
    [
        ("page=burglary&measure=nonsense", "measure", "change-on-year"),
        ("page=burglary&quarter=1999-00-Q1", "quarter", "2018-19-Q1"),
        ("page=burglary&verdict=close", "verdict", "There is no parameter"),
        ("measure=rate", "measure", "with a page its controls"),
        ("page=milestones&q=" + "x" * 101, "q", "at most 100 characters"),
        ("page=overview&offence=all", "offence", "There is no parameter"),
    ],
)
def test_a_control_that_the_page_has_not_is_refused(
    client: TestClient, question: str, parameter: str, said: str
) -> None:
    answer = client.get(f"/exports/workbook?{question}")
    assert answer.status_code == 422
    error = answer.json()["error"]
    assert error["parameter"] == parameter
    assert said in f"{error['message']} {error['allowed']}"


def test_a_workbook_of_all_pages_says_that_they_are_as_they_open(client: TestClient) -> None:
    book = client.get("/exports/workbook?area=E09000016&as-at=2018-06")
    cover = read(book.content, "xlsx")["Cover"]
    assert "Every page is taken as it opens, with no filter and no control changed." in cover.lines
