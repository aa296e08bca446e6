"""Whether a piece of work met a state of affairs that passes, so that its answer must not be kept.

An engine that is down is said on the page, which is an answer like any other; but the next time it
is asked for, the engine may be there.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar

_met: ContextVar[list[str] | None] = ContextVar("met", default=None)


def note(what: str) -> None:
    """Note what was met; without `watched` around it nothing is noted."""
    met = _met.get()
    if met is not None:
        met.append(what)


@contextlib.contextmanager
def watched() -> Iterator[list[str]]:
    """Collect what is met within the block, and in threads that have its context."""
    met: list[str] = []
    token = _met.set(met)
    try:
        yield met
    finally:
        _met.reset(token)
