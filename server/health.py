"""`/healthz`: the process is alive. `/readyz`: the data are valid, and which release it is."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

NEVER_KEPT = {"Cache-Control": "no-store"}


def health(state: Callable[[], Mapping[str, Any]]) -> list[Route]:
    """Return both routes.

    Args:
        state: Gives what is known of the data in use: `release`, `content`, `newest_month` and
            `refused` (why a newer release is not in use, or None), `engine` (why the engine gave no
            answer when it was asked last, or None; nobody waits for it here) and `store` (how it
            stands with the release store, or None). Raises where there are no data.
    """

    async def alive(_: Request) -> JSONResponse:
        return JSONResponse({"status": "alive"}, headers=NEVER_KEPT)

    def ready(_: Request) -> JSONResponse:
        try:
            known = state()
        except Exception:
            return JSONResponse({"status": "not ready"}, status_code=503, headers=NEVER_KEPT)
        store = known.get("store")
        if store is not None and not store["reached"]:
            # What the others serve is not known, so this one must not be asked.
            known = {"status": "not ready: the release store was never reached", **known}
            return JSONResponse(known, status_code=503, headers=NEVER_KEPT)
        return JSONResponse({"status": "ready", **known}, headers=NEVER_KEPT)

    return [Route("/healthz", alive), Route("/readyz", ready)]
