"""The OpenAPI document is valid and says what the API does."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.testclient import TestClient

from api.endpoint import every_endpoint
from api.models import Row, described_by
from api.openapi import Document
from api.router import create_router
from data.errors import EngineUnavailable
from data.result import Result
from data.store import Store, get_store

ROOT = "/api/v1"
WANTED = (
    "areas", "offences", "datasets", "series", "comparison", "milestones", "report-check",
)  # fmt: skip
Json = dict[str, Any]


@pytest.fixture(scope="module")
def document(api: TestClient) -> Json:
    response = api.get(f"{ROOT}/openapi.json")
    assert response.headers["content-type"] == "application/json"
    found: Json = response.json()
    return found


def operations(document: Json) -> Iterator[tuple[str, Json]]:
    for path, item in document["paths"].items():
        assert list(item) == ["get"]
        yield path, item["get"]


def check(document: Json, schema: Json, value: object) -> None:
    """Fail unless a value fits a schema of the document."""
    whole = {**schema, "components": document["components"]}
    errors = list(OAS31Validator(whole).iter_errors(value))
    assert not errors, [f"{list(error.absolute_path)}: {error.message}" for error in errors[:5]]


def test_the_document_is_valid_openapi_3_1(document: Json) -> None:
    assert document["openapi"].startswith("3.1")
    errors = [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()]
    assert not errors


def test_every_endpoint_of_the_contract_is_there(document: Json) -> None:
    for name in WANTED:
        assert f"{ROOT}/{name}" in document["paths"]
        assert f"{ROOT}/{name}.csv-metadata.json" in document["paths"]
    assert f"{ROOT}/datasets/{{dataset}}.csv" in document["paths"]


def test_everything_is_described(document: Json) -> None:
    assert document["info"]["description"]
    for path, operation in operations(document):
        assert operation["summary"], path
        assert operation["description"], path
        assert {"200", "304", "422"} <= set(operation["responses"]), path
        for parameter in operation.get("parameters", ()):
            assert parameter["description"], (path, parameter["name"])
            assert parameter["schema"].get("examples"), (path, parameter["name"])
    for name, schema in document["components"]["schemas"].items():
        assert schema.get("description"), name
        if name.endswith("Answer"):
            continue
        for key, value in schema["properties"].items():
            assert value.get("description") or "$ref" in value, (name, key)


def test_parameters_list_what_they_accept(document: Json, api: TestClient) -> None:
    parameters = {
        parameter["name"]: parameter
        for parameter in document["paths"][f"{ROOT}/series"]["get"]["parameters"]
    }
    names = ["offence", "area", "measure", "by", "from", "to", "as-at", "format"]
    assert list(parameters) == names
    areas = [row["area"] for row in api.get(f"{ROOT}/areas").json()["rows"]]
    offences = [row["offence"] for row in api.get(f"{ROOT}/offences").json()["rows"]]
    assert parameters["area"]["schema"]["enum"] == areas
    assert parameters["offence"]["schema"]["enum"] == offences
    assert parameters["measure"]["schema"]["enum"] == [
        "count", "rate", "rolling-12", "change-on-year",
    ]  # fmt: skip
    assert parameters["format"]["schema"]["enum"] == ["json", "csv"]
    assert parameters["format"]["schema"]["default"] == "json"


def test_what_is_listed_is_accepted(document: Json, api: TestClient) -> None:
    (offence,) = (
        parameter
        for parameter in document["paths"][f"{ROOT}/comparison"]["get"]["parameters"]
        if parameter["name"] == "offence"
    )
    for slug in offence["schema"]["enum"]:
        question = {"offence": slug, "by": "bcu", "month": "2025-06"}
        assert api.get(f"{ROOT}/comparison", params=question).status_code == 200, slug


def test_lists_are_separated_by_commas(document: Json) -> None:
    parameters = document["paths"][f"{ROOT}/milestones"]["get"]["parameters"]
    (status,) = (parameter for parameter in parameters if parameter["name"] == "status")
    assert status["explode"] is False
    assert status["style"] == "form"
    assert status["schema"]["items"]["enum"] == [
        "delivered", "on-track", "some-delay", "not-assessed",
    ]  # fmt: skip


def followed(document: Json) -> list[str]:
    return [
        question["address"]
        for _, operation in operations(document)
        for question in operation.get("x-questions", ())
    ]


def test_every_question_to_follow_has_an_answer_that_fits_its_schema(
    document: Json, api: TestClient
) -> None:
    addresses = followed(document)
    assert len(addresses) >= 15
    more = [
        f"{ROOT}/series?offence=homicide&area=E09000016&measure=change-on-year&as-at=2026-02",
        f"{ROOT}/comparison?offence=homicide&by=borough&month=2026-02",
        f"{ROOT}/comparison?offence=knife-crime&by=bcu&financial-year=2022-23",
    ]
    for address in [*addresses, *more]:
        path = address.partition("?")[0]
        content = document["paths"][path]["get"]["responses"]["200"]["content"]
        response = api.get(address)
        assert response.status_code == 200, address
        if "format=csv" in address:
            assert "text/csv" in content
            continue
        assert response.json()["rows"], address
        check(document, content["application/json"]["schema"], response.json())


def test_rows_have_the_keys_of_their_schema_in_its_order(document: Json, api: TestClient) -> None:
    schemas = document["components"]["schemas"]
    optional = {"spans_break"}
    for address in followed(document):
        if "format=csv" in address:
            continue
        path = address.partition("?")[0]
        content = document["paths"][path]["get"]["responses"]["200"]["content"]
        answer = schemas[content["application/json"]["schema"]["$ref"].rpartition("/")[2]]
        items = answer["properties"]["rows"]["items"]
        shapes = [
            list(schemas[each["$ref"].rpartition("/")[2]]["properties"])
            for each in items.get("anyOf", [items])
        ]
        shapes += [[key for key in shape if key not in optional] for shape in shapes]
        assert list(api.get(address).json()["rows"][0]) in shapes, address
        meta = schemas[answer["properties"]["meta"]["$ref"].rpartition("/")[2]]
        assert list(meta["properties"]) == list(api.get(address).json()["meta"])


def test_errors_fit_their_schema(document: Json, api: TestClient) -> None:
    for path, query, status in (
        ("/series", "?offence=x", "422"),
        ("/series", "?a=1&a=2", "422"),
        ("/comparison", "", "422"),
        ("/datasets/{dataset}.csv", "", "404"),
    ):
        response = api.get(ROOT + path + query)
        assert str(response.status_code) == status
        described = document["paths"][ROOT + path]["get"]["responses"][status]
        check(document, described["content"]["application/json"]["schema"], response.json())


def test_the_examples_in_the_document_are_the_beginnings_of_answers(
    document: Json, api: TestClient
) -> None:
    for endpoint in every_endpoint():
        operation = document["paths"][ROOT + endpoint.path]["get"]
        content = operation["responses"]["200"]["content"]["application/json"]
        (example,) = content["examples"].values()
        answer = api.get(operation["x-questions"][0]["address"]).json()
        assert example["value"] == {"meta": answer["meta"], "rows": answer["rows"][:2]}


def test_endpoints_are_in_order_and_distinct() -> None:
    endpoints = every_endpoint()
    assert [endpoint.order for endpoint in endpoints] == sorted(
        {endpoint.order for endpoint in endpoints}
    )
    assert len({endpoint.path for endpoint in endpoints}) == len(endpoints)


def test_a_key_that_no_query_has_is_a_mistake() -> None:
    class Wrong(Row):
        nothing: int

    with pytest.raises(TypeError, match=r"Wrong\.nothing is not a column"):
        described_by({"value": "The value"})(Wrong)


def test_an_example_that_could_not_be_had_is_asked_for_again() -> None:
    faults = [EngineUnavailable("PostgreSQL at figures:5432", "cannot be reached.")]

    def answer(store: Store, question: Any) -> Result:  # as an endpoint has it
        if faults:
            raise faults.pop()
        return areas.answer(store, question)

    (areas,) = (each for each in every_endpoint() if each.name == "areas")
    made = Document(create_router(get_store), [replace(areas, answer=answer)], get_store)

    def example() -> Json:
        operation = made.of(get_store(), ROOT)["paths"][f"{ROOT}/areas"]["get"]
        found: Json = operation["responses"]["200"]["content"]["application/json"]["examples"][
            "areas"
        ]
        return found

    assert "cannot be reached" in example()["description"]
    assert example()["value"]["rows"]
    assert made.of(get_store(), ROOT) is made.of(get_store(), ROOT)
    assert "x-incomplete" not in made.of(get_store(), ROOT)
