"""What a request gets that gets no file: a designed page in a browser, JSON elsewhere."""

from functools import cache
from http import HTTPStatus

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from jinja2 import Template

from api.exports.making import Unavailable
from api.problems import refusal
from api.templates import environment
from components import marking
from data.errors import InvalidParameter

NEVER_KEPT = {"Cache-Control": "no-store", "Vary": "Accept"}


@cache
def _template() -> Template:
    return environment().get_template("no_file.html")


def refused(request: Request, fault: InvalidParameter) -> Response:
    """Return the answer to a question with a parameter that cannot be used."""
    if not wants_page(request):
        return refusal(fault)
    short = f"“{fault.value}” is not a value for {fault.parameter}."
    # A list of what is allowed is easier to read below the sentence than in it.
    below = isinstance(fault.allowed, list) and fault.message.startswith(short)
    return _page(
        request,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "There is no such file",
        short if below else fault.message,
        parameter=fault.parameter,
        allowed=list(fault.allowed) if below else [],
    )


def unavailable(request: Request, fault: Unavailable) -> Response:
    """Return the answer to a question whose file cannot be given now."""
    if wants_page(request):
        response = _page(
            request,
            HTTPStatus.SERVICE_UNAVAILABLE,
            "The file could not be made this time",
            fault.message,
            again=fault.retry_after is not None,
        )
    else:
        error = {"parameter": None, "value": None, "allowed": None, "message": fault.message}
        response = JSONResponse(
            {"error": error}, HTTPStatus.SERVICE_UNAVAILABLE, headers=dict(NEVER_KEPT)
        )
    if fault.retry_after is not None:
        response.headers["Retry-After"] = str(fault.retry_after)
    return response


def wants_page(request: Request) -> bool:
    """Tell whether a person reads the answer: browsers ask for HTML when they follow a link."""
    return "text/html" in request.headers.get("accept", "")


def _page(
    request: Request,
    status: HTTPStatus,
    title: str,
    sentence: str,
    *,
    parameter: str = "",
    allowed: list[str] | None = None,
    again: bool = False,
) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    text = _template().render(
        title=title,
        sentence=sentence,
        parameter=parameter,
        allowed=allowed or [],
        again=f"{request.url.path}{query}" if again else "",
        home=request.scope.get("root_path", ""),
        marking=marking.current(),
    )
    return HTMLResponse(text, status, headers=dict(NEVER_KEPT))
