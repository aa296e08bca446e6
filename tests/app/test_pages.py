"""Addresses: pages, their one form, unknown ones, other methods."""

import re

import pytest
from dash import page_registry
from starlette.testclient import TestClient

from server.dashboard import Dashboard


@pytest.mark.parametrize(
    ("path", "title"), [("/", "Home – Sample"), ("/chart", "Chart – Sample"), ("/?area=x", "Home")]
)
def test_a_page_has_its_own_title_and_the_language(
    client: TestClient, path: str, title: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert f"<title>{title}" in answer.text
    assert '<html lang="en-GB">' in answer.text
    assert "JavaScript" in answer.text.partition("<noscript>")[2].partition("</noscript>")[0]


def test_a_page_has_its_description(client: TestClient) -> None:
    assert '<meta name="description" content="Where it starts">' in client.get("/").text


@pytest.mark.parametrize("path", ["/nope", "/chart/nope", "/Chart", "/%00", "/..%2f", "/{x}", "/é"])
def test_an_unknown_path_is_not_found_and_still_draws_a_page(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "<title>Page not found – Sample</title>" in answer.text
    assert "react-entry-point" in answer.text


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/chart/", "/chart"),
        ("/chart///", "/chart"),
        ("/chart/?area=a&x=%20b", "/chart?area=a&x=%20b"),
    ],
)
def test_a_slash_at_the_end_leads_to_the_page(client: TestClient, path: str, target: str) -> None:
    answer = client.get(path, follow_redirects=False)
    assert answer.status_code == 308
    assert answer.headers["location"] == target


def test_the_page_for_unknown_addresses_has_no_address_of_its_own(sample: Dashboard) -> None:
    page_registry["x.not_found_404"] = {
        "module": "x.not_found_404",
        "path": "/not-found-404",
        "title": "Nothing here",
        "description": "",
    }
    try:
        with TestClient(sample.server) as client:
            for path in ("/not-found-404", "/nope"):
                answer = client.get(path)
                assert answer.status_code == 404
                assert "<title>Nothing here</title>" in answer.text
    finally:
        del page_registry["x.not_found_404"]


def test_a_slash_does_not_lead_to_another_host(client: TestClient) -> None:
    answer = client.request("GET", "http://testserver//chart.example/", follow_redirects=False)
    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/", "/chart", "/nope", "/_dash-layout", "/assets/sample.css"])
def test_head_answers_as_get_without_the_body(client: TestClient, path: str) -> None:
    head, get = client.head(path), client.get(path)
    assert head.status_code == get.status_code
    assert head.content == b""
    for name in ("content-type", "cache-control", "content-security-policy", "content-encoding"):
        assert head.headers.get(name) == get.headers.get(name)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/"),
        ("DELETE", "/chart"),
        ("PUT", "/_dash-layout"),
        ("PATCH", "/nope"),
        ("GET", "/_dash-update-component"),
        ("POST", "/assets/sample.css"),
        ("OPTIONS", "/"),
    ],
)
def test_a_method_that_is_not_allowed_says_which_are(
    client: TestClient, method: str, path: str
) -> None:
    answer = client.request(method, path)
    assert answer.status_code == 405
    assert answer.headers["allow"]
    assert method not in answer.headers["allow"].split(", ")
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/static/x.js",
        "/assets/none.css",
        "/_dash-component-suites/dash/dcc/x.js",
        "/boundaries/1/x",
    ],
)
def test_a_missing_file_is_a_line_of_text(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.text) == (404, "Not found")


@pytest.mark.parametrize("path", ["/api", "/api/v1/nope"])
def test_an_unknown_path_of_the_api_is_json(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json()["error"]["value"] == path


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_fastapis_own_documentation_is_off(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_only_a_page_with_a_graph_fetches_plotly_early(
    client: TestClient, sample: Dashboard
) -> None:
    early = re.compile(r'<script async[^>]* src="([^"]+)"')
    assert early.findall(client.get("/").text) == []
    assert early.findall(client.get("/chart").text) == [
        sample.resources.url("plotly", "package_data/plotly.min.js"),
        sample.resources.url("dash", "dcc/async-graph.js"),
    ]


def test_the_page_says_nothing_about_the_machine(client: TestClient) -> None:
    text = client.get("/").text
    assert '"python_version":""' in text
    assert "dash-version.plotly.com" not in text


def test_nothing_on_a_page_is_on_another_host(client: TestClient) -> None:
    text = client.get("/chart").text
    assert re.findall(r'(?:src|href)="(?!/|data:)[^"]*"', text) == []
    assert "http://" not in text
    assert "https://" not in text
