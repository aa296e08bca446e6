"""The question that draws a page: what a browser asks first, and at each link."""

import json
from typing import Any


def first_question(path: str, search: str = "") -> dict[str, Any]:
    """Return what a browser asks when it opens a page, in the renderer's order.

    Args:
        path: The page's path as readers see it.
        search: The query of its address, with the question mark; empty for none.
    """
    location = "_pages_location"
    changed = [f"{location}.pathname", f"{location}.search"]
    return {
        "output": ".._pages_content.children..._pages_store.data..",
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [
            {"id": location, "property": "pathname", "value": path},
            {"id": location, "property": "search", "value": search},
        ],
        "changedPropIds": changed,
        "parsedChangedPropsIds": changed,
    }


def written(question: object) -> bytes:
    """Return a question as a browser writes it, so that equal questions are equal texts."""
    return json.dumps(question, separators=(",", ":"), ensure_ascii=False).encode()
