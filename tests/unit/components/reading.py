"""Reading Dash components as a person would: their text, and the parts with a class."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dash.development.base_component import Component


def text_of(content: Any) -> str:
    """All text of a component, in order."""
    if content is None:
        return ""
    if isinstance(content, Component):
        return text_of(getattr(content, "children", None))
    if isinstance(content, list | tuple):
        return "".join(text_of(each) for each in content)
    return str(content)


def parts_of(content: Any) -> Iterator[Any]:
    """A component and everything in it."""
    if isinstance(content, Component):
        yield content
        yield from parts_of(getattr(content, "children", None))
    elif isinstance(content, list | tuple):
        for each in content:
            yield from parts_of(each)


def with_class(content: Any, name: str) -> list[Any]:
    """The parts that have a CSS class."""
    return [
        part for part in parts_of(content) if name in (getattr(part, "className", "") or "").split()
    ]


def links_of(content: Any) -> list[str]:
    """The addresses of all links."""
    return [part.href for part in parts_of(content) if getattr(part, "href", None)]
