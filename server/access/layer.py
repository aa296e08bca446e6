"""The layer that lets a request through only where whoever asks has the right.

Everything is refused that the table gives no right. What passes says in its scope who asks, so
that callbacks check their own rights too, and is never kept by a cache that others share.
"""

import json
import logging
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.access import refusals
from server.access.asker import KEY, WITHIN, Asker
from server.access.gate import Gate, bearer
from server.access.provider import NotAccepted, ProviderDown
from server.access.rights import Right
from server.access.table import SAFE, Table

LOG = logging.getLogger("server")
CALLBACKS = "/_dash-update-component"
TOKEN_HEADER = "x-csrf-token"  # noqa: S105 - the name of a header
FOR_PROGRAMS = ("/_dash", "/boundaries/", "/load/")
SUCCESS = (200, 206)


@dataclass(frozen=True, slots=True)
class Account:
    """What a page shows of whoever opened it.

    Attributes:
        name: What the person is called; empty where nobody is signed in.
        role: The role.
        token: What a change must repeat.
        rights: What the person may do.
    """

    name: str
    role: str
    token: str
    rights: tuple[str, ...]


class Access:
    """Layer that enforces rights.

    Args:
        app: What answers.
        gate: Tells who asks.
        table: Tells which right a request needs.
    """

    def __init__(self, app: ASGIApp, gate: Gate, table: Table) -> None:
        self._app = app
        self._gate = gate
        self._table = table

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope.get(WITHIN) is True:
            await self._app(scope, receive, send)
            return
        right = self._table.right(scope["method"], scope["path"])
        if right is Right.OPEN:
            await self._app(scope, receive, send)
            return
        session = None
        try:
            token = bearer(scope)
            if token is not None:
                asker = await self._gate.program(token)
            else:
                session = self._gate.session(scope)
                asker = self._gate.signed_in(session) if session else self._gate.anonymous()
        except NotAccepted as fault:
            self._note_refusal(scope, Asker("program"), f"token: {fault}")
            await refusals.bad_token()(scope, receive, send)
            return
        except ProviderDown:
            await refusals.provider_down()(scope, receive, send)
            return
        refusal = self._refusal(scope, right, asker)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        renewed = self._gate.sessions.renewed(session) if session else None
        value = self._gate.sessions.write(renewed) if renewed else None
        if right is Right.DOWNLOAD:
            asker.taken = _object(scope)
        await self._app(
            {**scope, KEY: asker, "state": {**scope.get("state", {}), "account": account(asker)}},
            receive,
            self._sender(send, asker, value),
        )

    def _refusal(self, scope: Scope, right: Right | None, asker: Asker) -> Response | None:
        """Return how a request is refused; None where it is not."""
        if right is None or right not in asker.rights:
            if asker.kind == "anonymous":
                return self._ask_to_sign_in(scope)
            self._note_refusal(scope, asker, f"right: {right or 'none'}")
            return self._say_forbidden(scope, asker)
        if scope["method"] not in SAFE and asker.kind == "person":
            fault = self._forged(scope, asker)
            if fault:
                self._note_refusal(scope, asker, fault)
                return refusals.forged()
        return None

    def _forged(self, scope: Scope, asker: Asker) -> str:
        """Return why a change may have been asked for by another site; empty where it was not."""
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is None:
            own = headers.get("sec-fetch-site") in {"same-origin", "none"}
        else:
            own = origin.lower() == self._gate.addresses.origin
        if not own:
            return "origin"
        if scope["path"] == CALLBACKS:  # these change nothing
            return ""
        given = headers.get(TOKEN_HEADER, "")
        return "" if asker.csrf and given == asker.csrf else "token of the page"

    def _ask_to_sign_in(self, scope: Scope) -> Response:
        if not _is_for_person(scope):
            return refusals.not_signed_in(self._gate.addresses.path("/sign-in"))
        query = scope.get("query_string", b"").decode("latin-1")
        wanted = scope["path"] + (f"?{query}" if query else "")
        question = "" if wanted == "/" else "?" + urlencode({"next": wanted})
        address = self._gate.addresses.path("/sign-in") + question
        return RedirectResponse(address, status_code=303, headers=refusals.NEVER_KEPT)

    def _say_forbidden(self, scope: Scope, asker: Asker) -> Response:
        if _is_for_person(scope):
            return refusals.forbidden_page(self._gate, asker)
        return refusals.forbidden(self._gate.words.contact, asker.role)

    def _note_refusal(self, scope: Scope, asker: Asker, why: str) -> None:
        self._gate.auditing.note("refusal", "refused", asker, of=_object(scope), detail=why)

    def _sender(self, send: Send, asker: Asker, value: str | None) -> Send:
        """Return what sends an answer on: private, with the cookie anew, and noted if taken."""

        async def send_private(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message.get("headers", ())))
                headers["cache-control"] = _private(headers.get("cache-control", ""))
                headers.add_vary_header("Cookie")
                headers.add_vary_header("Authorization")
                message = {**message, "headers": headers.raw}
                if value is not None:
                    message["headers"].append(self._gate.cookie.set(value))
                if asker.taken and message["status"] in SUCCESS:
                    self._gate.auditing.note("download", "done", asker, of=asker.taken)
            await send(message)

        return send_private


def account(asker: Asker) -> str:
    """Return what a page shows of whoever opened it, as JSON."""
    name = asker.person.name if asker.person else ""
    rights = tuple(sorted(asker.rights))
    shown = Account(name, asker.role or "", asker.csrf, rights)
    return json.dumps(asdict(shown), ensure_ascii=False, separators=(",", ":"))


def _private(control: str) -> str:
    """Return a `Cache-Control` that keeps an answer from everybody but its reader."""
    parts = {part.strip() for part in control.split(",")}
    if "no-store" in parts:
        return "no-store"
    # What has a fingerprint in its address may stay with its reader; anything else is asked for
    # anew, since its reader may have signed out.
    forever = sorted(part for part in parts if part == "immutable" or part.startswith("max-age"))
    return ", ".join(["private", *forever] if "immutable" in parts else ["private", "no-cache"])


def _object(scope: Scope) -> str:
    query = scope.get("query_string", b"").decode("latin-1")
    path: str = scope["path"]
    return f"{path}?{query}" if query else path


def _is_for_person(scope: Scope) -> bool:
    """Whether a request is a person's who opens an address, rather than a program's."""
    if scope["method"] not in SAFE or scope["path"].startswith(FOR_PROGRAMS):
        return False
    headers = Headers(scope=scope)
    mode = headers.get("sec-fetch-mode")
    if mode is not None:
        return mode == "navigate"
    return "text/html" in headers.get("accept", "") or not scope["path"].startswith(
        ("/api/", "/exports/")
    )
