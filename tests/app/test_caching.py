"""What is told to browsers and proxies of how long an answer is good."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from server.callbacks import PAGE
from server.dashboard import Dashboard
from server.first_question import first_question, written
from server.program import program
from server.settings import Settings
from tests.app.questions import ROUTE, say
from tests.app.sample import Release, calls, sample_app

JSON = {"Content-Type": "application/json"}
PATHS = ["/", "/_dash-layout", "/_dash-dependencies"]


@pytest.fixture(autouse=True)
def _first(release: Release, sample: Dashboard) -> Iterator[None]:
    sample.answers.clear()
    release.name = "first"
    yield
    release.name = "first"


@pytest.mark.parametrize("path", PATHS)
def test_a_copy_is_good_until_the_data_change(
    client: TestClient, release: Release, path: str
) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    assert tag.startswith('W/"first-')
    assert first.headers["cache-control"] == "public, no-cache"
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["cache-control"] == "public, no-cache"
    assert again.headers["x-data-release"] == "first"
    release.name = "second"
    after = client.get(path, headers={"If-None-Match": tag})
    assert (after.status_code, after.content) == (200, first.content)
    assert after.headers["etag"].startswith('W/"second-')


def test_nothing_is_computed_to_say_that_a_copy_is_good(client: TestClient) -> None:
    tag = client.get("/_dash-layout").headers["etag"]
    calls().clear()
    assert client.get("/_dash-layout", headers={"If-None-Match": tag}).status_code == 304
    assert calls() == []


def test_the_tag_of_one_address_says_nothing_of_another(client: TestClient) -> None:
    tags = {client.get(path).headers["etag"] for path in [*PATHS, "/?area=west"]}
    assert len(tags) == len(PATHS) + 1
    page = client.get("/?area=west", headers={"If-None-Match": client.get("/").headers["etag"]})
    assert page.status_code == 200


@pytest.mark.parametrize("path", ["/nothing-here", "/api/v1/nothing"])
def test_what_is_no_answer_has_no_tag(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"If-None-Match": "*"})
    assert answer.status_code == 404
    assert "etag" not in answer.headers
    assert "s-maxage" not in answer.headers.get("cache-control", "")


def test_callbacks_are_kept_by_no_proxy(client: TestClient) -> None:
    answer = client.post(ROUTE, json=say("hello"))
    assert "etag" not in answer.headers
    assert "public" not in answer.headers.get("cache-control", "")


def test_a_proxy_may_keep_for_as_long_as_it_is_told(settings: Settings) -> None:
    app = sample_app(settings.model_copy(update={"proxy_cache_seconds": 5}), Release())
    with TestClient(app.server) as client:
        for path in PATHS:
            control = client.get(path).headers["cache-control"]
            assert control == "public, max-age=1, s-maxage=5, stale-while-revalidate=5"
        assert "s-maxage" not in client.get("/nothing-here").headers["cache-control"]


def test_another_program_has_another_name(settings: Settings) -> None:
    name = program(settings)
    assert name == program(settings.model_copy(update={"port": 8051, "workers": 3}))
    assert name != program(settings.model_copy(update={"marking": "OFFICIAL"}))
    assert name != program(settings.model_copy(update={"root_path": "/dashboard"}))


@pytest.mark.parametrize("search", ["", "?area=london&x=a%26b"])
def test_what_is_on_a_page_has_an_address(client: TestClient, search: str) -> None:
    calls().clear()
    asked = client.post(ROUTE, content=written(first_question("/", search)), headers=JSON)
    given = client.get(PAGE, params={"pathname": "/", "search": search})
    assert given.json() == asked.json()
    assert calls() == ["layout"]
    assert given.headers["cache-control"] == "public, no-cache"
    tag = given.headers["etag"]
    again = client.get(
        PAGE, params={"pathname": "/", "search": search}, headers={"If-None-Match": tag}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_a_page_that_is_not_pure_is_kept_nowhere(client: TestClient) -> None:
    calls().clear()
    for _ in range(2):
        answer = client.get(PAGE, params={"pathname": "/clock"}, headers={"If-None-Match": "*"})
        assert answer.status_code == 200
        assert "etag" not in answer.headers
    assert calls() == ["clock", "clock"]
