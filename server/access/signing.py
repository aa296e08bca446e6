"""Signing in and out: four addresses."""

import logging
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from server.access.asker import Asker
from server.access.gate import Gate
from server.access.provider import NotAccepted, ProviderDown
from server.access.refusals import NEVER_KEPT, forged, no_role_page, page
from server.plain import Action, plain_page

LOG = logging.getLogger("server")
FLOW_SECONDS = 600
"""Time that someone may take at the provider."""
LARGEST_FORM = 2_000
DENIED = "access_denied"


def signing(gate: Gate) -> list[Route]:
    """Return the routes."""
    signing_in, signing_out = SigningIn(gate), SigningOut(gate)
    return [
        Route("/sign-in", signing_in.begin, methods=["GET"]),
        Route("/sign-in/callback", signing_in.complete, methods=["GET"]),
        Route("/sign-out", signing_out.end, methods=["POST"]),
        Route("/signed-out", signing_out.afterwards, methods=["GET"]),
    ]


class SigningIn:
    """Sends a reader to the provider, and takes the answer.

    Args:
        gate: What signing in needs.
    """

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    async def begin(self, request: Request) -> Response:
        """Lead to the provider; the cookie of this sign-in says where to go afterwards."""
        afterwards = self._gate.addresses.afterwards(request.query_params.get("next", "/"))
        flow: dict[str, object] = {}
        request.scope["session"] = flow
        more = {"prompt": "select_account"} if "account" in request.query_params else {}
        try:
            address = await self._gate.provider.begin(
                request, self._gate.addresses.whole("/sign-in/callback"), **more
            )
        except ProviderDown:
            return self._down()
        state = next(iter(flow)).rpartition("_state_provider_")[2]
        answer = RedirectResponse(address, status_code=303, headers=NEVER_KEPT)
        sealed = self._gate.flows.seal({"flow": flow, "next": afterwards})
        cookie = self._gate.flow_cookie(state)
        answer.raw_headers.append(cookie.set(sealed, seconds=FLOW_SECONDS))
        return answer

    async def complete(self, request: Request) -> Response:
        """Take the provider's answer, and begin a session."""
        cookie = self._gate.flow_cookie(request.query_params.get("state", ""))
        known = self._gate.flows.open(cookie.read(request.scope), FLOW_SECONDS)
        answer = await self._completed(request, known or {"flow": {}, "next": ""})
        answer.raw_headers.append(cookie.clear())
        return answer

    async def _completed(self, request: Request, known: dict[str, object]) -> Response:
        request.scope["session"] = known["flow"]
        again = str(known["next"]) or self._gate.addresses.whole("/")
        if request.query_params.get("error") == DENIED:
            return self._not_signed_in(again, "The identity provider did not let you in.", DENIED)
        try:
            claims = await self._gate.provider.complete(request)
        except ProviderDown:
            return self._down()
        except NotAccepted as fault:
            LOG.warning("A sign-in was not accepted: %s", fault)
            why = (
                "What came back from the identity provider cannot be used: it took too long, was "
                "answered already, or is not for this dashboard."
            )
            return self._not_signed_in(again, why, str(fault))
        person = self._gate.person(claims)
        session = self._gate.sessions.begin(person)
        asker = self._gate.signed_in(session)
        if asker.role is None:
            self._gate.auditing.note("sign-in", "refused", asker, detail="no role")
            return no_role_page(self._gate, person.name)
        self._gate.auditing.note("sign-in", "done", asker)
        answer = RedirectResponse(again, status_code=303, headers=NEVER_KEPT)
        answer.raw_headers.append(self._gate.cookie.set(self._gate.sessions.write(session)))
        return answer

    def _not_signed_in(self, again: str, why: str, reason: str) -> Response:
        self._gate.auditing.note("sign-in", "refused", Asker(), detail=reason)
        return page(
            self._gate,
            403,
            "You are not signed in",
            [why, f"If it happens again, ask {self._gate.words.contact}."],
            [Action("Sign in", again)],
        )

    def _down(self) -> Response:
        return page(
            self._gate,
            503,
            "Signing in is not possible just now",
            [
                f"The service behind {self._gate.words.provider} does not answer. Your figures "
                "are safe, and whoever is signed in goes on as before.",
                f"Try again in a few minutes. If it lasts, tell {self._gate.words.contact}.",
            ],
            [Action("Try again", "")],
        )


class SigningOut:
    """Ends a session, here and at the provider.

    Args:
        gate: What signing out needs.
    """

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    async def end(self, request: Request) -> Response:
        """End the session; a form of ours asks for it, with the session's own token."""
        session = self._gate.session(request.scope)
        if session is None:
            return self._said_afterwards()
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > LARGEST_FORM:
                return forged()
        given = parse_qs(body.decode("latin-1")).get("token", [""])[0]
        origin = request.headers.get("origin", self._gate.addresses.origin).lower()
        if given != session.csrf or origin != self._gate.addresses.origin:
            return forged()
        try:
            self._gate.sessions.end(session)
        except OSError:
            LOG.exception("A session was signed out of, and its end cannot be written down")
        self._gate.auditing.note("sign-out", "done", self._gate.signed_in(session))
        further = await self._gate.provider.sign_out_address(
            self._gate.addresses.whole("/signed-out")
        )
        answer = self._said_afterwards(further or "")
        answer.raw_headers.append(self._gate.cookie.clear())
        return answer

    async def afterwards(self, _: Request) -> Response:
        """Say that it is done, after the provider has led back here."""
        return self._said_afterwards()

    def _said_afterwards(self, further: str = "") -> Response:
        """Return the page; a form may not lead to another host, so the page itself leads on."""
        actions = [Action("Sign in again", self._gate.addresses.path("/sign-in"))]
        paragraphs = ["Nothing of this dashboard is open in this browser any more."]
        if further:
            name = self._gate.words.provider
            actions = [Action(f"Sign out of {name} too", further)]
            paragraphs.append(f"You are being led to {name}, to sign out there too.")
        text = plain_page(
            "You have signed out",
            paragraphs,
            actions,
            marking=self._gate.words.marking,
            refresh=further,
        )
        # Back must not show what this reader saw before.
        headers = {**NEVER_KEPT, "Clear-Site-Data": '"cache"'}
        return HTMLResponse(text, headers=headers)
