"""Which components callbacks know of: read from Dash's own list, so that none is declared twice."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dash.dash import _ID_CONTENT

ROUTER_OUTPUT = f"..{_ID_CONTENT}.children"
"""What Dash's own callback for a change of address writes first."""

CONTENT = ".children"

Callbacks = Iterable[Mapping[str, Any]]
"""Dash's list of callbacks, as browsers get it."""


def live_ids(callbacks: Callbacks) -> frozenset[str]:
    """Return the plain ids of the components that callbacks read or change.

    Args:
        callbacks: All of them.
    """
    return frozenset(
        identity
        for callback in callbacks
        for identity in _ids(callback)
        if not identity.startswith("{")
    )


def replaced_ids(callbacks: Callbacks) -> frozenset[str]:
    """Return the plain ids of components whose content this server's callbacks replace.

    Without those whose content a callback reads, or one in the browser writes.

    Args:
        callbacks: All of them.
    """
    replaced: set[str] = set()
    kept = {ROUTER_OUTPUT.removeprefix("..").rpartition(".")[0]}
    for callback in callbacks:
        written = {
            name.removesuffix(CONTENT) for name in _outputs(callback) if name.endswith(CONTENT)
        }
        (kept if callback["clientside_function"] else replaced).update(written)
        kept.update(item["id"] for item in _inputs(callback) if item["property"] == CONTENT[1:])
    return frozenset(name for name in replaced - kept if not name.startswith("{"))


def _ids(callback: Mapping[str, Any]) -> Iterator[str]:
    yield from (output.rpartition(".")[0] for output in _outputs(callback))
    yield from (item["id"] for item in _inputs(callback))


def _outputs(callback: Mapping[str, Any]) -> list[str]:
    outputs: str = callback["output"]
    return outputs.removeprefix("..").removesuffix("..").split("...")


def _inputs(callback: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    for part in ("inputs", "state"):
        yield from callback[part]
