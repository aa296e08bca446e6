"""How long one request has waited for an engine: all of its questions share one time.

A page may ask several questions, each of which is given up after its time. Were each of them slow
but in time, the page would still come late.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_waited: ContextVar[list[float] | None] = ContextVar("waited", default=None)
"""Seconds of each question of the request that is answered, in whichever thread."""


@contextmanager
def one_request() -> Iterator[None]:
    """Count the waiting within the block together."""
    token = _waited.set([])
    try:
        yield
    finally:
        _waited.reset(token)


@contextmanager
def waiting() -> Iterator[None]:
    """Count the block as waiting."""
    begun, waited = time.monotonic(), _waited.get()
    try:
        yield
    finally:
        if waited is not None:
            waited.append(time.monotonic() - begun)


def spent() -> float:
    """Return the seconds that the request has waited; 0 outside of one."""
    return sum(_waited.get() or ())
