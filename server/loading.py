"""Loading in the browser: files come in one by one, straight to disk; the desk does the rest.

These addresses are there only where sign-in is on, for editors; see `server.access.table`.
"""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from anyio import to_thread
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from data.desk import Desk, DeskError, Job, Owner, Task
from server.access.asker import asker_of
from server.access.auditing import Auditing
from server.logs import REQUEST
from server.refusal import Refusal, error

ACCEPTABLE = ("totals", "low-month", "older", "warnings")
PIECE = 1 << 20
UPLOADS = ("/load/jobs/", "/files")
NEVER_KEPT = {"Cache-Control": "no-store"}
Endpoint = Callable[[Request], Awaitable[Response]]


class BodyLimits:
    """Layer that bounds every request's body, but for files that are sent to be loaded.

    Args:
        app: What answers.
        largest: Bytes that a body may have.
    """

    def __init__(self, app: ASGIApp, largest: int) -> None:
        self._app = app
        self._bounded = RequestBodyLimitMiddleware(app, max_body_size=largest)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path = scope.get("path", "")
        upload = path.startswith(UPLOADS[0]) and path.endswith(UPLOADS[1])
        # Who may send files is checked before, and how much of them while they come.
        app = self._app if upload and asker_of(scope) is not None else self._bounded
        await app(scope, receive, send)


def loading(desk: Desk, auditing: Auditing) -> list[Route]:
    """Return the routes.

    Args:
        desk: Where jobs are.
        auditing: Says how someone is named.
    """
    asked = Loading(desk, auditing)
    return [
        Route("/load/jobs", _said(asked.begin), methods=["POST"]),
        Route("/load/jobs/{job}", _said(asked.drop), methods=["DELETE"]),
        Route("/load/jobs/{job}/files", _said(asked.take), methods=["PUT"]),
        Route("/load/jobs/{job}/check", _said(asked.check), methods=["POST"]),
        Route("/load/jobs/{job}/load", _said(asked.load), methods=["POST"]),
        Route("/load/rollback", _said(asked.go_back), methods=["POST"]),
    ]


class Loading:
    """What an editor's page asks for.

    Args:
        desk: Where jobs are.
        auditing: Says how someone is named.
    """

    def __init__(self, desk: Desk, auditing: Auditing) -> None:
        self._desk = desk
        self._auditing = auditing

    async def begin(self, request: Request) -> Response:
        """Begin a job, for files to come."""
        job = await to_thread.run_sync(self._desk.begin, self._owner(request))
        return JSONResponse({"job": job.id}, HTTPStatus.CREATED, headers=NEVER_KEPT)

    async def take(self, request: Request) -> Response:
        """Take one file, whose content is the body and whose name is in the query."""
        job = self._job(request)
        path, room = self._desk.room_for(job, request.query_params.get("name", ""))
        announced = request.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > room:
            raise _too_large(self._desk.limits.upload_bytes)
        try:
            size = await self._receive(request, path, room)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return JSONResponse({"name": path.name, "size": size}, headers=NEVER_KEPT)

    async def _receive(self, request: Request, path: Path, room: int) -> int:
        """Write a body to a file as it comes; nothing of it stays in memory."""
        size, waiting = 0, bytearray()
        with path.open("xb") as file:
            path.chmod(0o600)
            async for part in request.stream():
                size += len(part)
                if size > room:
                    raise _too_large(self._desk.limits.upload_bytes)
                waiting += part
                if len(waiting) >= PIECE:
                    await to_thread.run_sync(file.write, bytes(waiting))
                    waiting.clear()
            await to_thread.run_sync(file.write, bytes(waiting))
        return size

    async def check(self, request: Request) -> Response:
        """Have the files checked; nothing is changed."""
        given = await _body(request)
        task = Task(
            action="check",
            correction=given.get("correction") is True,
            afresh=given.get("afresh") is True,
            request_id=REQUEST.get(),
        )
        return await self._start(self._job(request), task)

    async def load(self, request: Request) -> Response:
        """Have the files loaded as they were checked, with what is accepted."""
        job = self._job(request)
        accept = (await _body(request)).get("accept", [])
        if not isinstance(accept, list) or any(each not in ACCEPTABLE for each in accept):
            allowed = ", ".join(ACCEPTABLE)
            raise Refusal(422, "accept", accept, allowed, f"accept may name: {allowed}.")
        before = job.doing.task
        if before is None or before.action != "check":
            raise DeskError("Only files that were checked, without mistakes, can be loaded.")
        needed = {each.accept for each in job.doing.doubts}
        if missing := sorted(str(each) for each in needed - set(accept)):
            raise DeskError(f"Confirm first: {', '.join(missing)}.")
        task = Task(
            action="load",
            accept=tuple(sorted(set(accept) & {str(each) for each in needed})),
            correction=before.correction,
            afresh=before.afresh,
            base=before.base,
            request_id=REQUEST.get(),
        )
        return await self._start(job, task)

    async def go_back(self, request: Request) -> Response:
        """Have another release count."""
        release = (await _body(request)).get("release")
        if not isinstance(release, str) or not release:
            raise Refusal(422, "release", release, "the id of a release", "Say which release.")
        job = await to_thread.run_sync(self._desk.begin, self._owner(request))
        task = Task(action="rollback", release=release[:100], request_id=REQUEST.get())
        return await self._start(job, task)

    async def drop(self, request: Request) -> Response:
        """Remove what was sent."""
        await to_thread.run_sync(self._desk.drop, self._job(request))
        return Response(status_code=HTTPStatus.NO_CONTENT)

    async def _start(self, job: Job, task: Task) -> Response:
        job = await to_thread.run_sync(self._desk.start, job, task)
        content = {"job": job.id, "state": job.doing.state}
        return JSONResponse(content, HTTPStatus.ACCEPTED, headers=NEVER_KEPT)

    def _job(self, request: Request) -> Job:
        return self._desk.job(request.path_params["job"], self._owner(request).subject)

    def _owner(self, request: Request) -> Owner:
        asker = asker_of(request.scope)
        if asker is None or asker.person is None:
            raise Refusal(403, "role", "", "an editor", "Only a signed-in editor may load.")
        who = self._auditing.who(asker)
        return Owner(who.subject, who.by, who.name, who.role)


def _said(endpoint: Endpoint) -> Endpoint:
    """Return an endpoint whose refusals are sentences."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Refusal as refusal:
            return refusal.response()
        except DeskError as fault:
            return error(HTTPStatus.CONFLICT, None, None, None, str(fault))
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        except OSError as fault:
            message = (
                f"The file cannot be kept on the server: {fault.strerror}. Nothing was changed."
            )
            return error(HTTPStatus.INSUFFICIENT_STORAGE, None, None, None, message)

    return answer


async def _body(request: Request) -> dict[str, Any]:
    try:
        given = await request.json()
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise Refusal(400, "body", "", "a JSON object", "The request’s body is not a JSON object.")
    return given


def _too_large(allowed: int) -> Refusal:
    most = f"{allowed / 1_000_000:,.0f} MB"
    message = f"The files are too large: {most} together are allowed. Load fewer at a time."
    return Refusal(413, "body", "", most, message)
