"""Rights: every address and every callback has one, and whoever lacks it is refused everywhere."""

import hashlib
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from server.access.rights import Right, Role, rights_of, role_of
from server.access.table import ADDRESSES, CHANGES, SAFE, right_of_route
from server.live import ROUTER_OUTPUT
from server.stack import registered
from tests.app.openid import OpenIdProvider, openid_provider
from tests.app.questions import visit
from tests.app.signed_in import HERE, SESSION, Reader, dashboard, entries

ROUTE = "/_dash-update-component"
TOKEN, EDITORS_TOKEN = "a token of a viewer", "a token of an editor"


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@pytest.fixture(scope="module")
def provider() -> Iterator[OpenIdProvider]:
    with openid_provider() as provider:
        yield provider


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("access")


@pytest.fixture(scope="module")
def app(provider: OpenIdProvider, place: Path) -> Iterator[Any]:
    tokens = f"nightly:viewer:{digest(TOKEN)},loader:editor:{digest(EDITORS_TOKEN)}"
    with dashboard(
        provider,
        place,
        api_tokens=tokens,
        oidc_api_audience="the-data",
        viewer_downloads=False,
        metrics=True,
        metrics_token="for prometheus",  # noqa: S106 - made up
    ) as app:
        yield app


@pytest.fixture(scope="module")
def readers(app: Any, provider: OpenIdProvider) -> dict[str, Reader]:
    """A signed-in reader of each role, and nobody."""
    found = {"nobody": Reader(app, provider)}
    for role in Role:
        found[role] = Reader(app, provider)
        assert found[role].sign_in(role).status_code == 303
    return found


def example(route: str) -> str:
    """An address of a route."""
    parts = {
        "{dataset}": "boroughs", "{fingerprint}": "0", "{name}": "boroughs", "{job}": "a" * 24
    }  # fmt: skip
    for name, value in parts.items():
        route = route.replace(name, value)
    # What takes seconds to make is asked for a place that there is not.
    return f"{route}?area=nowhere" if route.startswith("/exports/") else route


def addresses(app: Any) -> list[tuple[str, str]]:
    """Every method and route of the product, its pages included."""
    routes = [
        (method, path) for path, methods in registered(app).items() for method in sorted(methods)
    ]
    return sorted({*routes, *(("GET", page["path"]) for page in app.pages())})


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


def test_callbacks_are_refused_without_a_session(app: Any, provider: OpenIdProvider) -> None:
    reader = Reader(app, provider)
    answer = reader.ask(visit("/about"))
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.json()["error"]["sign_in"] == "/sign-in"
    assert "session has ended" in answer.json()["error"]["message"]


@pytest.mark.parametrize("path", ["/load", "/load/", "//load//", "/audit"])
def test_an_answer_from_memory_is_not_given_to_whoever_may_not_see_it(
    readers: dict[str, Reader], path: str
) -> None:
    assert readers["editor"].ask(visit(path)).status_code == 200
    assert readers["viewer"].ask(visit(path)).status_code == 403
    assert readers["nobody"].ask(visit(path)).status_code == 401
    # The same question as an address.
    asked = f"{ROUTE}/page?pathname={path}"
    answers = {role: readers[role].get(asked) for role in ("editor", "viewer", "nobody")}
    assert [answer.status_code for answer in answers.values()] == [200, 403, 401]
    tags = {"If-None-Match": answers["editor"].headers.get("etag", "*")}
    assert readers["nobody"].get(asked, headers=tags).status_code == 401


def test_an_answer_is_shared_by_all_who_may_see_it(app: Any, readers: dict[str, Reader]) -> None:
    question = visit("/about", "?area=south-west")
    answers = [readers[role].ask(question) for role in Role]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    kept = [each for key, each in app.answers._kept.items() if b"?area=south-west" in key[2]]
    assert [each.right for each in kept] == [Right.READ]


def test_answers_are_for_their_reader_only(readers: dict[str, Reader]) -> None:
    for path in ("/api/v1/areas", "/_dash-layout", "/about", "/_dash-dependencies"):
        headers = readers["viewer"].get(path).headers
        control = headers["cache-control"]
        assert "public" not in control, path
        assert "private" in control or "no-store" in control, path
        assert {"Cookie", "Authorization"} <= set(headers["vary"].split(", ")), path


