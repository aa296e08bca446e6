"""Attributes that Dash's components take by their HTML names: ``aria-*`` and ``data-*``."""

from __future__ import annotations

from typing import Any


def dom(**attributes: Any) -> dict[str, Any]:
    """Attributes for ``**``: ``dom(aria_label="Pages")`` gives ``{"aria-label": "Pages"}``.

    An attribute that is ``None`` is left out.
    """
    return {
        name.replace("_", "-"): value for name, value in attributes.items() if value is not None
    }
