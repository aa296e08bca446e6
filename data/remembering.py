"""Answers of functions of the data, remembered with the store that they were computed from."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from cachetools import LRUCache
from cachetools.keys import hashkey

if TYPE_CHECKING:
    from data.store_model import Store

Answer = TypeVar("Answer")
Rest = ParamSpec("Rest")
Function = Callable[Concatenate["Store", Rest], Answer]
_lock = threading.Lock()


def remembered(maxsize: int) -> Callable[[Function[Rest, Answer]], Function[Rest, Answer]]:
    """Return a decorator like `functools.lru_cache` for functions of a store.

    Whoever asks while an answer is worked out waits for it: several threads working out the same
    would take several times the memory, and longer.

    What is remembered belongs to the store and leaves the memory with it, however long a request
    that began on an earlier release goes on asking; it must not hold on to the store itself.

    Args:
        maxsize: How many answers are kept of each store.
    """

    def decorate(function: Function[Rest, Answer]) -> Function[Rest, Answer]:
        @functools.wraps(function)
        def ask(store: Store, /, *arguments: Rest.args, **named: Rest.kwargs) -> Answer:
            key = hashkey(*arguments, **cast("dict[str, Hashable]", named))
            kept = _kept(store, function, maxsize)
            with _lock:
                answer = kept.get(key)
                first = answer is None
                if answer is None:
                    answer = kept[key] = Future()
            if first:
                try:
                    answer.set_result(function(store, *arguments, **named))
                except BaseException as error:
                    with _lock:
                        kept.pop(key, None)
                    answer.set_exception(error)
                    raise
            return cast("Answer", answer.result())

        return ask

    return decorate


def _kept(
    store: Store, function: Callable[..., object], size: int
) -> LRUCache[Hashable, Future[Any]]:
    kept = store.remembered.get(function)
    if kept is None:
        with _lock:
            kept = store.remembered.setdefault(function, LRUCache(size))
    return kept
