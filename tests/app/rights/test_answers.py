"""Answers go to whoever may see them: from memory, to programs, across sites; what is logged."""

import logging
from pathlib import Path
from typing import Any

import pytest

from server.access.rights import Right, Role, rights_of, role_of
from tests.app.openid import OpenIdProvider
from tests.app.questions import visit
from tests.app.signed_in import HERE, Reader, entries

ROUTE = "/_dash-update-component"


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
