"""What the audit log is told of requests, and how it says who."""

import hashlib
import hmac
import logging
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from data import audit
from data.audit import Action, Entry, Outcome
from server.access.asker import Asker
from server.logs import REQUEST

LOG = logging.getLogger("server")
PSEUDONYM_DIGITS = 16
KEY_FILE = "pseudonym.key"


@dataclass(frozen=True, slots=True)
class Who:
    """How the audit log and a release name someone.

    Attributes:
        subject: The provider's stable name, or a pseudonym.
        name: What the person is called; empty where the log keeps pseudonyms.
        role: The role; empty for none.
    """

    subject: str
    name: str
    role: str

    @property
    def by(self) -> str:
        """One name for a release."""
        return self.name or self.subject


class Auditing:
    """Writes the audit log.

    Args:
        place: The file, or `-`.
        identity: Whether it has names or pseudonyms.
        directory: Where the key of the pseudonyms is kept.
    """

    def __init__(self, place: str, identity: Literal["name", "pseudonym"], directory: Path) -> None:
        self.place = place
        self._key = b"" if identity == "name" else pseudonym_key(directory)

    def who(self, asker: Asker) -> Who:
        """Return how someone is named."""
        if asker.person is None:
            return Who("", "", asker.role or "")
        role, person = asker.role or "", asker.person
        if asker.kind == "program" or not self._key:
            return Who(person.subject, person.name, role)
        return Who(pseudonym(self._key, person.subject), "", role)

    def note(
        self, action: Action, outcome: Outcome, asker: Asker, *, of: str = "", detail: str = ""
    ) -> None:
        """Write a line. What cannot be written is said in the ordinary log; nobody is held up."""
        who = self.who(asker)
        try:
            audit.write(
                self.place,
                Entry(
                    action=action,
                    outcome=outcome,
                    subject=who.subject,
                    name=who.name,
                    role=who.role,
                    object=of,
                    request_id=REQUEST.get(),
                    detail=detail,
                ),
            )
        except OSError:
            LOG.exception("The audit log cannot be written")


def pseudonym(key: bytes, subject: str) -> str:
    """Return the name that stands for someone; who has the key can tell whether it is theirs."""
    digest = hmac.new(key, subject.encode(), hashlib.sha256).hexdigest()
    return f"p-{digest[:PSEUDONYM_DIGITS]}"


def pseudonym_key(directory: Path) -> bytes:
    """Return the key of the pseudonyms, made when it is first needed; all processes share it."""
    path = directory / KEY_FILE
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        key = secrets.token_bytes(32)
        file.write(key)
    return key
