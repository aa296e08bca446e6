"""Malformed callback questions: each is refused with words, none ends in a failure."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from server.dashboard import Dashboard
from server.questions import Questions
from server.refusal import Refusal
from tests.app.questions import ROUTE, add, count, say, visit

JSON = {"Content-Type": "application/json"}


def without(question: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in question.items() if name != key}


def with_input(**changes: Any) -> dict[str, Any]:
    question = say("one")
    question["inputs"][0] |= changes
    return question


def test_well_formed_questions_are_answered(client: TestClient) -> None:
    answers = [
        client.post(ROUTE, json=question) for question in (say("hello"), count(2, {}), add(1, 2))
    ]
    assert [answer.json()["response"] for answer in answers] == [
        {"said": {"children": "You said hello"}},
        {"counted": {"children": "2 clicks", "title": "{}"}},
        {"summed": {"children": 3}},
    ]


def test_no_component_for_a_wildcard_is_well_formed(client: TestClient) -> None:
    assert client.post(ROUTE, json=add()).json()["response"] == {"summed": {"children": 0}}


@pytest.mark.parametrize(
    ("body", "headers", "status", "parameter"),
    [
        (b"", JSON, 400, "body"),
        (b"not json", JSON, 400, "body"),
        (b'{"output": ', JSON, 400, "body"),
        (b"\xff\xfe{}", JSON, 400, "body"),
        (b'{"output": NaN}', JSON, 400, "body"),
        (b"[" * 100_000, JSON, 400, "body"),
        (b'{"output": ' + b"9" * 5000 + b"}", JSON, 400, "body"),
        (b"[]", JSON, 400, "body"),
        (b"null", JSON, 400, "body"),
        (b'"text"', JSON, 400, "body"),
        (json.dumps(say("one")).encode(), {"Content-Type": "text/plain"}, 415, "Content-Type"),
        (json.dumps(say("one")).encode(), {}, 415, "Content-Type"),
        (b" " * 1_024_001, JSON, 413, "body"),
    ],
)
def test_what_is_not_a_json_object_is_refused(
    client: TestClient, body: bytes, headers: dict[str, str], status: int, parameter: str
) -> None:
    answer = client.post(ROUTE, content=body, headers=headers)
    assert answer.status_code == status
    error = answer.json()["error"]
    assert error["parameter"] == parameter
    assert error["allowed"]
    assert len(error["value"]) <= 100


def test_a_body_that_grows_beyond_the_limit_is_refused(client: TestClient) -> None:
    parts = (b" " * 100_000 for _ in range(20))
    answer = client.post(ROUTE, content=parts, headers=JSON)
    assert answer.status_code == 413
    assert "at most 1,024,000 bytes" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("question", "parameter"),
    [
        ({}, "output"),
        (say("one") | {"output": "nobody.children"}, "output"),
        (say("one") | {"output": None}, "output"),
        (say("one") | {"output": ["said.children"]}, "output"),
        # A callback that runs in the browser only.
        (say("one") | {"output": "copied.children"}, "output"),
        (without(say("one"), "inputs"), "inputs"),
        (say("one") | {"inputs": []}, "inputs"),
        (say("one") | {"inputs": {}}, "inputs"),
        (say("one") | {"inputs": "word"}, "inputs"),
        (say("one") | {"inputs": [None]}, "inputs"),
        (say("one") | {"inputs": say("one")["inputs"] * 2}, "inputs"),
        (with_input(id="other"), "inputs"),
        (with_input(id={"type": "word"}), "inputs"),
        (with_input(property="style"), "inputs"),
        (with_input(value={"a": 1}), "word.value"),
        (with_input(value=[[1]]), "word.value"),
        (count("two"), "button.n_clicks"),
        (count(True), "button.n_clicks"),
        (without(count(1), "state"), "state"),
        (count(1) | {"state": [{"id": "store"}]}, "state"),
        (without(say("one"), "outputs"), "outputs"),
        (say("one") | {"outputs": []}, "outputs"),
        (say("one") | {"outputs": {"id": "said", "property": "title"}}, "outputs"),
        (count(1) | {"outputs": {"id": "counted", "property": "children"}}, "outputs"),
        (say("one") | {"changedPropIds": "word.value"}, "changedPropIds"),
        (say("one") | {"changedPropIds": [1]}, "changedPropIds"),
        (add(1) | {"inputs": [add(1)["inputs"][0][0]]}, "inputs"),
        (add(1) | {"inputs": [[{"id": "part", "property": "value"}]]}, "inputs"),
        (visit(7), "_pages_location.pathname"),
        (visit("/", {"area": "london"}), "_pages_location.search"),
        (visit("/", ["?area=london"]), "_pages_location.search"),
    ],
)
def test_what_no_callback_can_answer_is_refused(
    client: TestClient, question: dict[str, Any], parameter: str
) -> None:
    answer = client.post(ROUTE, json=question)
    assert answer.status_code == 422
    error = answer.json()["error"]
    assert error["parameter"] == parameter
    assert error["message"].startswith(f"{parameter} cannot be ")
    assert error["allowed"] in error["message"]


def test_a_value_that_a_page_refuses_is_the_readers_error(client: TestClient) -> None:
    answer = client.post(ROUTE, json=say("forbidden"))
    assert answer.status_code == 422
    assert answer.json()["error"] == {
        "parameter": "word",
        "value": "forbidden",
        "allowed": "any word but this",
        "message": "“forbidden” is not a value for word. Allowed: any word but this.",
    }


def test_a_callback_without_news_answers_nothing(client: TestClient) -> None:
    assert client.post(ROUTE, json=say("nothing")).status_code == 204


def test_a_fault_gives_a_reference_and_no_trace(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.post(ROUTE, json=say("fault"))
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/json"
    message = answer.json()["error"]["message"]
    for hidden in ("Traceback", "secret", "RuntimeError", "home.py"):
        assert hidden not in answer.text
    record = caplog.records[-1]
    assert record.getMessage().split()[1] in message
    assert "a secret of the server" in (record.exc_text or "")


def test_another_method_is_not_allowed(client: TestClient) -> None:
    answer = client.get(ROUTE)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"


@pytest.fixture
def read(sample: Dashboard) -> Callable[[bytes], dict[str, Any]]:
    return Questions(sample.callback_map).read


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("question", [say("one"), count(1, {}), add(1, 2), visit("/")])
def test_any_change_of_a_question_is_read_or_refused(
    read: Callable[[bytes], dict[str, Any]], question: dict[str, Any]
) -> None:
    @settings(max_examples=150, deadline=None)
    @given(data=st.data())
    def check(data: st.DataObject) -> None:
        changed = copy.deepcopy(question)
        place: Any = changed
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            key = data.draw(st.sampled_from(keys))
            if isinstance(place[key], (dict, list)) and place[key] and data.draw(st.booleans()):
                place = place[key]
                continue
            place[key] = data.draw(anything)
            break
        body = json.dumps(changed).encode()
        try:
            assert read(body) == json.loads(body)
        except Refusal as refusal:
            answer = refusal.response()
        else:
            return
        assert answer.status_code in {400, 422}
        assert json.loads(bytes(answer.body))["error"]["message"]

    check()


@settings(max_examples=150, deadline=None)
@given(body=st.binary(max_size=60) | anything.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_refused(body: bytes) -> None:
    with pytest.raises(Refusal):
        Questions({}).read(body)
