"""Errors of the data API: one form for every question that cannot be answered.

`{"error": {"parameter", "value", "allowed", "message"}}`, status 422 for a parameter, 404 for a
path and 503 where an engine cannot answer now.
"""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel

from api.sidecars import without_suffix
from data.errors import EngineUnavailable, InvalidParameter, cut
from data.patience import one_request

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
Allowed = str | list[str]


class NotFound(InvalidParameter):
    """A part of the path names something that does not exist."""


def refusal(fault: InvalidParameter) -> JSONResponse:
    """Return the answer to a question with a parameter that cannot be used."""
    missing = isinstance(fault, NotFound)
    return JSONResponse(
        {
            "error": {
                "parameter": fault.parameter,
                "value": fault.value,
                "allowed": fault.allowed,
                "message": fault.message,
            }
        },
        status_code=HTTPStatus.NOT_FOUND if missing else HTTPStatus.UNPROCESSABLE_ENTITY,
        headers={"Cache-Control": "no-store"},
    )


def unavailable(fault: EngineUnavailable) -> JSONResponse:
    """Return the answer while the engine that counts cannot answer: ask again later."""
    return JSONResponse(
        {"error": {"parameter": None, "value": None, "allowed": None, "message": str(fault)}},
        status_code=HTTPStatus.SERVICE_UNAVAILABLE,
        headers={"Cache-Control": "no-store", "Retry-After": "5"},
    )


class Route(APIRoute):
    """A route whose errors, FastAPI's own included, have the API's form."""

    def get_route_handler(self) -> Handler:
        """Return what answers a request."""
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                request = without_suffix(request)
                check_given_once(request.query_params.multi_items())
                with one_request():
                    return await handle(request)
            except RequestValidationError as fault:
                return self.refuse(request, first_problem(fault.errors(), self._parameters()))
            except InvalidParameter as fault:
                return self.refuse(request, fault)
            except EngineUnavailable as fault:
                return self.without_engine(request, fault)

        return answer

    def without_engine(self, _request: Request, fault: EngineUnavailable) -> Response:
        """Return the answer while an engine cannot answer."""
        return unavailable(fault)

    def refuse(self, _request: Request, fault: InvalidParameter) -> Response:
        """Return the answer to a question that is refused."""
        return refusal(fault)

    def _parameters(self) -> dict[str, Allowed]:
        """Return the parameters of the query and what each accepts."""
        found: dict[str, Allowed] = {}
        for parent in self.dependant.query_params:
            model = parent.field_info.annotation
            if isinstance(model, type) and issubclass(model, BaseModel):
                properties = model.model_json_schema()["properties"]
                found |= {name: _allowed(schema) for name, schema in properties.items()}
        return found


def _allowed(schema: Mapping[str, Any]) -> Allowed:
    words: list[str] | None = schema.get("enum")
    if words:
        return words
    meaning = str(schema.get("description", "a value")).rstrip(".").replace("`", "")
    return meaning[0].lower() + meaning[1:]


def check_given_once(given: Sequence[tuple[str, str]]) -> None:
    """Check that no parameter is repeated.

    Raises:
        InvalidParameter: One is; which of its values was meant cannot be known.
    """
    seen: set[str] = set()
    for name, value in given:
        if name in seen:
            message = f"“{cut(name)}” is given more than once. Give it once."
            raise InvalidParameter(cut(name), value, "one value", message)
        seen.add(name)


def first_problem(
    errors: Sequence[Mapping[str, Any]], parameters: Mapping[str, Allowed]
) -> InvalidParameter:
    """Return the first of a validation's errors in the API's form.

    Args:
        errors: As pydantic lists them.
        parameters: The parameters that exist and what each accepts.
    """
    error = errors[0]
    name = str(error["loc"][-1])
    kind, value = error["type"], error.get("input")
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, InvalidParameter):
        return cause
    if kind == "extra_forbidden":
        allowed = list(parameters) or "no parameter"
        listed = f"This address knows {', '.join(parameters)}." if parameters else "It takes none."
        message = f"There is no parameter “{cut(name)}” here. {listed}"
        return InvalidParameter(cut(name), value, allowed, message)
    fault = InvalidParameter(name, "", parameters.get(name, "a value"))
    if kind == "missing":
        message = f"“{name}” is missing. Allowed: {fault.allowed_text}."
        return InvalidParameter(name, "", fault.allowed, message)
    return InvalidParameter(name, value, fault.allowed)
