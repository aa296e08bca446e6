"""Wards through HTTP: with ward figures loaded, and as the product ships."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dash
import pytest
from openapi_schema_validator import OAS31Validator
from starlette.testclient import TestClient

from app import create_app
from data import store
from server.settings import Settings
from tests.unit.data.extracts.ward_files import MONTHS, SUTTON, data_directory, total, wards

ROOT = "/api/v1"
CENTRAL = "E05013758"
ROWS = wards()
Json = dict[str, Any]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The product on tables with wards of Sutton and Merton."""
    before, used = dict(dash.page_registry), store.configured_directory()
    dash.page_registry.clear()
    place = data_directory(tmp_path_factory.mktemp("wards"), ROWS)
    settings = Settings(cache_dir=tmp_path_factory.mktemp("cache"), data_dir=Path(place))
    try:
        with TestClient(create_app(settings).server, raise_server_exceptions=False) as client:
            yield client
    finally:
        store.configure(used)
        dash.page_registry.clear()
        dash.page_registry.update(before)


def test_as_shipped_it_says_what_to_load(refused: Callable[[str], Json]) -> None:
    # First of all: the other tests load wards, for as long as this module runs.
    for question in (
        f"/series?by=ward&area={SUTTON}",
        f"/comparison?by=ward&offence=all&month=2025-06&area={SUTTON}",
    ):
        error = refused(question)
        assert (error["parameter"], error["value"]) == ("by", "ward")
        assert "No figures by ward are loaded: load the publisher’s ward" in error["message"]


def test_series_by_ward_are_rows_of_each_ward(client: TestClient) -> None:
    asked = f"{ROOT}/series?by=ward&area={SUTTON}&offence=burglary&from=2025-01&to=2025-03"
    answer = client.get(asked).json()
    assert len(answer["rows"]) == 4 * 3
    assert answer["rows"][-1] == {
        "area": CENTRAL,
        "name": "Sutton Central",
        "month": "2025-03",
        "value": total(ROWS, CENTRAL, ["2025-03"], "BURGLARY"),
        "symbol": None,
        "provisional": False,
    }
    assert answer["meta"]["dataset"] == "recorded-crime-by-ward"
    csv = client.get(f"{asked}&format=csv")
    assert csv.text.splitlines()[0] == "area,name,month,value,symbol,provisional"
    assert "by" not in csv.text.splitlines()[0]
    assert "ward" in csv.headers["content-disposition"]
    sidecar = client.get(csv.headers["link"].partition(">")[0].strip("<")).json()
    described = {each["name"]: each["dc:description"] for each in sidecar["tableSchema"]["columns"]}
    assert described["area"] == "ONS code of the ward or neighbourhood"


def test_without_by_a_series_is_what_it_was(client: TestClient) -> None:
    answer = client.get(f"{ROOT}/series?area={SUTTON}&offence=burglary&from=2018-06").json()
    assert [list(row) for row in answer["rows"]] == [["month", "value", "symbol", "provisional"]]


def test_comparison_by_ward(client: TestClient) -> None:
    asked = f"{ROOT}/comparison?by=ward&area={SUTTON}&offence=all&quarter=2025-26-Q3"
    answer = client.get(asked).json()
    row = next(row for row in answer["rows"] if row["area"] == CENTRAL)
    assert row["count"] == total(ROWS, CENTRAL, MONTHS[19:22])
    assert row["count_year_before"] == total(ROWS, CENTRAL, MONTHS[7:10])
    assert (row["population"], row["rate"], row["significance"]) == (None, None, None)
    assert any("sum to" in note for note in answer["meta"]["notes"])


def test_answers_have_the_shape_that_the_document_says(client: TestClient) -> None:
    document = client.get(f"{ROOT}/openapi.json").json()
    for question in (
        f"/series?by=ward&area={SUTTON}&offence=burglary&measure=change-on-year&as-at=2026-02",
        f"/comparison?by=ward&area={SUTTON}&offence=burglary&month=2026-02",
        "/areas",
    ):
        path = ROOT + question.partition("?")[0]
        content = document["paths"][path]["get"]["responses"]["200"]["content"]
        schema = {**content["application/json"]["schema"], "components": document["components"]}
        errors = list(OAS31Validator(schema).iter_errors(client.get(ROOT + question).json()))
        assert not errors, question
    for name in ("series", "comparison"):
        parameters = document["paths"][f"{ROOT}/{name}"]["get"]["parameters"]
        by = next(each for each in parameters if each["name"] == "by")
        assert "ward" in str(by["schema"])


@pytest.mark.parametrize(
    ("question", "parameter", "told"),
    [
        ("/series?by=ward", "area", "the area must be a borough, not London"),
        ("/series?by=ward&area=south", "area", "the area must be a borough, not South BCU"),
        (f"/series?by=ward&area={CENTRAL}", "area", f"give the code of its borough ({SUTTON})"),
        (f"/series?area={CENTRAL}", "area", "There is no area “E05013758”"),
        (f"/series?by=lsoa&area={SUTTON}", "by", "Allowed: ward, neighbourhood"),
        (f"/series?by=neighbourhood&area={SUTTON}", "by", "No figures by neighbourhood are loaded"),
        ("/comparison?by=ward&offence=all&month=2025-06", "area", "give its ONS code"),
    ],
)
def test_what_cannot_be_answered_says_what_can(
    client: TestClient, question: str, parameter: str, told: str
) -> None:
    response = client.get(ROOT + question)
    assert response.status_code == 422
    error = response.json()["error"]
    assert error["parameter"] == parameter
    assert told in error["message"]
    if parameter == "area" and "by=ward" in question:
        assert error["allowed"] == ["E09000024", SUTTON]
