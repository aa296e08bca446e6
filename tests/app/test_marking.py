"""The marking: on every page as the setting says it, nowhere without one, never in the data."""

from collections.abc import Iterator
from pathlib import Path

import dash
import pytest
from starlette.testclient import TestClient

import app as product
from components import marking
from server.settings import Settings

MARKING = 'OFFICIAL-SENSITIVE – draft <b> "until" 20 July'


@pytest.fixture
def client(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[TestClient]:
    before, marked = dict(dash.page_registry), marking.current()
    settings = Settings(cache_dir=tmp_path, warm_up=False, marking=request.param)
    try:
        with TestClient(product.create_app(settings).server) as client:
            yield client
    finally:
        marking.configure(marked or "")
        dash.page_registry.clear()
        dash.page_registry.update(before)


def banners(component: object) -> list[str]:
    """Every text of a banner within a layout, as the browser gets it."""
    if isinstance(component, list):
        return [text for each in component for text in banners(each)]
    if not isinstance(component, dict):
        return []
    props = component.get("props", {})
    if props.get("className") == "marking":
        assert props["role"] == "note"
        return [props["children"]["props"]["children"]]
    return banners(props.get("children"))


@pytest.mark.parametrize("client", [MARKING], indirect=True)
def test_every_page_and_the_documentation_of_the_api_carry_it(client: TestClient) -> None:
    assert banners(client.get("/_dash-layout").json()) == [MARKING]
    text = client.get("/api/v1/docs").text
    assert "OFFICIAL-SENSITIVE – draft &lt;b&gt; &#34;until&#34; 20 July</p>" in text


@pytest.mark.parametrize("client", [MARKING], indirect=True)
def test_the_data_do_not_carry_it(client: TestClient) -> None:
    assert "OFFICIAL-SENSITIVE" not in client.get("/api/v1/areas").text


@pytest.mark.parametrize("client", [""], indirect=True)
def test_without_a_marking_there_is_no_banner(client: TestClient) -> None:
    assert banners(client.get("/_dash-layout").json()) == []
    assert 'class="marking"' not in client.get("/api/v1/docs").text


def test_a_marking_of_spaces_is_none() -> None:
    before = marking.current()
    try:
        marking.configure("  ")
        assert marking.current() is None
    finally:
        marking.configure(before or "")
