"""Sessions, sealed into the cookie itself: every process and every instance can read it.

The cookie is encrypted and authenticated (Fernet, keys derived from `SESSION_SECRET`); nothing of
a session lies in one process's memory. Only that a session was ended lies on disk, in a directory
that the processes share, so that a copy of its cookie is worth nothing afterwards.
"""

import contextlib
import json
import logging
import re
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from server.access.asker import Person

LOG = logging.getLogger("server")
KEY_BYTES = 32
NAME = re.compile(r"[A-Za-z0-9_-]{16,64}")
RENEWED_AFTER = 10
"""A cookie is given anew when this part of the idle time has passed: a tenth."""


@dataclass(frozen=True, slots=True)
class Session:
    """A session.

    Attributes:
        id: Its own name, by which it is ended.
        person: Who signed in.
        csrf: What a change must repeat.
        begun: When it began, in seconds since 1970.
        seen: When it was last used, to within a tenth of the idle time.
    """

    id: str
    person: Person
    csrf: str
    begun: float
    seen: float


class Seal:
    """Encrypts and authenticates small texts.

    Args:
        secret: One secret or several with commas between: the first seals, each opens.
        purpose: What the texts are for; those of one purpose are worth nothing for another.
    """

    def __init__(self, secret: str, purpose: str) -> None:
        keys = [each.strip() for each in secret.split(",") if each.strip()]
        self._fernet = MultiFernet([Fernet(_key(each, purpose)) for each in keys])

    def seal(self, content: dict[str, Any]) -> str:
        """Return a sealed text."""
        return self._fernet.encrypt(json.dumps(content, ensure_ascii=False).encode()).decode()

    def open(self, text: str, seconds: float) -> dict[str, Any] | None:
        """Return what was sealed, unless it is older than some seconds or was not sealed here."""
        try:
            content = json.loads(self._fernet.decrypt(text.encode(), ttl=int(seconds)))
        except (InvalidToken, ValueError):
            return None
        return content if isinstance(content, dict) else None


def _key(secret: str, purpose: str) -> bytes:
    derived = HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(secret.encode())
    return urlsafe_b64encode(derived)


class Sessions:
    """Makes, reads and ends sessions.

    Args:
        secret: See `Seal`.
        idle: Seconds after which a session that is not used is over.
        longest: Seconds after which any session is over.
        ended: Directory that says which were ended.
        clock: Gives the seconds since 1970.
    """

    def __init__(
        self,
        secret: str,
        *,
        idle: float,
        longest: float,
        ended: Path,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._seal = Seal(secret, "session")
        self._idle = idle
        self._longest = longest
        self._ended = ended
        self._clock = clock

    def begin(self, person: Person) -> Session:
        """Return a new session."""
        now = self._clock()
        return Session(secrets.token_urlsafe(24), person, secrets.token_urlsafe(24), now, now)

    def write(self, session: Session) -> str:
        """Return a session as the value of a cookie."""
        person = session.person
        return self._seal.seal(
            {
                "id": session.id,
                "sub": person.subject,
                "name": person.name,
                "values": person.values,
                "csrf": session.csrf,
                "begun": session.begun,
                "seen": session.seen,
            }
        )

    def read(self, text: str) -> Session | None:
        """Return the session of a cookie; None where it is over, ended, or was not made here."""
        content = self._seal.open(text, self._longest)
        if content is None:
            return None
        person = Person(content["sub"], content["name"], tuple(content["values"]))
        begun, seen = float(content["begun"]), float(content["seen"])
        session = Session(content["id"], person, content["csrf"], begun, seen)
        now = self._clock()
        over = now - session.begun > self._longest or now - session.seen > self._idle
        return None if over or self._is_ended(session) else session

    def renewed(self, session: Session) -> Session | None:
        """Return the session as used now; None where its cookie is new enough."""
        now = self._clock()
        if now - session.seen < self._idle / RENEWED_AFTER:
            return None
        return replace(session, seen=now)

    def end(self, session: Session) -> None:
        """End a session everywhere, and forget those that were ended so long ago that it is over.

        Raises:
            OSError: It cannot be written down.
        """
        self._ended.mkdir(parents=True, exist_ok=True, mode=0o700)
        (self._ended / session.id).touch()
        for each in self._ended.iterdir():
            with contextlib.suppress(OSError):
                if self._clock() - each.stat().st_mtime > self._longest:
                    each.unlink()

    def _is_ended(self, session: Session) -> bool:
        return NAME.fullmatch(session.id) is None or (self._ended / session.id).exists()
