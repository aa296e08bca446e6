"""The release store: one place from which any number of servers take the same releases.

A store is a directory on a shared file system or in an object store, named by a URL
(`file:///srv/releases`, `s3://bucket/met`); fsspec reaches it. In it are

- `tables/<SHA-256>`: files of tables, never changed, one for all releases that have it;
- `journal/<number>.json`: what was made to count, one file a change, never changed.

To publish is: the tables first, then the next number of the journal. Whoever creates that number
has published; a second one finds it taken and has published nothing. A server follows by asking
for the next number, fetches what it lacks into its own data directory, checks every SHA-256, and
then changes its own `releases/current` in one step, as a load on the spot does. So whatever is
half written, changed or out of reach, the release before goes on being served.
"""

from data.releases.shared import state
from data.releases.shared.configured import VARIABLE, configure, followed, of, opened
from data.releases.shared.mirroring import DivergedError, catch_up, give_up_what_is_here_only, pull
from data.releases.shared.publishing import commit, locked, push
from data.releases.shared.state import State
from data.releases.shared.store import ReleaseStore, StoreError

__all__ = [
    "VARIABLE",
    "DivergedError",
    "ReleaseStore",
    "State",
    "StoreError",
    "catch_up",
    "commit",
    "configure",
    "followed",
    "give_up_what_is_here_only",
    "locked",
    "of",
    "opened",
    "pull",
    "push",
    "state",
]
