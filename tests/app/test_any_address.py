"""Whatever stands in an address, every page answers: status 200 and a page, never a failure."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

import app as product
from server.settings import Settings
from tests.app.questions import ROUTE, visit
from tests.app.registry import own_pages

PATHS = (
    "/",
    "/crime-trends",
    "/knife-injury",
    "/burglary",
    "/area",
    "/milestones",
    "/report-check",
    "/about",
    "/nope",
)
NAMES = ("area", "as-at", "offence", "measure", "quarter", "compare", "view", "q", "status", "from")
VALUES = (
    "",
    "london",
    "south-west",
    "E09000001",
    "2018-06",
    "2018-13",
    "0000-00",
    "99999-01",
    "2018-19-Q9",
    "-1",
    "NaN",
    "𝟐𝟎𝟏𝟖-06",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "../../etc/passwd",
    "%",
    "a" * 5000,
)

settings_for_pages = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[TestClient]:
    with own_pages():
        yield TestClient(product.create_app(settings).server, raise_server_exceptions=False)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_answers_any_query(client: TestClient, path: str) -> None:
    name = st.sampled_from(NAMES) | st.text(max_size=10)
    value = st.sampled_from(VALUES) | st.text(max_size=20)
    pair = st.tuples(name, value).map(
        lambda pair: f"{quote(pair[0], safe='')}={quote(pair[1], safe='')}"
    )
    query = st.lists(pair, max_size=4).map("&".join) | st.text(max_size=30)

    @settings_for_pages
    @given(query=query)
    def check(query: str) -> None:
        answer = client.post(ROUTE, json=visit(path, f"?{query}"))
        assert answer.status_code == 200, (query, answer.text[:500])
        assert "_pages_content" in answer.json()["response"]

    check()
