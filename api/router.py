"""The routes of the data API."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import create_model

from api import documentation, downloads, openapi
from api.answers import CSV_TYPE, SIDECAR_TYPE, as_csv, as_json, as_sidecar, filename, send
from api.endpoint import Endpoint, every_endpoint
from api.models import Answer
from api.problems import Route
from api.questions import CSV
from api.responses import HEADERS, NOT_MODIFIED, REFUSED, binary, media_type
from api.sidecars import SIDECAR_ENDING, address_of_csv, address_of_sidecar, asks_for_sidecar
from data import as_at as as_at_month
from data.store import Store

GetStore = Callable[[], Store]
Handler = Callable[..., Response]


def create_router(get_store: GetStore) -> APIRouter:
    """Return the routes of the data API, to be mounted at its root (`/api/v1`).

    Args:
        get_store: Gives the data of the release in use; called once a request.
    """
    router = APIRouter(route_class=Route)
    endpoints = every_endpoint()
    for endpoint in endpoints:
        _add(router, endpoint, _handler(endpoint, get_store))
    downloads.add_routes(router, get_store)
    document = openapi.Document(router, endpoints, get_store)
    openapi.add_route(router, document)
    documentation.add_route(router, document)

    @router.get("", include_in_schema=False)
    def root(request: Request) -> RedirectResponse:
        """Lead to the documentation whoever shortens an address to the root."""
        return RedirectResponse(f"{request.url.path}/docs", HTTPStatus.TEMPORARY_REDIRECT)

    return router


def _handler(endpoint: Endpoint, get_store: GetStore) -> Handler:
    def answer(request: Request, question: Any) -> Response:  # noqa: ANN401 - see below
        store = get_store()
        if question.as_at is not None:
            as_at_month.check(store, question.as_at)
        if asks_for_sidecar(request):
            result = endpoint.answer(store, question)
            return send(as_sidecar(result, address_of_csv(request)))
        if question.format != CSV:
            return send(as_json(endpoint.answer(store, question)))
        name = filename(endpoint.name, *question.given())
        made = as_csv(endpoint.answer(store, question), name)
        return send(made, described_by=address_of_sidecar(request))

    answer.__annotations__["question"] = Annotated[endpoint.question, Query()]
    return answer


def _add(router: APIRouter, endpoint: Endpoint, handler: Handler) -> None:
    """Add an endpoint's address, and that of the descriptions of its CSV."""
    shape = create_model(
        f"{endpoint.name.title().replace('-', '')}Answer",
        __base__=Answer[endpoint.rows],  # type: ignore[name-defined]
        __doc__=f"{endpoint.summary}.",
        meta=(endpoint.meta, ...),
    )
    router.add_api_route(
        endpoint.path,
        handler,
        methods=["GET"],
        name=endpoint.name,
        operation_id=endpoint.name,
        tags=[openapi.QUESTIONS],
        summary=endpoint.summary,
        description=endpoint.description,
        response_model=shape,
        responses={
            **NOT_MODIFIED,
            **REFUSED,
            200: {
                "description": "The answer, as JSON or as CSV",
                "content": {media_type(CSV_TYPE): {"schema": {"type": "string"}}},
                "headers": HEADERS,
            },
        },
    )
    router.add_api_route(
        endpoint.path + SIDECAR_ENDING,
        handler,
        methods=["GET"],
        name=f"{endpoint.name}-csv-metadata",
        operation_id=f"{endpoint.name}-csv-metadata",
        tags=[openapi.DESCRIPTIONS],
        summary=f"{endpoint.summary}: description of the CSV",
        description=(
            "Source, licence, period, columns and notes of the CSV that the same question gives, "
            "in the form of CSV on the Web (W3C)."
        ),
        response_class=Response,
        responses={**NOT_MODIFIED, **REFUSED, **binary(SIDECAR_TYPE, "The description")},
    )
