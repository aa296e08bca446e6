"""The OpenAPI 3.1 document, made from the routes and completed from the data.

FastAPI describes what the code says; what the data say is added here: which areas and offences
there are, and an answer of each endpoint as an example.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.openapi.utils import get_openapi

from api.answers import JSON_TYPE, Answer, as_json, dump, send
from api.endpoint import Endpoint
from api.questions import SHARED, Values
from data.errors import EngineUnavailable
from data.store import Store

QUESTIONS = "Questions"
DOWNLOADS = "Downloads"
DESCRIPTIONS = "Descriptions of CSV files"
TAGS = (
    (QUESTIONS, "The questions that the dashboard's pages ask, answered by the same functions."),
    (DOWNLOADS, "The tables and boundaries themselves."),
    (DESCRIPTIONS, "CSV on the Web: the sidecar of every CSV."),
)

TITLE = "Met Business Plan data API"
VERSION = "1.0.0"
PATH = "/openapi.json"
EXAMPLE_ROWS = 2
INCOMPLETE = "x-incomplete"
"""Key of a document that lacks examples, since an engine could not answer."""

NO_EXAMPLE = "This example cannot be shown now: %s"

DESCRIPTION = """\
The figures of the Met Business Plan dashboard as JSON and CSV: recorded crime, knife crime and \
knife injury, the milestones of the Metropolitan Police Service's quarterly Business Plan update, \
and the check of its figures against the data.

Every address answers GET and HEAD, needs no key, and takes a parameter at most once; an empty \
parameter counts as not given. Parameters are kebab-case, keys snake_case. A JSON answer has \
`meta` (what must be known to read the rows) and `rows`. Numbers are not rounded. A missing value \
is null with a symbol: `c` suppressed, `x` unavailable, `z` not applicable. Missing is not zero.

Areas: `london`, one of 12 Basic Command Units such as `south-west`, or the ONS code of one of 32 \
boroughs such as `E09000016`. Months: `2018-06`; financial quarters: `2018-19-Q1` (April to June \
2018); financial years: `2018-19`. `as-at` is the last month taken into account, by default the \
end of the newest report loaded; a period that is asked for explicitly wins over it.

A CSV has its header in the first row and nothing above it. A text that a spreadsheet could take \
for a formula has an apostrophe in front. Source, licence and as-at are in its \
sidecar (CSV on the Web), which the Link header names: the path followed by `.csv-metadata.json`, \
with the same question.

A question that cannot be answered gets status 422 and \
`{"error": {"parameter", "value", "allowed", "message"}}`.

An answer has an entity tag: send it back in If-None-Match, and what has not changed is not sent \
again (status 304).
"""


class Document:
    """The document of one router.

    Args:
        router: The routes.
        endpoints: The endpoints among them.
        get_store: Gives the data of the release in use.
    """

    def __init__(
        self, router: APIRouter, endpoints: Sequence[Endpoint], get_store: Callable[[], Store]
    ) -> None:
        self._router = router
        self._endpoints = endpoints
        self.get_store = get_store
        self._made: tuple[tuple[str, str], dict[str, Any]] | None = None

    def of(self, store: Store, root: str) -> dict[str, Any]:
        """Return the document, made once a release, or as often as an engine cannot answer.

        Args:
            store: The data of a release.
            root: Path at which the API is mounted: `/api/v1`.
        """
        key, made = (store.release, root), self._made
        if made is not None and made[0] == key:
            return made[1]
        document = self._make(store, root)
        if not document.get(INCOMPLETE):
            self._made = (key, document)
        return document

    def _make(self, store: Store, root: str) -> dict[str, Any]:
        document: dict[str, Any] = get_openapi(
            title=TITLE,
            version=VERSION,
            openapi_version="3.1.0",
            summary="Official figures on crime in London, and what the report says of them",
            description=DESCRIPTION,
            tags=[{"name": name, "description": text} for name, text in TAGS],
            license_info={
                "name": "Data: as stated in each answer, mostly the Open Government Licence v2.0",
                "url": store.catalogue[0].licence_url,
            },
            routes=self._router.routes,
        )
        paths = document["paths"]
        for endpoint in self._endpoints:
            operation = paths[endpoint.path]["get"]
            _complete(operation, endpoint, store)
            operation["x-questions"] = _questions(endpoint, root)
            try:
                example = _example(endpoint, store)
            except EngineUnavailable as fault:
                example = {"summary": endpoint.examples[0].title, "description": NO_EXAMPLE % fault}
                document[INCOMPLETE] = True
            content = operation["responses"]["200"]["content"][JSON_TYPE]
            content["examples"] = {endpoint.name: example}
            for path, item in paths.items():
                if path.startswith(f"{endpoint.path}.csv"):
                    _complete(item["get"], endpoint, store)
        document["paths"] = {root + path: item for path, item in paths.items()}
        _drop_unused(document)
        return document


def _complete(operation: dict[str, Any], endpoint: Endpoint, store: Store) -> None:
    """Add to the parameters the values that the data decide, and how lists are written."""
    fields = {field.alias or name: field for name, field in endpoint.question.model_fields.items()}
    schemas = endpoint.question.model_json_schema()["properties"]
    operation["parameters"].sort(key=lambda parameter: parameter["name"] in SHARED)
    for parameter in operation["parameters"]:
        field = fields[parameter["name"]]
        # FastAPI loses examples on the way; what the model itself says is complete.
        schema = parameter["schema"] = dict(schemas[parameter["name"]])
        for superfluous in ("title", "description", "default"):
            if superfluous != "default" or schema.get("default") is None:
                schema.pop(superfluous, None)
        if schema.get("type") == "array":
            parameter |= {"style": "form", "explode": False}
            # An example of the parameter is a list, not what stands in the address.
            schema["examples"] = [each.split(",") for each in schema.get("examples", ())]
        for values in (each for each in field.metadata if isinstance(each, Values)):
            names = values.of(store)
            schema |= {"enum": list(names), "x-names": names}


def _drop_unused(document: dict[str, Any]) -> None:
    """Drop the shapes that nothing refers to: those of parameters, which are sent as text."""
    text = json.dumps(document)
    schemas = document["components"]["schemas"]
    unused = [name for name in schemas if f'"#/components/schemas/{name}"' not in text]
    for name in unused:
        del schemas[name]


def _questions(endpoint: Endpoint, root: str) -> list[dict[str, str]]:
    """Return the questions to follow, with their addresses."""
    return [
        {
            "title": example.title,
            "address": f"{root}{endpoint.path}{f'?{example.query}' if example.query else ''}",
        }
        for example in endpoint.examples
    ]


def _example(endpoint: Endpoint, store: Store) -> dict[str, Any]:
    """Return the beginning of the answer to an endpoint's first question.

    Raises:
        EngineUnavailable: the engine that counts cannot answer.
    """
    question = endpoint.question.model_validate(endpoint.first_example())
    answer = json.loads(as_json(endpoint.answer(store, question)).body)
    answer["rows"] = answer["rows"][:EXAMPLE_ROWS]
    summary = f"{endpoint.examples[0].title} (the first {EXAMPLE_ROWS} rows)"
    return {"summary": summary, "value": answer}


def add_route(router: APIRouter, document: Document) -> None:
    """Add the address of the document."""

    @router.get(PATH, include_in_schema=False)
    def openapi_document(request: Request) -> Response:
        """Return the document."""
        store = document.get_store()
        root = request.url.path.removesuffix(PATH)
        made = document.of(store, root)
        return send(Answer(dump(made), JSON_TYPE), passing=bool(made.get(INCOMPLETE)))
