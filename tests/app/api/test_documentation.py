"""The documentation page: complete, followable, and nothing from another host."""

from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import urldefrag, urljoin

import pytest
from starlette.testclient import TestClient

from api.documentation import marked
from api.endpoint import every_endpoint

ADDRESS = "/api/v1/docs"


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def text(api: TestClient) -> str:
    response = api.get(ADDRESS)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return response.text


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_it_needs_no_script_no_inline_style_and_no_other_host(page: Page) -> None:
    assert page.all("html")[0]["lang"] == "en-GB"
    assert not page.all("script")
    assert not page.all("style")
    assert not [each for _, each in page.tags if "style" in each]
    assert not [name for _, each in page.tags for name in each if name.startswith("on")]
    addresses = [
        each[key] for _, each in page.tags for key in ("href", "src", "action") if key in each
    ]
    assert all(address.startswith(("/", "#")) for address in addresses)


def test_every_link_leads_somewhere(api: TestClient, page: Page) -> None:
    ids = {each["id"] for _, each in page.tags if "id" in each}
    seen = set()
    for link in (*page.all("a"), *page.all("link")):
        address, fragment = urldefrag(urljoin(ADDRESS, link["href"]))
        if address == ADDRESS:
            assert fragment in ids, link
            continue
        if address in seen:
            continue
        seen.add(address)
        expected = 422 if "burglry" in address else 200
        assert api.get(address).status_code == expected, address


def test_every_endpoint_is_described_with_its_parameters_and_keys(text: str, page: Page) -> None:
    ids = {each["id"] for _, each in page.tags if "id" in each}
    for endpoint in every_endpoint():
        assert endpoint.name in ids
        assert f"<code>/api/v1{endpoint.path}</code>" in text
        for name, field in endpoint.question.model_fields.items():
            assert f"{endpoint.name}-{field.alias or name}" in ids
    for key in ("change_percent", "significance_adjusted", "spans_break", "due_note"):
        assert f"<code>{key}</code>" in text
    assert "number or null" in text
    assert "below or as-expected or above or null" in text


def test_a_form_asks_what_the_api_answers(api: TestClient, page: Page) -> None:
    labels = {each["for"] for each in page.all("label")}
    for control in (*page.all("select"), *page.all("input")):
        assert control["id"] in labels
    forms = page.all("form")
    assert [form["method"] for form in forms] == ["get"] * len(every_endpoint())
    sent = {"offence": "burglary", "area": "", "measure": "", "from": "", "to": "", "as-at": "",
            "format": ""}  # fmt: skip
    assert api.get("/api/v1/series", params=sent).status_code == 200


def test_headings_are_in_order(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if tag in {"h1", "h2", "h3", "h4"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_backquotes_mark_code_and_nothing_else_is_markup() -> None:
    assert marked("a `b<c>` <d>") == "a <code>b&lt;c&gt;</code> &lt;d&gt;"
