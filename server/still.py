"""Still parts: what no callback changes travels as HTML and costs the browser no component.

A page has some hundreds to thousands of elements, of which callbacks change a few dozen. Dash
makes a component of each, and looks at every one again with every change. :func:`stilled` leaves
the components that live and turns the content of every other into one HTML text, which
``assets/06-still.js`` puts in; the elements on the page are the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from html import escape
from typing import Any, Final

from dash.development.base_component import Component

ISLAND: Final = "still"
HTML_NAMESPACE: Final = "dash_html_components"

ALIASES: Final = {"className": "class", "htmlFor": "for"}
"""Dash's names of attributes that are not just HTML's in camel case."""

UNSEEN: Final = frozenset(
    {"children", "key", "n_clicks", "n_clicks_timestamp", "disable_n_clicks", "loading_state"}
)
"""Properties that are Dash's own and no attributes."""

SWITCHES: Final = frozenset({"hidden", "disabled", "open", "reversed", "required", "multiple"})
"""Attributes that are there or not; any other that is true or false says so in words."""

VOID: Final = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "wbr"})
"""Elements without content or closing tag."""

Content = Any
"""What a component holds: nothing, text, a number, a component, or a list of these."""


def stilled(content: Content, *, live: Collection[str]) -> Content:
    """Return the content with its still parts as HTML.

    Args:
        content: Components as a page's layout returns them; they are not changed.
        live: The ids of components that a callback reads or changes.

    Returns:
        The same elements with fewer components: each that holds nothing live has an attribute
        ``data-still`` instead of components within it.
    """
    holding: set[int] = set()
    _find_live(content, live, holding)
    return _stilled(content, holding)


def _stilled(content: Content, holding: Collection[int]) -> Content:
    if isinstance(content, (list, tuple)):
        return [_stilled(part, holding) for part in content]
    if not isinstance(content, Component) or content._namespace != HTML_NAMESPACE:
        return content
    children = getattr(content, "children", None)
    if not _holds_components(children):
        return content
    if id(content) in holding or "data-island" in vars(content):
        return _with_children(content, _stilled(children, holding))
    island = {"data-island": ISLAND, "data-still": to_html(children)}
    return _with_children(content, None, **island)


def to_html(content: Content) -> str:
    """Return components of :mod:`dash.html` as HTML; text is always text, never markup.

    Args:
        content: A component, text or number, or a list of these.

    Raises:
        ValueError: if a component is not one of :mod:`dash.html`.
    """
    if content is None or isinstance(content, bool):
        return ""
    if isinstance(content, (list, tuple)):
        return "".join(to_html(part) for part in content)
    if not isinstance(content, Component):
        return escape(str(content))
    if content._namespace != HTML_NAMESPACE:
        raise ValueError(f"{type(content).__name__} is no HTML element")
    tag = content._type.removesuffix("El").lower()
    given = sorted(_properties(content))
    attributes = "".join(_attribute(name, value) for name, value in given if name not in UNSEEN)
    if tag in VOID:
        return f"<{tag}{attributes}>"
    return f"<{tag}{attributes}>{to_html(getattr(content, 'children', None))}</{tag}>"


def _attribute(name: str, value: object) -> str:
    if value is None:
        return ""
    if name in SWITCHES:
        return f" {name}" if value else ""
    if isinstance(value, Mapping):
        value = ";".join(f"{_hyphens(key)}:{text}" for key, text in value.items())
    if isinstance(value, bool):
        value = str(value).lower()
    html_name = name if "-" in name else ALIASES.get(name, name.lower())
    return f' {html_name}="{escape(str(value))}"'


def _hyphens(name: str) -> str:
    return re.sub(r"[A-Z]", lambda found: f"-{found[0].lower()}", name)


def _holds_components(children: Content) -> bool:
    if isinstance(children, (list, tuple)):
        return any(isinstance(child, Component) for child in children)
    return isinstance(children, Component)


def _find_live(content: Content, live: Collection[str], holding: set[int]) -> bool:
    """Note each component that is or holds a live one; tell whether the content does.

    A live one is noted since a callback may change its content, which has to be components then.
    """
    if isinstance(content, (list, tuple)):
        found = [_find_live(part, live, holding) for part in content]
        return any(found)
    if not isinstance(content, Component):
        return False
    within = _find_live(getattr(content, "children", None), live, holding)
    name = getattr(content, "id", None)
    is_live = content._namespace != HTML_NAMESPACE or isinstance(name, Mapping) or name in live
    if within or is_live:
        holding.add(id(content))
    return within or is_live


def _properties(component: Component) -> Iterator[tuple[str, Any]]:
    """Yield the properties that were given: as Dash's JSON has them, at a third of the cost."""
    known = component._prop_names
    for name, value in vars(component).items():
        if name in known or name.startswith(("data-", "aria-")):
            yield name, value


def _with_children(component: Component, children: Content, **attributes: str) -> Component:
    props = dict(_properties(component))
    return type(component)(**{**props, "children": children, **attributes})
