"""A callback's question: the JSON that a page sends, checked before anything trusts it.

Dash's own route takes the body as it comes: an unknown output, a missing input or a number
where a path belongs ends in an exception. Here each is refused, saying what is wrong. What is
accepted follows from the registered callbacks, so there is nothing to keep in step.
"""

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from server.refusal import Refusal

MANY = ({"ALL"}, {"ALLSMALLER"})
"""Wildcards that stand for any number of components; `MATCH` stands for one."""

TEXT = frozenset({"pathname", "search", "hash", "href"})
NUMBER = frozenset({"n_clicks", "n_submit", "n_blur", "n_intervals"})
CHOICE = frozenset({"value"})
"""Properties whose values have one kind in every component; others may hold anything."""


class Questions:
    """Reads the questions of one application's callbacks.

    Args:
        callbacks: Dash's callback map, complete.
    """

    def __init__(self, callbacks: Mapping[str, Mapping[str, Any]]) -> None:
        self._callbacks = {
            output: {
                "inputs": entry["inputs"],
                "state": entry["state"],
                "outputs": _outputs(entry),
            }
            for output, entry in callbacks.items()
            # One without a function runs in the browser only.
            if "callback" in entry
        }

    def read(self, body: bytes) -> dict[str, Any]:
        """Return a body's question.

        Raises:
            Refusal: it is not a question that one of the callbacks can answer.
        """
        question = _parse(body)
        output = question.get("output")
        if not isinstance(output, str) or output not in self._callbacks:
            _refuse("output", output, "the output of a callback of this application")
        expected = self._callbacks[output]
        _check_list("inputs", question.get("inputs", []), expected["inputs"])
        _check_list("state", question.get("state", []), expected["state"])
        _check_outputs(question.get("outputs"), expected["outputs"])
        changed = question.get("changedPropIds", [])
        if not isinstance(changed, list) or not all(isinstance(item, str) for item in changed):
            _refuse("changedPropIds", changed, "a list of texts")
        return question


def _parse(body: bytes) -> dict[str, Any]:
    try:
        question = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        allowed = "a JSON object in UTF-8"
        message = f"The request's body is not JSON. Allowed: {allowed}."
        raise Refusal(400, "body", _text(body), allowed, message) from None
    if not isinstance(question, dict):
        allowed = "a JSON object"
        message = f"The request's body is not {allowed}."
        raise Refusal(400, "body", _text(body), allowed, message)
    return question


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _text(body: bytes) -> str:
    return body[:200].decode("utf-8", "replace")


def _outputs(entry: Mapping[str, Any]) -> list[dict[str, str]]:
    if entry.get("no_output"):
        return []
    output = entry["output"]
    outputs = output if isinstance(output, (list, tuple)) else [output]
    return [one.to_dict() for one in outputs]


def _check_outputs(given: object, expected: list[dict[str, str]]) -> None:
    if not expected:
        return
    _check_list("outputs", [given] if isinstance(given, dict) else given, expected)


def _check_list(name: str, given: object, expected: list[dict[str, Any]]) -> None:
    wanted = ", ".join(f"{item['id']}.{item['property']}" for item in expected)
    allowed = f"one entry for each of: {wanted}" if expected else "nothing"
    if not isinstance(given, list) or len(given) != len(expected):
        _refuse(name, given, allowed)
    for item, pattern in zip(given, expected, strict=True):
        _check_item(name, item, pattern)


def _check_item(name: str, item: object, pattern: dict[str, Any]) -> None:
    identity = pattern["id"]
    several = False
    if isinstance(identity, str) and identity.startswith("{"):
        identity = json.loads(identity)
        several = any(_wildcard(part) in MANY for part in identity.values())
    allowed = f"{pattern['id']}.{pattern['property']}"
    if several:
        if not isinstance(item, list):
            _refuse(name, item, f"a list of {allowed}")
        for one in item:
            _check_one(name, one, identity, pattern["property"], allowed)
    else:
        _check_one(name, item, identity, pattern["property"], allowed)


def _check_one(name: str, item: object, identity: object, prop: str, allowed: str) -> None:
    if (
        not isinstance(item, dict)
        or not _same_id(item.get("id"), identity)
        or item.get("property") != prop
    ):
        _refuse(name, item, allowed)
    if "value" in item:
        _check_value(f"{allowed}", item["value"], prop)


def _same_id(given: object, identity: object) -> bool:
    if not isinstance(identity, dict):
        return given == identity
    if not isinstance(given, dict) or given.keys() != identity.keys():
        return False
    return all(
        isinstance(given[key], (str, int, float)) if _wildcard(part) else given[key] == part
        for key, part in identity.items()
    )


def _wildcard(part: object) -> set[str]:
    return set(part) if isinstance(part, list) else set()


def _check_value(name: str, value: object, prop: str) -> None:
    if value is None:
        return
    if prop in TEXT and not isinstance(value, str):
        _refuse(name, value, "text")
    if prop in NUMBER and (isinstance(value, bool) or not isinstance(value, (int, float))):
        _refuse(name, value, "a number")
    if prop in CHOICE and not _choice(value):
        _refuse(name, value, "text, a number, true, false, or a list of these")


def _choice(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(item, (str, int, float)) for item in value)
    return isinstance(value, (str, int, float))


def _refuse(parameter: str, value: object, allowed: str) -> NoReturn:
    shown = "nothing" if value is None else json.dumps(value, ensure_ascii=False)[:200]
    message = f"{parameter} cannot be {shown[:100]}. Allowed: {allowed}."
    raise Refusal(422, parameter, shown, allowed, message)
