"""CSV answers say the same as JSON ones, and each has a description on the Web."""

import csv
import io
import json
from typing import Any
from urllib.parse import urljoin

import pytest
from starlette.testclient import TestClient

from api.endpoint import every_endpoint

ROOT = "/api/v1"
QUESTIONS = sorted(
    {
        f"{endpoint.path}?{example.query.replace('format=csv', '').strip('&')}"
        for endpoint in every_endpoint()
        for example in endpoint.examples
    }
    | {
        "/series?offence=knife-crime",
        "/series?offence=homicide&area=E09000016&measure=change-on-year&as-at=2026-02",
        "/comparison?offence=homicide&by=borough&month=2026-02",
        "/milestones?q=nothing-like-this",
    }
)


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def as_cell(value: Any) -> str:
    """What stands in a CSV for a value of JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value)
    return str(value)


def agree(cell: str, value: Any) -> bool:
    if isinstance(value, list):
        return cell == " ".join(map(str, value)) or json.loads(cell) == value
    return cell == as_cell(value)


@pytest.mark.parametrize("question", QUESTIONS)
def test_csv_and_json_agree(api: TestClient, question: str) -> None:
    rows = api.get(ROOT + question).json()["rows"]
    response = api.get(f"{ROOT}{question}&format=csv")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    lines = read(response.text)
    assert len(lines) == len(rows)
    for line, row in zip(lines, rows, strict=True):
        assert list(line) == list(row)
        assert all(agree(line[key], row[key]) for key in row), (line, row)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_header_comes_first_with_one_symbol_column(api: TestClient, question: str) -> None:
    header = api.get(f"{ROOT}{question}&format=csv").text.split("\r\n")[0].split(",")
    assert header.count("symbol") <= 1
    assert all(name.replace("_", "").isalnum() for name in header)


def described(api: TestClient, address: str) -> tuple[str, dict[str, Any]]:
    """Follow a CSV's Link header; the description's address and content."""
    response = api.get(address)
    assert response.status_code == 200
    link = response.headers["link"]
    target, *parameters = [part.strip() for part in link.split(";")]
    assert parameters == ['rel="describedby"', 'type="application/csvm+json"']
    sidecar = api.get(target.strip("<>"))
    assert sidecar.status_code == 200
    assert sidecar.headers["content-type"] == "application/csvm+json"
    return target.strip("<>"), sidecar.json()


@pytest.mark.parametrize(
    "address",
    [
        *(f"{ROOT}{question}&format=csv" for question in QUESTIONS),
        f"{ROOT}/series?format=csv",
        f"{ROOT}/milestones?format=csv&q=knife%20crime",
        f"{ROOT}/datasets/recorded-crime.csv",
        f"{ROOT}/datasets/boroughs.csv",
    ],
)
def test_every_csv_has_a_description_of_itself(api: TestClient, address: str) -> None:
    target, found = described(api, address)
    assert ".csv-metadata.json" in target
    assert urljoin(target, found["url"]) == address, "it names this very CSV"
    header = api.get(address).text.split("\r\n")[0].split(",")
    assert [column["name"] for column in found["tableSchema"]["columns"]] == header
    assert found["@context"][0] == "http://www.w3.org/ns/csvw"
    assert found["dc:source"]
    assert found["dc:rights"]
    assert None not in found.values()


def test_the_description_says_source_licence_and_as_at(api: TestClient) -> None:
    _, found = described(api, f"{ROOT}/series?offence=burglary&format=csv")
    assert "Recorded Crime" in found["dc:source"]
    assert "Open Government Licence" in found["dc:rights"]
    assert found["dc:license"]["@id"].startswith("https://www.nationalarchives.gov.uk/")
    assert found["schema:asAt"] == "2018-06"
    columns = {column["name"]: column for column in found["tableSchema"]["columns"]}
    assert columns["value"]["datatype"] == "integer"
    assert columns["provisional"]["datatype"] == "boolean"
    assert all(column["dc:description"] for column in columns.values())


def test_the_standard_place_of_a_description_works_too(api: TestClient) -> None:
    """CSV on the Web appends `-metadata.json` to the address of the CSV."""
    for question in ("/series?offence=burglary&format=csv", "/series?format=csv&offence=burglary"):
        target, found = described(api, ROOT + question)
        beside = api.get(f"{ROOT}{question}-metadata.json")
        assert beside.status_code == 200
        assert beside.json() == found
        assert beside.headers["content-type"] == "application/csvm+json"
        assert target != f"{ROOT}{question}-metadata.json"


def test_a_description_of_a_bad_question_is_an_error(api: TestClient) -> None:
    response = api.get(f"{ROOT}/series.csv-metadata.json?offence=x")
    assert response.status_code == 422
    assert response.json()["error"]["parameter"] == "offence"


def test_a_csv_is_saved_under_a_telling_name(api: TestClient) -> None:
    question = "/series?offence=burglary&area=E09000016&from=2017-04&to=2018-06&format=csv"
    disposition = api.get(ROOT + question).headers["content-disposition"]
    assert disposition == 'attachment; filename="series_burglary_E09000016_2017-04_2018-06.csv"'
    odd = api.get(ROOT + "/milestones?format=csv&q=%22%0d%0aSet-Cookie: x").headers
    assert odd["content-disposition"] == 'attachment; filename="milestones_Set-Cookie-x.csv"'
    assert "set-cookie" not in odd


def test_a_table_is_what_its_file_says(api: TestClient) -> None:
    from data.store import DEFAULT_DIRECTORY  # noqa: PLC0415

    for row in api.get(ROOT + "/datasets").json()["rows"]:
        if row["rows"] is None:
            continue
        text = api.get(f"{ROOT}/datasets/{row['dataset']}.csv").text
        file = (DEFAULT_DIRECTORY / row["file"]).read_text(encoding="utf-8")
        loaded, original = read(text), read(file)
        assert len(loaded) == len(original) == row["rows"]
        flags = {"T": "true", "F": "false"}
        for mine, theirs in zip(loaded, original, strict=True):
            kept = {name: flags.get(cell, cell) for name, cell in theirs.items()}
            assert {name: _number(cell) for name, cell in mine.items()} == {
                name: _number(cell) for name, cell in kept.items()
            }


def _number(cell: str) -> float | str:
    try:
        return float(cell)
    except ValueError:
        return cell


def test_boundaries_are_geojson(api: TestClient) -> None:
    response = api.get(f"{ROOT}/datasets/boundaries-boroughs.geojson")
    assert response.headers["content-type"] == "application/geo+json"
    assert len(response.json()["features"]) == 33
    assert len(api.get(f"{ROOT}/datasets/boundaries-bcus.geojson").json()["features"]) == 12
