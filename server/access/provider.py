"""The organisation's identity provider, spoken to with OpenID Connect (Authlib).

Authorization code flow with PKCE, `state` and `nonce`. Signatures are checked with the keys that
the provider publishes; only asymmetric algorithms count, whatever a token says of itself.
"""

import logging
import time
from collections.abc import Mapping
from typing import Any

import httpx2
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.starlette_client import OAuth
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from starlette.requests import Request

LOG = logging.getLogger("server")
ALGORITHMS = (
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
    "Ed25519",
)  # fmt: skip
METADATA_SECONDS = 3600
KEYS_SECONDS = 300
"""Keys older than this are fetched again before a sign-in: a replaced one may bear the old name."""
BETWEEN_FETCHES = 30
"""Seconds between two fetches of keys for programs' tokens: nobody can make us ask without end."""
PATIENCE = 10.0


class ProviderDown(Exception):  # noqa: N818 - what is the case, not what went wrong here
    """The provider does not answer, or not as a provider does."""


class NotAccepted(Exception):  # noqa: N818 - what is the case
    """What came back from the provider, or a token, is not what it must be."""


class Provider:
    """One identity provider.

    Args:
        issuer: Its name for itself, an address.
        client_id: What it calls this product.
        client_secret: The secret between both; empty for a public client.
        scope: What is asked for.
        skew: Seconds that clocks may differ.
        audience: The audience of access tokens that programs bring; empty where they may not.
    """

    def __init__(
        self,
        *,
        issuer: str,
        client_id: str,
        client_secret: str,
        scope: str,
        skew: int,
        audience: str = "",
    ) -> None:
        self.issuer = issuer
        self._client_id = client_id
        self._has_secret = bool(client_secret)
        self._skew = skew
        self._audience = audience
        self._keys_at = 0.0
        self._client = OAuth().register(
            "provider",
            client_id=client_id,
            client_secret=client_secret or None,
            server_metadata_url=issuer.rstrip("/") + "/.well-known/openid-configuration",
            client_kwargs={
                "scope": scope,
                "code_challenge_method": "S256",
                "timeout": PATIENCE,
            },
        )

    async def begin(self, request: Request, redirect_uri: str, **more: str) -> str:
        """Return the provider's address at which to sign in; `request.session` keeps the flow.

        Raises:
            ProviderDown: It does not say where that is.
        """
        await self._metadata()
        answer = await self._client.authorize_redirect(request, redirect_uri, **more)
        return str(answer.headers["location"])

    async def complete(self, request: Request) -> dict[str, Any]:
        """Return the checked claims of whoever comes back from the provider.

        Raises:
            ProviderDown: It does not answer.
            NotAccepted: The answer is not to our question, was changed, is for another, or is late.
        """
        metadata = await self._metadata()
        named = request.query_params.get("iss")
        if named is not None and named != self.issuer:
            raise NotAccepted("the answer is from another issuer")
        await self._fresh_keys(KEYS_SECONDS)
        try:
            token = await self._client.authorize_access_token(
                request,
                claims_options={
                    "iss": {"essential": True, "value": self.issuer},
                    "aud": {"essential": True, "values": [self._client_id]},
                    "exp": {"essential": True},
                    "iat": {"essential": True},
                    "sub": {"essential": True},
                },
                leeway=self._skew,
            )
        except (OAuthError, JoseError, ValueError, KeyError, TypeError) as error:
            raise NotAccepted(_reason(error)) from error
        except httpx2.HTTPError as error:
            raise ProviderDown(_reason(error)) from error
        claims = token.get("userinfo")
        if not claims:
            raise NotAccepted("the answer has no ID token")
        return await self._with_userinfo(dict(claims), token, metadata)

    async def _with_userinfo(
        self, claims: dict[str, Any], token: Mapping[str, Any], metadata: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return claims with those that the provider gives only when it is asked once more."""
        if not metadata.get("userinfo_endpoint") or not token.get("access_token"):
            return claims
        try:
            more = dict(await self._client.userinfo(token=token))
        except (httpx2.HTTPError, OAuthError, ValueError) as error:
            LOG.warning("The identity provider gives no user information: %s", _reason(error))
            return claims
        return more | claims if more.get("sub") == claims["sub"] else claims

    async def sign_out_address(self, afterwards: str) -> str | None:
        """Return the provider's address at which to sign out there too; None where it has none."""
        try:
            metadata = await self._metadata()
        except ProviderDown:
            return None
        if not metadata.get("end_session_endpoint"):
            return None
        made = await self._client.create_logout_url(
            post_logout_redirect_uri=afterwards, client_id=self._client_id
        )
        return str(made["url"])

    async def access_token(self, text: str) -> dict[str, Any]:
        """Return the checked claims of an access token that a program brings.

        Raises:
            ProviderDown: Its keys cannot be had.
            NotAccepted: It is not for this product's data, late, or not the provider's.
        """
        if not self._audience:
            raise NotAccepted("access tokens are not accepted here")
        await self._fresh_keys(METADATA_SECONDS)
        try:
            token = self._decoded(text)
        except InvalidKeyIdError:
            await self._fresh_keys(BETWEEN_FETCHES)
            token = self._decoded_or_refused(text)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise NotAccepted(_reason(error)) from error
        rules = jwt.JWTClaimsRegistry(
            leeway=self._skew,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self._audience},
            exp={"essential": True},
            sub={"essential": True},
        )
        try:
            rules.validate(token.claims)
        except JoseError as error:
            raise NotAccepted(_reason(error)) from error
        return dict(token.claims)

    def _decoded_or_refused(self, text: str) -> jwt.Token:
        try:
            return self._decoded(text)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise NotAccepted(_reason(error)) from error

    def _decoded(self, text: str) -> jwt.Token:
        keys = KeySet.import_key_set(self._client.server_metadata["jwks"])
        registry = JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)
        return jwt.decode(text, key=keys, registry=registry)

    async def _metadata(self) -> dict[str, Any]:
        """Return what the provider says of itself, fetched anew now and then."""
        known = self._client.server_metadata
        if time.time() - known.get("_loaded_at", 0) > METADATA_SECONDS:
            known.clear()
        try:
            metadata: dict[str, Any] = await self._client.load_server_metadata()
            self._check(metadata)
        except (httpx2.HTTPError, ValueError, TypeError, AttributeError) as error:
            known.clear()
            LOG.warning("The identity provider does not answer: %s", _reason(error))
            raise ProviderDown(_reason(error)) from error
        return metadata

    def _check(self, metadata: dict[str, Any]) -> None:
        if metadata.get("issuer") != self.issuer:
            raise ValueError(f"it calls itself {str(metadata.get('issuer'))[:200]!r}")
        offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        metadata["id_token_signing_alg_values_supported"] = [
            each for each in offered if each in ALGORITHMS
        ]
        if not self._has_secret:
            method = "none"
        else:
            methods = metadata.get("token_endpoint_auth_methods_supported")
            basic = not methods or "client_secret_basic" in methods
            method = "client_secret_basic" if basic else "client_secret_post"
        self._client.client_kwargs["token_endpoint_auth_method"] = method

    async def _fresh_keys(self, seconds: float) -> None:
        """Fetch the provider's keys unless they are newer than some seconds."""
        metadata = await self._metadata()
        if "jwks" in metadata and time.monotonic() - self._keys_at < seconds:
            return
        try:
            await self._client.fetch_jwk_set(force=True)
        except (httpx2.HTTPError, ValueError, RuntimeError) as error:
            raise ProviderDown(_reason(error)) from error
        self._keys_at = time.monotonic()


def _reason(error: Exception) -> str:
    """Return why, on one line, for the log; nothing of it reaches a reader."""
    text = f"{type(error).__name__}: {error}"
    return "".join(sign if sign.isprintable() else " " for sign in text)[:300]
