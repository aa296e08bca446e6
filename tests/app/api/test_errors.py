"""Questions that cannot be answered: status, form and words of the error."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

Refused = Callable[[str], dict[str, Any]]

COMPARISON = "/comparison?offence=burglary&by=borough"


@pytest.mark.parametrize(
    ("question", "parameter", "value", "says"),
    [
        ("/series?offence=burglry", "offence", "burglry", "Did you mean burglary?"),
        ("/series?area=Havering", "area", "Havering", "Did you mean E09000016 (Havering)?"),
        ("/series?area=E09000001", "area", "E09000001", "own police force"),
        ("/series?measure=median", "measure", "median", "rolling-12"),
        ("/series?from=2018-13", "from", "2018-13", "a month such as 2018-06"),
        ("/series?to=June", "to", "June", "a month such as 2018-06"),
        ("/series?from=2009-01", "from", "2009-01", "April 2010"),
        ("/series?to=2030-01", "to", "2030-01", "February 2026"),
        ("/series?from=2018-06&to=2018-01", "from", "2018-06", "later than “to”"),
        ("/series?from=2019-01", "from", "2019-01", "as-at"),
        ("/series?as-at=2018-06&to=2018-07", "to", "2018-07", "later than “as-at”"),
        ("/series?as-at=2030-01", "as-at", "2030-01", "2026-02"),
        ("/series?as-at=2018-6", "as-at", "2018-6", "a month such as 2018-06"),
        (
            "/series?offence=knife-offences&area=south-west",
            "area",
            "south-west",
            "for London only",
        ),
        ("/series?format=xml", "format", "xml", "json, csv"),
        ("/series?offnce=burglary", "offnce", "burglary", "There is no parameter “offnce”"),
        ("/series?As-At=2018-06", "As-At", "2018-06", "There is no parameter “As-At”"),
        ("/series?as_at=2018-06", "as_at", "2018-06", "as-at"),
        ("/series?offence=burglary&offence=theft", "offence", "theft", "more than once"),
        ("/areas?area=london", "area", "london", "This address knows as-at, format"),
        ("/areas?as-at=1999-01", "as-at", "1999-01", "2010-04"),
        ("/comparison?by=borough&month=2018-06", "offence", "", "“offence” is missing"),
        ("/comparison?offence=all&month=2018-06", "by", "", "Allowed: borough, bcu"),
        ("/comparison?offence=all&by=ward&month=2018-06", "by", "ward", "borough, bcu"),
        (COMPARISON, "quarter", "", "exactly one of month, quarter and financial-year"),
        (
            COMPARISON + "&month=2018-06&quarter=2018-19-Q1",
            "quarter",
            "2018-19-Q1",
            "not month and quarter",
        ),
        (COMPARISON + "&quarter=2018-Q1", "quarter", "2018-Q1", "2018-19-Q1"),
        (COMPARISON + "&quarter=2018-20-Q1", "quarter", "2018-20-Q1", "2018-19-Q1"),
        (COMPARISON + "&financial-year=2018", "financial-year", "2018", "2018-19"),
        (COMPARISON + "&financial-year=2025-26", "financial-year", "2025-26", "2024-25"),
        (
            "/comparison?offence=knife-offences&by=borough&month=2018-06",
            "offence",
            "knife-offences",
            "for London only",
        ),
        ("/milestones?status=done", "status", "done", "delivered"),
        ("/milestones?kind=milestone,task", "kind", "task", "activity"),
        ("/milestones?theme=crime", "theme", "crime", "serious-violence"),
        ("/milestones?quarter=Q1", "quarter", "Q1", "2018-19-Q1"),
        ("/milestones?area=nowhere", "area", "nowhere", "There is no area"),
        ("/report-check?quarter=2019-20-Q1", "quarter", "2019-20-Q1", "2018-19-Q1"),
        ("/datasets/recorded-crime.csv?format=json", "format", "json", "It takes none"),
    ],
)
def test_what_is_wrong_and_what_is_allowed(
    refused: Refused, question: str, parameter: str, value: str, says: str
) -> None:
    error = refused(question)
    assert error["parameter"] == parameter
    assert error["value"] == value
    allowed = error["allowed"]
    assert allowed
    assert isinstance(allowed, str) or all(isinstance(each, str) for each in allowed)
    assert says in error["message"]


def test_a_list_of_what_is_allowed(refused: Refused) -> None:
    assert refused("/series?format=xml")["allowed"] == ["json", "csv"]
    measures = ["count", "rate", "rolling-12", "change-on-year"]
    assert refused("/series?measure=x")["allowed"] == measures
    assert "burglary" in refused("/series?offence=x")["allowed"]


@pytest.mark.parametrize(
    "parameter", ["offence", "area", "measure", "from", "to", "as-at", "format"]
)
def test_a_long_value_is_cut_to_100_characters(refused: Refused, parameter: str) -> None:
    error = refused(f"/series?{parameter}={'x' * 5000}")
    assert error["parameter"] == parameter
    assert len(error["value"]) == 100
    assert error["value"].startswith("x" * 99)
    assert len(error["message"]) < 2_000


def test_the_name_of_an_unknown_parameter_is_cut_too(refused: Refused) -> None:
    error = refused(f"/series?{'n' * 5000}=1")
    assert len(error["parameter"]) == 100
    assert len(error["message"]) < 500


@pytest.mark.parametrize("value", ["<script>", "'; DROP TABLE", "\x00", "😀", "%ff", "../../etc"])
def test_strange_values_are_refused_like_any_other(refused: Refused, value: str) -> None:
    assert refused(f"/series?offence={quote(value)}")["parameter"] == "offence"


def test_bytes_that_are_no_text(api: TestClient) -> None:
    assert api.get("/api/v1/series?offence=%ff%fe").status_code == 422
    assert api.get("/api/v1/series?%ff=%fe").status_code == 422


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/series/", "/series/burglary", "/datasets/", "/openapi.yaml", "/series.csv"],
)
def test_an_unknown_path_is_404_in_json(api: TestClient, path: str) -> None:
    response = api.get("/api/v1" + path)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/json"
    error = response.json()["error"]
    assert list(error) == ["parameter", "value", "allowed", "message"]


@pytest.mark.parametrize(
    "path",
    [
        "/datasets/nothing.csv",
        "/datasets/nothing.csv-metadata.json",
        "/datasets/recorded-crime.geojson",
        "/datasets/boundaries-boroughs.csv",
    ],
)
def test_an_unknown_dataset_is_404_and_says_which_there_are(api: TestClient, path: str) -> None:
    response = api.get("/api/v1" + path)
    assert response.status_code == 404
    error = response.json()["error"]
    assert error["parameter"] == "dataset"
    assert error["value"] == path.split("/")[2].split(".", maxsplit=1)[0]
    assert set(error["allowed"]) & {"recorded-crime", "boundaries-boroughs"}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_another_method_is_405_in_json(api: TestClient, method: str) -> None:
    response = api.request(method, "/api/v1/series")
    assert response.status_code == 405
    assert list(response.json()) == ["error"]


def test_errors_are_not_kept_by_caches(api: TestClient) -> None:
    assert api.get("/api/v1/series?offence=x").headers["cache-control"] == "no-store"


def test_an_error_asked_for_as_csv_is_still_json(refused: Refused) -> None:
    assert refused("/series?offence=x&format=csv")["parameter"] == "offence"
