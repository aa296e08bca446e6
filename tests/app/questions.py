"""Questions as the sample's pages send them."""

from typing import Any

ROUTE = "/_dash-update-component"


def say(word: Any) -> dict[str, Any]:
    """The question of the callback that repeats a word."""
    return {
        "output": "said.children",
        "outputs": {"id": "said", "property": "children"},
        "inputs": [{"id": "word", "property": "value", "value": word}],
        "changedPropIds": ["word.value"],
        "parsedChangedPropsIds": ["word.value"],
    }


def count(clicks: Any, data: Any = None) -> dict[str, Any]:
    """The question of the callback that is not pure, with two outputs and a state."""
    return {
        "output": "..counted.children...counted.title..",
        "outputs": [
            {"id": "counted", "property": "children"},
            {"id": "counted", "property": "title"},
        ],
        "inputs": [{"id": "button", "property": "n_clicks", "value": clicks}],
        "state": [{"id": "store", "property": "data", "value": data}],
        "changedPropIds": ["button.n_clicks"],
        "parsedChangedPropsIds": ["button.n_clicks"],
    }


def add(*values: Any) -> dict[str, Any]:
    """The question of the callback that takes any number of inputs."""
    parts = [
        {"id": {"type": "part", "index": index}, "property": "value", "value": value}
        for index, value in enumerate(values, 1)
    ]
    return {
        "output": "summed.children",
        "outputs": {"id": "summed", "property": "children"},
        "inputs": [parts],
        "changedPropIds": [],
        "parsedChangedPropsIds": [],
    }


def visit(path: Any, search: Any = "") -> dict[str, Any]:
    """The question for a page."""
    return {
        "output": ".._pages_content.children..._pages_store.data..",
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": path},
            {"id": "_pages_location", "property": "search", "value": search},
        ],
        "changedPropIds": ["_pages_location.pathname", "_pages_location.search"],
        "parsedChangedPropsIds": ["_pages_location.pathname", "_pages_location.search"],
    }
