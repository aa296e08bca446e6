"""Marks a callback whose answer may be reused."""

from collections.abc import Callable
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])


def pure(function: Function) -> Function:
    """Mark a callback as pure: its answer follows from its arguments and the data alone.

    The server then answers an equal question from memory until the data changes. Not for a
    callback that uses the time, chance, who is asking, or that changes anything. Put it below
    `@callback`:

        @callback(Output(...), Input(...))
        @pure
        def update(...): ...
    """
    function.pure = True  # type: ignore[attr-defined]
    return function
