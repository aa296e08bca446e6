"""The settings of signing in, of roles, of the audit log, and of loading in the browser."""

import ipaddress
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings

from server.access.tokens import programs

SHORTEST_SECRET = 32


class AccessSettings(BaseSettings):
    """What concerns access. `docs/access.md` says how to set it up."""

    sign_in: bool = Field(
        default=False,
        description="Readers sign in with the identity provider below; without it everybody may "
        "read, and nobody loads in the browser.",
    )
    oidc_issuer: str = Field(
        default="",
        description="The identity provider's name for itself (`issuer`), an address; its discovery "
        "document lies below it.",
    )
    oidc_client_id: str = Field(
        default="", description="What the identity provider calls this dashboard."
    )
    oidc_client_secret: SecretStr = Field(
        default=SecretStr(""),
        description="The secret between both; empty for a public client (PKCE is used anyway).",
    )
    oidc_scope: str = Field(
        default="openid profile email",
        description="What the identity provider is asked for; `openid` must be in it.",
    )
    oidc_name: str = Field(
        default="your organisation’s account",
        max_length=60,
        description="What readers know the identity provider as.",
    )
    oidc_api_audience: str = Field(
        default="",
        description="Audience of the access tokens with which programs may ask; empty: these are "
        "not accepted.",
    )
    oidc_clock_skew_seconds: int = Field(
        default=60,
        ge=0,
        le=300,
        description="Seconds by which the identity provider's clock may differ.",
    )
    session_secret: SecretStr = Field(
        default=SecretStr(""),
        description="Seals the sessions: at least 32 random characters, the same for all "
        "processes and instances. To change it: `new,old` for as long as a session lasts.",
    )
    session_idle_minutes: int = Field(
        default=60, ge=1, le=1440, description="A session that is not used ends after this time."
    )
    session_hours: int = Field(
        default=10, ge=1, le=168, description="Every session ends after this time."
    )
    role_claim: str = Field(
        default="roles",
        description="The claim that says what someone is: `roles`, `groups`, or one within another "
        "(`realm_access.roles`).",
    )
    role_viewers: str = Field(
        default="",
        description="Values of the claim that make a viewer, with commas between; `*`: whoever can "
        "sign in.",
    )
    role_reviewers: str = Field(default="", description="Values that make a reviewer.")
    role_editors: str = Field(default="", description="Values that make an editor.")
    read_without_sign_in: bool = Field(
        default=False,
        description="Everybody may read and download; signing in is for reviewers and editors.",
    )
    viewer_downloads: bool = Field(
        default=True,
        description="Viewers may take away whole tables and exports; reviewers and editors always "
        "may.",
    )
    access_contact: str = Field(
        default="whoever runs this dashboard",
        max_length=200,
        description="Whom someone without a role should ask: a name, a telephone number, an "
        "e-mail address.",
    )
    api_tokens: str = Field(
        default="",
        description="Programs that may ask: `name:role:sha256`, with commas between, as `python -m "
        "server.access.tokens NAME ROLE` makes them.",
    )
    access_dir: Path = Field(
        default=Path(".access"),
        description="Directory for uploads under way, sessions that were ended and the audit log; "
        "shared by all instances, readable by nobody else. A relative path starts at the "
        "project's root.",
    )
    audit_file: str = Field(
        default="",
        description="The audit log; empty: `audit.jsonl` in `ACCESS_DIR`; `-`: the ordinary log.",
    )
    audit_identity: Literal["name", "pseudonym"] = Field(
        default="name",
        description="How the audit log and releases say who: `name`, or `pseudonym`, the same for "
        "the same person.",
    )
    max_upload_mb: int = Field(
        default=200,
        ge=1,
        le=2000,
        description="Largest load in the browser, all of its files together, in megabytes.",
    )
    load_memory_mb: int = Field(
        default=3072,
        ge=512,
        le=65536,
        description="Memory that checking and loading files in the browser may use, in megabytes.",
    )
    load_minutes: int = Field(default=10, ge=1, le=120, description="Time that it may take.")

    @field_validator("api_tokens")
    @classmethod
    def _programs(cls, value: str) -> str:
        programs(value)
        return value

    @property
    def audit_place(self) -> str:
        """Where the audit log is: a file, or `-`."""
        return self.audit_file or str(self.access_dir / "audit.jsonl")


def missing_for_sign_in(settings: AccessSettings, public: str) -> list[str]:
    """Return what keeps `SIGN_IN=true` from working, a sentence each.

    Args:
        settings: With `SIGN_IN` on.
        public: Where readers reach the dashboard.
    """
    issuer = settings.oidc_issuer
    secrets = [each.strip() for each in settings.session_secret.get_secret_value().split(",")]
    roles = settings.role_viewers + settings.role_reviewers + settings.role_editors
    rules = {
        "PUBLIC_URL must be an https address (http on this machine only), without a query": (
            _is_address(public)
        ),
        "OIDC_ISSUER must be an https address (http on this machine only)": _is_address(issuer),
        "OIDC_CLIENT_ID must be set": bool(settings.oidc_client_id),
        "OIDC_SCOPE must have openid in it": "openid" in settings.oidc_scope.split(),
        f"SESSION_SECRET must have at least {SHORTEST_SECRET} characters": (
            all(len(each) >= SHORTEST_SECRET for each in secrets)
        ),
        "ROLE_VIEWERS, ROLE_REVIEWERS or ROLE_EDITORS must name a value of the claim": (
            bool(roles.replace(",", "").strip())
        ),
        "`*` may stand in ROLE_VIEWERS only": (
            "*" not in settings.role_reviewers + settings.role_editors
        ),
        "OIDC_API_AUDIENCE must differ from OIDC_CLIENT_ID": (
            not settings.oidc_api_audience or settings.oidc_api_audience != settings.oidc_client_id
        ),
    }
    return [rule for rule, holds in rules.items() if not holds]


def _is_address(text: str) -> bool:
    """Whether a text is an address over TLS, or one of this machine."""
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    plain = bool(host) and not parts.query and not parts.fragment and not parts.username
    return plain and (parts.scheme == "https" or (parts.scheme == "http" and is_local(host)))


def is_local(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
