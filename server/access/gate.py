"""Tells who asks, from the cookie or the token of a request; built once from the settings."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import Scope

from server.access.addresses import Addresses
from server.access.asker import Asker, Person, person_of
from server.access.auditing import Auditing
from server.access.cookies import Cookie, cookie_name
from server.access.provider import NotAccepted, Provider
from server.access.rights import Right, Role, rights_of, role_of
from server.access.sessions import Seal, Session, Sessions
from server.access.tokens import program_of, programs
from server.settings import Settings, SettingsError

MINUTE, HOUR = 60, 3600
STATE = re.compile(r"[A-Za-z0-9]{16,64}")
BEARER = "bearer "


@dataclass(frozen=True, slots=True)
class Words:
    """What the pages of signing in call things."""

    provider: str
    contact: str
    marking: str


class Gate:
    """Everything that signing in and checking rights need.

    Args:
        settings: With `SIGN_IN` on.

    Raises:
        SettingsError: `ACCESS_DIR` cannot be used.
    """

    def __init__(self, settings: Settings) -> None:
        secret = settings.session_secret.get_secret_value()
        self.addresses = Addresses.of(settings.public_url)
        self.words = Words(settings.oidc_name, settings.access_contact, settings.marking)
        prefix, secure = self.addresses.prefix, self.addresses.secure
        self.cookie = Cookie(cookie_name("session", prefix), secure)
        self._prefix = prefix
        try:
            settings.access_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.auditing = Auditing(
                settings.audit_place, settings.audit_identity, settings.access_dir
            )
        except OSError as error:
            raise SettingsError(
                f"ACCESS_DIR={str(settings.access_dir)!r} cannot be used: {error.strerror}"
            ) from None
        self.sessions = Sessions(
            secret,
            idle=settings.session_idle_minutes * MINUTE,
            longest=settings.session_hours * HOUR,
            ended=settings.access_dir / "signed-out",
        )
        self.flows = Seal(secret, "sign-in")
        self.provider = Provider(
            issuer=settings.oidc_issuer,
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret.get_secret_value(),
            scope=settings.oidc_scope,
            skew=settings.oidc_clock_skew_seconds,
            audience=settings.oidc_api_audience,
        )
        self._programs = programs(settings.api_tokens)
        self._claim = settings.role_claim
        self._mapping = mapping_of(settings)
        self._known = frozenset().union(*self._mapping.values())
        self._downloads = settings.viewer_downloads
        self._anonymous = Role.VIEWER if settings.read_without_sign_in else None

    def flow_cookie(self, state: str) -> Cookie:
        """Return the cookie of one sign-in: several may be under way in one browser."""
        own = STATE.fullmatch(state)
        name = cookie_name(f"sign-in-{own[0][:12] if own else ''}", self._prefix)
        return Cookie(name, self.addresses.secure)

    def person(self, claims: Mapping[str, object]) -> Person:
        """Return the person whom checked claims describe."""
        return person_of(claims, self._claim, self._known)

    def role(self, person: Person) -> Role | None:
        """Return someone's role: as the settings map it now, not as when the session began."""
        return role_of(person.values, self._mapping)

    def anonymous(self) -> Asker:
        """Return somebody unknown."""
        return Asker(rights=self._rights(self._anonymous))

    def signed_in(self, session: Session) -> Asker:
        """Return who has a session."""
        role = self.role(session.person)
        rights = self._rights(role or self._anonymous)
        return Asker("person", session.person, role, rights, csrf=session.csrf)

    def session(self, scope: Scope) -> Session | None:
        """Return the session of a request."""
        value = self.cookie.read(scope)
        return self.sessions.read(value) if value else None

    async def program(self, token: str) -> Asker:
        """Return the program that a token is of.

        Raises:
            NotAccepted: It is nobody's, or gives no role.
            ProviderDown: It is the provider's, whose keys cannot be had.
        """
        known = program_of(token, self._programs)
        if known is not None:
            rights = self._rights(known.role)
            return Asker("program", Person(known.name, known.name), known.role, rights)
        claims = await self.provider.access_token(token)
        person = self.person(claims)
        role = self.role(person)
        if role is None:
            raise NotAccepted("the token gives no role")
        return Asker("program", person, role, self._rights(role))

    def _rights(self, role: Role | None) -> frozenset[Right]:
        return rights_of(role, viewer_downloads=self._downloads)


def mapping_of(settings: Settings) -> dict[Role, frozenset[str]]:
    """Return for each role the values of the claim that give it."""
    texts = {
        Role.VIEWER: settings.role_viewers,
        Role.REVIEWER: settings.role_reviewers,
        Role.EDITOR: settings.role_editors,
    }
    return {
        role: frozenset(filter(None, (each.strip() for each in text.split(","))))
        for role, text in texts.items()
    }


def bearer(scope: Scope) -> str | None:
    """Return the token that a request brings; None where it brings none."""
    given = Headers(scope=scope).get("authorization", "")
    return given[len(BEARER) :].strip() if given.lower().startswith(BEARER) else None
