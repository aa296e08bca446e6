"""Who asks: someone signed in, a program with a token, or somebody unknown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from starlette.types import Scope

from server.access.rights import NOTHING, Right, Role

KEY = "access"
"""Where a request's scope says who asks."""

WITHIN = "server.within"
"""Marks a request that the server puts to itself; none from outside can have it."""

LONGEST_NAME = 100
Kind = Literal["anonymous", "person", "program"]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone whom the provider knows.

    Attributes:
        subject: The provider's name for the person: stable, and never given to another.
        name: What the person is called; shown to that person, and in the audit log.
        values: The values of the role claim that a role is made from.
    """

    subject: str
    name: str
    values: tuple[str, ...] = ()


@dataclass(slots=True)
class Asker:
    """Who asks, and what for.

    Attributes:
        kind: Somebody unknown, someone signed in, or a program with a token.
        person: Who it is; for a program its name; None where nobody is known.
        role: The role; None for none.
        rights: What the asker may do.
        csrf: What a change that this session asks for must repeat; empty without a session.
        taken: What was taken away under the right to download, for the audit log.
    """

    kind: Kind = "anonymous"
    person: Person | None = None
    role: Role | None = None
    rights: frozenset[Right] = NOTHING
    csrf: str = ""
    taken: str = field(default="")


def asker_of(scope: Scope) -> Asker | None:
    """Return who asks; None where sign-in is off, or the server asks itself."""
    asker: Asker | None = scope.get(KEY)
    return asker


def may(scope: Scope, right: str | None) -> bool:
    """Tell whether whoever asks has a right: anybody where sign-in is off, else nobody for None."""
    asker = asker_of(scope)
    return asker is None or right in asker.rights


def claim_values(claims: Mapping[str, Any], path: str) -> tuple[str, ...]:
    """Return the values of a claim.

    Args:
        claims: What the provider says of someone.
        path: The claim's name; of one within another both, with a full stop between
            (`realm_access.roles`).
    """
    found: Any = claims.get(path)
    if found is None:
        found = claims
        for part in path.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        found = [found]
    if not isinstance(found, Iterable) or isinstance(found, Mapping):
        return ()
    return tuple(each for each in found if isinstance(each, str))


def person_of(claims: Mapping[str, Any], path: str, known: frozenset[str]) -> Person:
    """Return the person whom claims describe.

    Args:
        claims: Checked claims of an ID token, or of an access token.
        path: The role claim.
        known: Values that give a role; the others are not kept.
    """
    subject = str(claims["sub"])
    named = (claims.get(each) for each in ("name", "preferred_username", "email", "client_id"))
    name = next((each for each in named if isinstance(each, str) and each.strip()), subject)
    shown = " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())
    values = tuple(each for each in claim_values(claims, path) if each in known)
    return Person(subject, shown[:LONGEST_NAME] or subject[:LONGEST_NAME], values)
