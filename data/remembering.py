"""Answers of functions of the data, remembered until another release is in use."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

Answer = TypeVar("Answer")
_remembered: list[functools._lru_cache_wrapper[Any]] = []


def remembered(
    maxsize: int,
) -> Callable[[Callable[..., Answer]], functools._lru_cache_wrapper[Answer]]:
    """Return a decorator like `functools.lru_cache` for functions of a store.

    What is remembered holds on to its store; `forget` lets an old release leave the memory.

    Args:
        maxsize: How many answers are kept.
    """

    def decorate(function: Callable[..., Answer]) -> functools._lru_cache_wrapper[Answer]:
        kept = functools.lru_cache(maxsize=maxsize)(function)
        _remembered.append(kept)
        return kept

    return decorate


def forget() -> None:
    """Forget everything; call when another release has come into use."""
    for each in _remembered:
        each.cache_clear()
