"""A request that is refused, in the one form that every machine-readable error has here."""

from dataclasses import dataclass

from starlette.responses import JSONResponse

from data.errors import EngineUnavailable, InvalidParameter, cut


@dataclass(frozen=True)
class Refusal(Exception):  # noqa: N818 - it is the caller's error, not ours
    """What is wrong with a request.

    Attributes:
        status: HTTP status, 400 to 499.
        parameter: The part of the request that is wrong.
        value: What it is, cut to 100 characters when sent.
        allowed: What is accepted instead.
        message: A sentence that names the part.
    """

    status: int
    parameter: str
    value: object
    allowed: str
    message: str

    def response(self) -> JSONResponse:
        """Return the answer to send."""
        return error(self.status, self.parameter, cut(self.value), self.allowed, self.message)


def invalid_parameter(fault: InvalidParameter) -> JSONResponse:
    """Return the answer for a parameter that a callback refused."""
    return error(422, fault.parameter, fault.value, fault.allowed, fault.message)


def engine_unavailable(fault: EngineUnavailable) -> JSONResponse:
    """Return the answer to a callback's question that an engine could not answer."""
    answer = error(503, None, None, None, str(fault))
    answer.headers.update({"Cache-Control": "no-store", "Retry-After": "10"})
    return answer


def error(
    status: int,
    parameter: str | None,
    value: str | None,
    allowed: str | list[str] | None,
    message: str,
) -> JSONResponse:
    """Return an error as JSON: `{"error": {parameter, value, allowed, message}}`."""
    content = {"parameter": parameter, "value": value, "allowed": allowed, "message": message}
    return JSONResponse({"error": content}, status_code=status)
