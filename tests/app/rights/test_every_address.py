"""Every address and every callback has a right, and whoever lacks it is refused everywhere."""

from collections.abc import Callable
from typing import Any

import pytest

from server.access.rights import Right, Role, rights_of
from server.access.table import ADDRESSES, CHANGES, SAFE, right_of_route
from server.live import ROUTER_OUTPUT
from tests.app.rights.asked import addresses, example
from tests.app.signed_in import HERE, Reader


def test_every_address_has_a_right(app: Any) -> None:
    without = [
        f"{method} {path}"
        for method, path in addresses(app)
        if right_of_route(method, path) is None
    ]
    assert not without, f"add a line to server/access/table.py for: {without}"
    assert all(method != "*" for method, _ in addresses(app))


def test_every_callback_has_a_right(app: Any) -> None:
    without = [
        output
        for output, entry in app.callback_map.items()
        if "callback" in entry
        and not output.startswith(ROUTER_OUTPUT)
        and app.right_of({"output": output, "inputs": []}) is None
    ]
    assert not without, f"mark with components.pure.needs: {without}"


def test_the_table_has_no_address_that_is_not_there(app: Any) -> None:
    there = {path for _, path in addresses(app)}
    assert {*ADDRESSES, *CHANGES} - there == set()


@pytest.mark.parametrize("role", ["nobody", *Role])
def test_every_address_is_refused_without_its_right(
    app: Any, readers: dict[str, Reader], role: str
) -> None:
    reader, wrong = readers[role], []
    has = rights_of(Role(role), viewer_downloads=False) if role != "nobody" else {Right.OPEN}
    for method, route in addresses(app):
        right = right_of_route(method, route)
        if right in has or method == "HEAD":
            continue
        headers = {"Origin": HERE, "X-CSRF-Token": "x"}
        status = reader.request(method, example(route), headers=headers).status_code
        expected = {401, 303} if role == "nobody" else {403}
        if status not in expected:
            wrong.append((method, route, status))
    assert not wrong


@pytest.mark.parametrize("role", list(Role))
def test_every_address_is_there_for_whoever_may_read_it(
    app: Any, readers: dict[str, Reader], role: Role
) -> None:
    has, wrong = rights_of(role, viewer_downloads=False), []
    for method, route in addresses(app):
        if method not in SAFE or right_of_route(method, route) not in has:
            continue
        if route in {"/sign-in", "/sign-in/callback", "/metrics"}:
            continue
        status = readers[role].get(example(route)).status_code
        if status in {401, 403} or status >= 500:
            wrong.append((route, status))
    assert not wrong


SPELLINGS: dict[str, Callable[[str], str]] = {
    "a slash more at the end": lambda path: f"{path}/",
    "a slash more at the beginning": lambda path: f"/{path}",
    "a slash more between": lambda path: path.replace("/", "//", 2)[1:],
    "a dot": lambda path: f"/.{path}",
    "up from what is open": lambda path: f"/static/..{path}",
    "up from what is open, encoded": lambda path: f"/static/%2e%2e{path}",
    "from signing in": lambda path: f"/sign-in/..{path}",
    "a letter encoded": lambda path: f"/%{ord(path[1:2] or '/'):02x}{path[2:]}",
    "slashes encoded": lambda path: "/" + path[1:].replace("/", "%2f"),
    "in capitals": lambda path: path.upper(),
    "a parameter of the path": lambda path: f"{path};x=1",
    "an extension": lambda path: f"{path}.css",
    "a zero byte": lambda path: f"{path}%00.css",
    "a back slash": lambda path: path.replace("/", "\\"),
}
"""Other ways to write an address, none of which may lead past the table of rights."""


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_another_spelling_of_an_address_leads_past_no_right(
    app: Any, readers: dict[str, Reader], spelling: str
) -> None:
    open_to_all = set()
    for method, path in addresses(app):
        asked = SPELLINGS[spelling](example(path).partition("?")[0])
        if method != "GET" or right_of_route("GET", path) is Right.OPEN:
            open_to_all.add(path)
            continue
        for headers in ({}, {"X-Original-URL": "/healthz", "X-Rewrite-URL": "/healthz"}):
            answer = readers["nobody"].get(asked, headers=headers)
            assert answer.status_code in {303, 307, 401, 403, 404, 405}, asked
            if answer.status_code == 303:
                assert answer.headers["location"].partition("?")[0] == "/sign-in", asked
            assert '"rows"' not in answer.text, asked
    assert open_to_all


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_another_method_leads_past_no_right(
    app: Any, readers: dict[str, Reader], method: str
) -> None:
    for role in ("nobody", Role.VIEWER):
        for _, path in addresses(app):
            answer = readers[role].request(method, example(path))
            assert answer.status_code in {303, 401, 403, 404, 405}, (role, path)
