"""A small real OpenID provider on this machine, able to answer wrongly in the ways that matter."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.app.processes import free_port, wait_until

CLIENT, SECRET = "dashboard", "the secret of the two"


def key(name: str) -> RSAKey:
    """A key of a signer."""
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig"})


@dataclass
class User:
    """Who is signed in at the provider."""

    sub: str = "u-1"
    name: str = "Alex Example"
    roles: list[str] = field(default_factory=lambda: ["dashboard-viewers"])


class OpenIdProvider:
    """The provider; a test says who signs in and what goes wrong."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"
        self.user = User()
        self.signer = key("first")
        self.published = [self.signer]
        self.down = False
        self.denies = False
        self.changes: dict[str, Any] = {}
        """Claims of the ID token that are not as they should be; None leaves one out."""
        self.algorithm = "RS256"
        self.elsewhere: dict[str, Any] = {}
        """Claims that only the user information has."""
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[dict[str, str]] = []

    def reset(self) -> None:
        """Everything as it should be."""
        self.user, self.down, self.denies = User(), False, False
        self.changes, self.elsewhere, self.algorithm = {}, {}, "RS256"
        self.published = [self.signer]

    def rotate(self, name: str) -> None:
        """Sign with a new key from now on, and publish that one only."""
        self.signer = key(name)
        self.published = [self.signer]

    def app(self) -> Starlette:
        """The provider as an application."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovery),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
                Route("/keys", self._keys),
                Route("/userinfo", self._userinfo),
                Route("/end-session", self._end_session),
            ]
        )

    def signed(self, claims: dict[str, Any], signer: RSAKey | None = None) -> str:
        """A token of ours."""
        signer = signer or self.signer
        if self.algorithm == "none":
            parts = [json.dumps(each).encode() for each in ({"alg": "none"}, claims)]
            text = b".".join(base64.urlsafe_b64encode(each).rstrip(b"=") for each in parts)
            return text.decode() + "."
        header = {"alg": "RS256", "kid": signer.kid}
        return jwt.encode(header, claims, signer)

    async def _discovery(self, _: Request) -> Response:
        if self.down:
            return PlainTextResponse("down", 503)
        at = self.issuer
        return JSONResponse(
            {
                "issuer": at,
                "authorization_endpoint": f"{at}/authorize",
                "token_endpoint": f"{at}/token",
                "jwks_uri": f"{at}/keys",
                "userinfo_endpoint": f"{at}/userinfo",
                "end_session_endpoint": f"{at}/end-session",
                "id_token_signing_alg_values_supported": ["RS256", "none", "HS256"],
            }
        )

    async def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        self.asked.append(asked)
        code = secrets.token_hex(8)
        self.codes[code] = asked
        answer = {"error": "access_denied"} if self.denies else {"code": code}
        answer["state"] = asked["state"]
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(answer)}", 303)

    async def _token(self, request: Request) -> Response:
        form = {
            name: values[0] for name, values in parse_qs((await request.body()).decode()).items()
        }
        asked = self.codes.pop(form["code"], None)
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            asked is None
            or request.headers.get("authorization") != f"Basic {basic}"
            or asked["code_challenge"] != challenge
            or asked["redirect_uri"] != form["redirect_uri"]
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        claims = {
            **self._times(),
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": self.user.sub,
            "name": self.user.name,
            "roles": self.user.roles,
            "nonce": asked["nonce"],
            **self.changes,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        return JSONResponse(
            {
                "access_token": "an-access-token",
                "token_type": "Bearer",
                "expires_in": 300,
                "id_token": self.signed(claims),
            }
        )

    async def _keys(self, _: Request) -> Response:
        if self.down:
            return PlainTextResponse("down", 503)
        return JSONResponse({"keys": [each.as_dict(private=False) for each in self.published]})

    async def _userinfo(self, _: Request) -> Response:
        return JSONResponse({"sub": self.user.sub, **self.elsewhere})

    async def _end_session(self, request: Request) -> Response:
        return RedirectResponse(request.query_params["post_logout_redirect_uri"], 303)

    def access_token(self, **changes: Any) -> str:
        """An access token for a program."""
        claims = {
            **self._times(),
            "iss": self.issuer,
            "aud": "the-data",
            "sub": "a-program",
            "roles": ["dashboard-viewers"],
            **changes,
        }
        return self.signed(claims)

    @staticmethod
    def _times() -> dict[str, int]:
        now = int(time.time())
        return {"iat": now, "exp": now + 300}


@contextmanager
def openid_provider() -> Iterator[OpenIdProvider]:
    """Run a provider until the block ends."""
    port = free_port()
    provider = OpenIdProvider(port)
    config = uvicorn.Config(provider.app(), port=port, log_level="error", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_until(lambda: server.started)
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join(timeout=30)


def sign_in_settings(provider: OpenIdProvider, **more: Any) -> dict[str, Any]:
    """The settings of a dashboard that signs in with a provider."""
    return {
        "sign_in": True,
        "public_url": "https://dashboard.test",
        "oidc_issuer": provider.issuer,
        "oidc_client_id": CLIENT,
        "oidc_client_secret": SECRET,
        "oidc_name": "Example account",
        "session_secret": "made up for these tests and long enough",
        "role_viewers": "dashboard-viewers",
        "role_reviewers": "dashboard-reviewers",
        "role_editors": "dashboard-editors",
        "access_contact": "the dashboard team (dashboard@example.org)",
        **more,
    }
