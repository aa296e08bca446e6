"""Still parts: what no callback changes travels as HTML and costs the browser no component.

A page has some hundreds to thousands of elements, of which callbacks change a few dozen. Dash
makes a component of each, and looks at every one again with every change. :func:`stilled` leaves
the components that live and turns the content of every other into one HTML text, which
``assets/06-still.js`` puts in; the elements on the page are the same. What callbacks replace as a
whole is still between two answers: :func:`still_answer` has it travel in the same way.
"""

from __future__ import annotations

import json
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

COMPONENT: Final = frozenset({"props", "type", "namespace"})
"""What Dash's JSON has of a component."""


def stilled(
    content: Content, *, live: Collection[str], replaced: Collection[str] = frozenset()
) -> Content:
    """Return the content with its still parts as HTML.

    Args:
        content: Components as a page's layout returns them; they are not changed.
        live: The ids of components that a callback reads or changes.
        replaced: Of these, whose content callbacks only ever replace as a whole.

    Returns:
        The same elements with fewer components: each that holds nothing live has an attribute
        ``data-still`` instead of components within it.
    """
    holding: set[int] = set()
    _find_live(content, live, replaced, holding)
    return _stilled(content, holding)


def still_answer(answer: str, *, live: Collection[str], replaced: Collection[str]) -> str:
    """Return the answer of a callback with content that holds nothing live as HTML.

    Args:
        answer: As Dash writes it; ``response`` has properties by id.
        live: As for :func:`stilled`.
        replaced: As for :func:`stilled`.

    Returns:
        The answer with ``data-still`` instead of ``children`` where these are components.
    """
    told = json.loads(answer)
    changed = False
    for identity, properties in told.get("response", {}).items():
        content = properties.get("children")
        if identity in replaced and _holds_components(content) and _is_still(content, live):
            properties["data-still"] = to_html(properties.pop("children"))
            changed = True
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) if changed else answer


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
    if isinstance(content, str):
        return escape(content)
    if content is None or isinstance(content, bool):
        return ""
    if isinstance(content, (list, tuple)):
        return "".join([to_html(part) for part in content])
    if not _is_component(content):
        return escape(str(content))
    namespace, kind, properties = _parts(content)
    if namespace != HTML_NAMESPACE:
        raise ValueError(f"{kind} is no HTML element")
    tag = kind.removesuffix("El").lower()
    given = sorted(properties.items())
    attributes = "".join([_attribute(name, value) for name, value in given if name not in UNSEEN])
    if tag in VOID:
        return f"<{tag}{attributes}>"
    return f"<{tag}{attributes}>{to_html(properties.get('children'))}</{tag}>"


def _is_component(content: Content) -> bool:
    if isinstance(content, str):
        return False
    return _is_made(content) or (isinstance(content, Mapping) and content.keys() == COMPONENT)


def _is_made(content: Content) -> bool:
    # Of an abstract class, `isinstance` costs ten times this, and a page asks ten thousand times.
    return Component in type(content).__mro__


def _parts(content: Content) -> tuple[str, str, Mapping[str, Any]]:
    """Return namespace, name and properties of a component, or of what JSON has of one."""
    if _is_made(content):
        return content._namespace, content._type, dict(_properties(content))
    return content["namespace"], content["type"], content["props"]


def _is_still(content: Content, live: Collection[str]) -> bool:
    """Tell whether content of a callback's answer is HTML that no callback knows."""
    if isinstance(content, list):
        return all(_is_still(part, live) for part in content)
    if not _is_component(content):
        return not isinstance(content, Mapping)
    namespace, _, properties = _parts(content)
    name = properties.get("id")
    is_live = isinstance(name, Mapping) or name in live
    return (
        namespace == HTML_NAMESPACE and not is_live and _is_still(properties.get("children"), live)
    )


def _attribute(name: str, value: object) -> str:
    if value is None:
        return ""
    if name in SWITCHES:
        return f" {name}" if value else ""
    if isinstance(value, bool):
        value = str(value).lower()
    elif not isinstance(value, str) and isinstance(value, Mapping):
        value = ";".join(f"{_hyphens(key)}:{text}" for key, text in value.items())
    html_name = name if "-" in name else ALIASES.get(name, name.lower())
    return f' {html_name}="{escape(str(value))}"'


def _hyphens(name: str) -> str:
    return re.sub(r"[A-Z]", lambda found: f"-{found[0].lower()}", name)


def _holds_components(children: Content) -> bool:
    if isinstance(children, (list, tuple)):
        return any(_is_component(child) for child in children)
    return _is_component(children)


def _find_live(
    content: Content, live: Collection[str], replaced: Collection[str], holding: set[int]
) -> bool:
    """Note each component whose content has to be components; tell whether the content is live.

    That is what holds a live one, and a live one unless its content is only ever replaced.
    """
    if isinstance(content, (list, tuple)):
        found = [_find_live(part, live, replaced, holding) for part in content]
        return any(found)
    if isinstance(content, str) or not _is_made(content):
        return False
    within = _find_live(getattr(content, "children", None), live, replaced, holding)
    name = getattr(content, "id", None)
    is_pattern = name is not None and isinstance(name, Mapping)
    is_live = content._namespace != HTML_NAMESPACE or is_pattern or name in live
    if within or (is_live and (is_pattern or name not in replaced)):
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
