"""Rights, and the roles that have them."""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Right(StrEnum):
    """What an address or a callback asks of whoever uses it."""

    OPEN = "open"
    """Nothing: anybody may."""
    READ = "read"
    """See pages, charts and figures, and ask the data API."""
    DOWNLOAD = "download"
    """Take away whole tables, workbooks, decks and packs."""
    AUDIT = "audit"
    """See who loaded what, and every release."""
    LOAD = "load"
    """Load data and milestones in the browser, and go back to a release."""


class Role(StrEnum):
    """What someone is to the dashboard; each includes the ones before it."""

    VIEWER = "viewer"
    REVIEWER = "reviewer"
    EDITOR = "editor"


NOTHING = frozenset({Right.OPEN})


def rights_of(role: Role | None, *, viewer_downloads: bool = True) -> frozenset[Right]:
    """Return the rights of a role.

    Args:
        role: The role; None for someone without any.
        viewer_downloads: Whether viewers may take whole tables and exports away.
    """
    if role is None:
        return NOTHING
    rights = {Right.OPEN, Right.READ}
    if viewer_downloads or role is not Role.VIEWER:
        rights.add(Right.DOWNLOAD)
    if role is not Role.VIEWER:
        rights.add(Right.AUDIT)
    if role is Role.EDITOR:
        rights.add(Right.LOAD)
    return frozenset(rights)


def role_of(values: Iterable[str], mapping: Mapping[Role, frozenset[str]]) -> Role | None:
    """Return the highest role that the values of someone's claim give; None where none does.

    Args:
        values: What the provider says: groups, or roles.
        mapping: For each role the values that give it; `*` is anybody who can sign in.
    """
    given = {*values, "*"}
    found = [role for role in Role if mapping.get(role, frozenset()) & given]
    return found[-1] if found else None
