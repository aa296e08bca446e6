"""Marks on callbacks: whether an answer may be reused, and which right it needs."""

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


def needs(right: str) -> Callable[[Function], Function]:
    """Mark a callback with the right that whoever asks must have, where sign-in is on.

    A pure callback needs no mark: it gives figures, which whoever may read may see. Any other
    is refused without one. Put it below `@callback`, as `@pure`.

    Args:
        right: `read`, `download`, `audit` or `load`; see `server.access.rights`.
    """

    def mark(function: Function) -> Function:
        function.right = right  # type: ignore[attr-defined]
        return function

    return mark
