"""Components as text, for formats that have none: what a screen reader would read."""

from __future__ import annotations

import re
from typing import Any, Final

BLOCKS: Final = frozenset(
    {"Br", "Dd", "Div", "Dl", "Dt", "H2", "H3", "H4", "Li", "Ol", "P", "Section", "Tr", "Ul"}
)
"""Components after which a line ends."""

CELLS: Final = frozenset({"Td", "Th"})
CONTROLS: Final = frozenset({"Button"})
"""What does something on a page and nothing elsewhere."""

FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML does not allow, or that no reader can see."""


def clean(text: str) -> str:
    """Text without characters that a slide cannot hold; line ends and tabs become spaces."""
    return " ".join(FORBIDDEN.sub("", text).replace("\t", " ").split("\n")).strip()


def text_of(content: Any) -> str:
    """The text of a component, of a list of them, or of a text; lines where blocks end."""
    lines = _text(content).split("\n")
    return "\n".join(line for each in lines if (line := " ".join(each.split())))


def _text(content: Any) -> str:
    if content is None:
        return ""
    if isinstance(content, str | int | float):
        return str(content)
    if isinstance(content, list | tuple):
        return "".join(_text(each) for each in content)
    name = type(content).__name__
    if name in CONTROLS:
        return ""
    text = _text(getattr(content, "children", None))
    if name in BLOCKS:
        return f"{text}\n"
    return f"{text} " if name in CELLS else text
