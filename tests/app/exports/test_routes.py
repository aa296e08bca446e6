"""`/exports/…`: right files with right names, the data API's errors, pages for people."""

import email
import email.policy
import io

import pptx
import pytest
from odf.opendocument import load
from starlette.testclient import TestClient

from api.answers import Answer
from api.exports import files
from api.exports.making import Step
from tests.app.exports.conftest import BROWSER
from tests.unit.components.workbook.readback import read


def test_a_workbook_of_a_page(client: TestClient) -> None:
    answer = client.get("/exports/workbook?area=south-west&as-at=2018-06&page=burglary")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    assert answer.headers["content-disposition"] == (
        'attachment; filename="burglary-workbook_south-west_2018-06.xlsx"'
    )
    sheets = read(answer.content, "xlsx")
    assert "Burglary map" in sheets
    assert "Theft" not in sheets
    assert sheets["Cover"].lines[0] == "OFFICIAL-SENSITIVE"
    assert answer.headers["cache-control"] == "private, no-cache"


def test_its_numbers_are_those_of_the_data_api(client: TestClient) -> None:
    where = "area=south-west&as-at=2026-02"
    book = client.get(f"/exports/workbook?{where}&page=crime-trends&format=ods")
    sheets = read(book.content, "ods")
    for name, offence in (("Burglary", "burglary"), ("Knife crime", "knife-crime")):
        rows = client.get(f"/api/v1/series?offence={offence}&{where}").json()["rows"]
        wanted = {row["month"]: row["value"] for row in rows}
        shown = {f"{row[0]:%Y-%m}": row[1] for row in sheets[name].rows}
        assert len(shown) >= 40
        assert shown == {month: wanted[month] for month in shown}
        assert max(shown) == "2026-02"
        assert sheets[name].column("Notes")[0] == "[p] provisional"


def test_a_workbook_as_ods(client: TestClient) -> None:
    answer = client.get("/exports/workbook?area=E09000016&page=about&format=ods")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/vnd.oasis.opendocument.spreadsheet"
    assert "about-workbook_E09000016_2018-06.ods" in answer.headers["content-disposition"]
    assert load(io.BytesIO(answer.content)).spreadsheet.childNodes
    assert "Sources datasets" in read(answer.content, "ods")


def test_a_deck(client: TestClient) -> None:
    answer = client.get("/exports/deck?area=south-west&as-at=2018-06")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == files.PPTX_TYPE
    assert 'filename="deck_south-west_2018-06.pptx"' in answer.headers["content-disposition"]
    assert len(pptx.Presentation(io.BytesIO(answer.content)).slides) > 10


@pytest.mark.parametrize(
    ("question", "parameter", "said"),
    [
        ("workbook?area=south-wst", "area", "south-west"),
        ("workbook?as-at=2031-01", "as-at", "a month from"),
        ("workbook?as-at=June", "as-at", "2018-06"),
        ("workbook?page=burglery", "page", "burglary"),
        ("workbook?page=../../etc/passwd", "page", "burglary"),
        ("workbook?format=xls", "format", "ods"),
        ("workbook?path=/etc/passwd", "path", "There is no parameter"),
        ("workbook?area=london&area=north", "area", "more than once"),
        ("deck?format=odp", "format", "pptx"),
        ("deck?page=burglary", "page", "There is no parameter"),
    ],
)
def test_what_is_refused_is_refused_as_in_the_data_api_and_said_on_a_page(
    client: TestClient, question: str, parameter: str, said: str
) -> None:
    answer = client.get(f"/exports/{question}")
    assert answer.status_code == 422
    error = answer.json()["error"]
    assert error["parameter"] == parameter
    assert said in f"{error['message']} {error['allowed']}"
    page = client.get(f"/exports/{question}", headers=BROWSER)
    assert page.status_code == 422
    assert page.headers["content-type"].startswith("text/html")
    assert "There is no such file" in page.text
    assert said in page.text
    assert "OFFICIAL-SENSITIVE" in page.text
    assert 'href="/"' in page.text
    assert "<script" not in page.text


def test_an_unknown_file_is_a_page_that_is_not_found(client: TestClient) -> None:
    assert client.get("/exports/everything", headers=BROWSER).status_code == 404
    assert client.post("/exports/workbook").status_code == 405


def test_a_busy_server_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = "/exports/workbook?area=west&page=about"
    seen: list[tuple[int, str, str]] = []

    def make(self: files.WantedWorkbook, store: object, step: Step) -> object:
        # While this one is made, another reader asks for another file.
        for headers in (BROWSER, {"Accept": "application/json"}):
            told = client.get("/exports/workbook?area=north&page=about", headers=headers)
            seen.append((told.status_code, told.headers.get("retry-after", ""), told.text))
        return Answer(b"made", "text/plain", "made.txt")

    monkeypatch.setattr(files.WantedWorkbook, "make", make)
    assert client.get(asked).content == b"made"
    assert [status for status, _, _ in seen] == [503, 503]
    assert all(int(after) > 0 for _, after, _ in seen)
    page, program = (text for _, _, text in seen)
    assert "The file could not be made this time" in page
    assert "Try again" in page
    assert 'href="/exports/workbook?area=north&amp;page=about"' in page
    assert "try again in a moment" in program


def test_a_fault_is_a_page_without_a_trace(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(*_: object) -> object:
        raise RuntimeError("secret")

    monkeypatch.setattr(files.WantedWorkbook, "make", make)
    page = client.get("/exports/workbook?area=east", headers=BROWSER)
    assert page.status_code == 500
    assert "Something went wrong" in page.text
    assert "secret" not in page.text


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("html", "text/html; charset=utf-8"),
        ("txt", "text/plain; charset=utf-8"),
        ("eml", "message/rfc822"),
    ],
)
def test_a_digest(client: TestClient, form: str, media_type: str) -> None:
    asked = f"/exports/digest?area=south-west&since=2025-11&as-at=2026-02&format={form}"
    answer = client.get(asked)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="digest_south-west_2025-11_2026-02.{form}"'
    )
    text = answer.text
    if form == "eml":
        message = email.message_from_bytes(answer.content, policy=email.policy.default)
        part = message.get_body(("plain",))
        assert part is not None
        text = part.get_content()
    rows = client.get(
        "/api/v1/comparison?offence=burglary&by=bcu&quarter=2025-26-Q3&as-at=2026-02"
    ).json()["rows"]
    (bcu,) = [row for row in rows if row["area"] == "south-west"]
    assert f"Burglary: {bcu['count']:,} in Q3 2025-26" in " ".join(text.split())
    assert "provisional" in text
    assert "OFFICIAL-SENSITIVE" in text


@pytest.mark.parametrize(
    ("question", "parameter"),
    [
        ("digest", "since"),
        ("digest?since=2031-01", "since"),
        ("digest?since=2018-06&as-at=2018-06", "since"),
        ("digest?since=../../etc/passwd", "since"),
        ("digest?since=2018-03%0D%0AX-Injected:%20yes", "since"),
        ("digest?since=2018-03&format=pdf", "format"),
        ("digest?since=2018-03&area=bcus", "area"),
    ],
)
def test_a_digest_that_cannot_be(client: TestClient, question: str, parameter: str) -> None:
    answer = client.get(f"/exports/{question}")
    assert answer.status_code == 422
    assert answer.json()["error"]["parameter"] == parameter
    assert "x-injected" not in answer.headers
