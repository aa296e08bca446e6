"""Releases of the data: every load makes one, none is ever changed, one is current.

A data directory is a plain directory of tables: release zero. What is loaded later lies under
`releases/` in it: one directory a release with all of its tables and `release.json`, and the
file `current`, which says which of them counts. Everything is written beside its place, forced
to disk and renamed; the last step is the rename of `current`. Whoever is killed, and whenever,
leaves the old release or the new one.
"""

from data.releases.model import Release, ReleaseError, Source, Switch, whoami
from data.releases.pointer import history
from data.releases.publishing import publish
from data.releases.reading import all_releases, current, find
from data.releases.shared import DivergedError, StoreError, locked
from data.releases.switching import prune, rollback

__all__ = [
    "DivergedError",
    "Release",
    "ReleaseError",
    "Source",
    "StoreError",
    "Switch",
    "all_releases",
    "current",
    "find",
    "history",
    "locked",
    "prune",
    "publish",
    "rollback",
    "whoami",
]