def test_a_program_is_told_in_json_and_a_person_on_a_page(readers: dict[str, Reader]) -> None:
    nobody, viewer = readers["nobody"], readers["viewer"]
    program = nobody.get("/api/v1/areas")
    assert program.status_code == 401
    assert program.headers["www-authenticate"] == 'Bearer realm="Met Business Plan"'
    assert nobody.open("/api/v1/docs").headers["location"] == "/sign-in?next=%2Fapi%2Fv1%2Fdocs"
    page = viewer.open("/api/v1/datasets/boroughs.csv")
    assert page.status_code == 403
    assert "You are signed in as Alex Viewer, as a viewer" in page.text
    assert "dashboard@example.org" in page.text
    told = viewer.get("/api/v1/datasets/boroughs.csv", headers={"Accept": "*/*"})
    assert told.status_code == 403
    assert "Your role, viewer, does not include this" in told.json()["error"]["message"]


def test_what_is_taken_away_is_in_the_audit_log(readers: dict[str, Reader], place: Path) -> None:
    assert readers["reviewer"].get("/api/v1/datasets/boroughs.csv").status_code == 200
    last = entries(place)[-1]
    assert last["time"]
    assert last["request_id"]
    assert {
        name: last[name] for name in ("action", "outcome", "subject", "name", "role", "object")
    } == {
        "action": "download", "outcome": "done", "subject": "u-reviewer", "name": "Alex Reviewer",
        "role": "reviewer", "object": "/api/v1/datasets/boroughs.csv",
    }  # fmt: skip
    assert readers["viewer"].get("/api/v1/datasets/boroughs.csv").status_code == 403
    last = entries(place)[-1]
    assert (last["action"], last["name"]) == ("refusal", "Alex Viewer")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": HERE}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://dashboard.test"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({}, 403),
    ],
)
def test_a_callback_must_come_from_a_page_of_ours(
    readers: dict[str, Reader], headers: dict[str, str], status: int
) -> None:
    answer = readers["viewer"].post(ROUTE, json=visit("/about"), headers=headers)
    assert answer.status_code == status


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_programs_ask_with_a_token(app: Any, provider: OpenIdProvider, place: Path) -> None:
    program = Reader(app, provider)
    assert program.get("/api/v1/areas", headers=bearer(TOKEN)).status_code == 200
    assert SESSION not in program.cookies
    table = "/api/v1/datasets/boroughs.csv"
    assert program.get(table, headers=bearer(TOKEN)).status_code == 403
    assert program.get(table, headers=bearer(EDITORS_TOKEN)).status_code == 200
    assert entries(place)[-1]["name"] == "loader"
    wrong = program.get("/api/v1/areas", headers=bearer(digest(TOKEN)))
    assert wrong.status_code == 401
    assert 'error="invalid_token"' in wrong.headers["www-authenticate"]


def test_programs_ask_with_the_providers_access_token(app: Any, provider: OpenIdProvider) -> None:
    program = Reader(app, provider)

    def status(**changes: Any) -> int:
        token = provider.access_token(**changes)
        return int(program.get("/api/v1/areas", headers=bearer(token)).status_code)

    assert status() == 200
    assert status(aud="another") == 401
    assert status(iss="https://another.example") == 401
    assert status(exp=1) == 401
    assert status(roles=["another-group"]) == 401
    provider.algorithm = "none"
    assert status() == 401
    provider.algorithm = "RS256"
    assert program.get("/api/v1/areas", headers=bearer("a.b.c")).status_code == 401


def test_measures_keep_their_own_token(readers: dict[str, Reader]) -> None:
    assert readers["nobody"].get("/metrics").status_code == 401
    answer = readers["nobody"].get("/metrics", headers=bearer("for prometheus"))
    assert answer.status_code == 200


def test_roles_come_from_the_values_of_the_claim() -> None:
    mapping = {
        Role.VIEWER: frozenset({"*"}),
        Role.REVIEWER: frozenset({"mopac"}),
        Role.EDITOR: frozenset({"team", "mopac-admin"}),
    }
    assert role_of([], mapping) is Role.VIEWER
    assert role_of(["mopac"], mapping) is Role.REVIEWER
    assert role_of(["mopac", "team", "x"], mapping) is Role.EDITOR
    assert role_of(["x"], {Role.VIEWER: frozenset({"y"})}) is None
    assert Right.AUDIT in rights_of(Role.REVIEWER)
    assert Right.LOAD not in rights_of(Role.REVIEWER)
    assert rights_of(None) == {Right.OPEN}


def test_the_ordinary_log_names_nobody(
    readers: dict[str, Reader], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="server"):
        readers["reviewer"].get("/api/v1/areas")
        readers["reviewer"].get("/load")
    said = " ".join(record.getMessage() + str(record.__dict__) for record in caplog.records)
    assert "Alex" not in said
    assert "u-reviewer" not in said
