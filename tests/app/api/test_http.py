"""Caching, conditional requests, HEAD, compression and headers of the data API."""

import pytest
from starlette.testclient import TestClient

from api.answers import filename

ROOT = "/api/v1"
ADDRESSES = [
    "/series",
    "/series?format=csv",
    "/series.csv-metadata.json",
    "/datasets/recorded-crime.csv",
    "/datasets/boundaries-bcus.geojson",
    "/openapi.json",
    "/docs",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_has_not_changed_is_not_sent_again(api: TestClient, address: str) -> None:
    first = api.get(ROOT + address)
    assert first.status_code == 200
    assert first.headers["cache-control"] == "public, no-cache"
    tag = first.headers["etag"]
    for known in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
        again = api.get(ROOT + address, headers={"If-None-Match": known})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["etag"] == tag
    other = api.get(ROOT + address, headers={"If-None-Match": 'W/"other"'})
    assert other.content == first.content


def test_the_tag_names_the_release(api: TestClient) -> None:
    response = api.get(ROOT + "/series")
    release = response.json()["meta"]["release"]
    assert response.headers["etag"].startswith(f'W/"{release}-')


def test_different_questions_have_different_tags(api: TestClient) -> None:
    questions = ["/series", "/series?format=csv", "/series?area=west", "/series?measure=rate"]
    assert len({api.get(ROOT + question).headers["etag"] for question in questions}) == 4


@pytest.mark.parametrize("address", [*ADDRESSES, "/series?offence=x", "/nothing"])
def test_head_is_get_without_a_body(api: TestClient, address: str) -> None:
    head, get = api.head(ROOT + address), api.get(ROOT + address)
    assert head.status_code == get.status_code
    assert head.content == b""
    assert head.headers["content-type"] == get.headers["content-type"]
    assert head.headers.get("etag") == get.headers.get("etag")


def test_a_large_answer_is_compressed(api: TestClient) -> None:
    response = api.get(f"{ROOT}/datasets/recorded-crime.csv", headers={"Accept-Encoding": "gzip"})
    assert response.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in response.headers["vary"]


def test_other_websites_cannot_read_answers(api: TestClient) -> None:
    response = api.get(ROOT + "/series", headers={"Origin": "https://example.org"})
    assert "access-control-allow-origin" not in response.headers


def test_the_root_leads_to_the_documentation(api: TestClient) -> None:
    response = api.get(ROOT, follow_redirects=False)
    assert response.status_code == 307
    assert response.headers["location"] == "/api/v1/docs"


def test_file_names_are_safe_and_short() -> None:
    assert filename("series", "burglary", "2018-06") == "series_burglary_2018-06.csv"
    assert filename("a", '../"x"\r\n', "") == "a_x.csv"
    assert len(filename("x" * 500)) == 124
