"""Safety headers are on every answer, and the policy fits the page."""

import base64
import hashlib
import re

import pytest
from starlette.testclient import TestClient

from server.dashboard import Dashboard
from server.settings import Settings
from tests.app.questions import ROUTE, say
from tests.app.sample import Release, sample_app

EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/nope"),
        ("GET", "/chart/"),
        ("POST", "/"),
        ("GET", "/_dash-layout"),
        ("GET", "/assets/sample.css"),
        ("GET", "/assets/none.css"),
        ("GET", "/api/v1/nope"),
        ("POST", ROUTE),
    ],
)
def test_every_answer_has_them(client: TestClient, method: str, path: str) -> None:
    headers = client.request(method, path, follow_redirects=False).headers
    assert {name: headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    is_data = headers.get("content-type") == "application/json"
    assert ("camera=()" in headers.get("permissions-policy", "")) is not is_data
    assert ("cross-origin-opener-policy" in headers) is not is_data
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert ("script-src" in headers["content-security-policy"]) is not is_data
    assert "strict-transport-security" not in headers


def test_an_unexpected_failure_has_them(client: TestClient) -> None:
    answer = client.post(ROUTE, json=say("fault"))
    assert answer.status_code == 500
    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE


def policy(client: TestClient) -> dict[str, list[str]]:
    text = client.get("/").headers["content-security-policy"]
    return {part.split()[0]: part.split()[1:] for part in text.split("; ")}


def test_the_policy_is_strict(client: TestClient) -> None:
    found = policy(client)
    for name in ("default-src", "object-src", "base-uri", "frame-ancestors"):
        assert found[name] == ["'none'"]
    for name in ("connect-src", "form-action", "font-src"):
        assert found[name] == ["'self'"]
    assert found["img-src"] == ["'self'", "data:", "blob:"]
    scripts = found["script-src"]
    assert scripts[0] == "'self'"
    assert all(re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", source) for source in scripts[1:])


@pytest.mark.parametrize("path", ["/", "/chart", "/nope"])
def test_every_inline_script_has_its_hash_and_every_hash_its_script(
    client: TestClient, path: str
) -> None:
    text = client.get(path).text
    scripts = re.findall(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>(.*?)</script>", text, re.DOTALL
    )
    digests = {
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in scripts
    }
    assert digests == set(policy(client)["script-src"][1:])


def test_transport_security_is_asked_for_over_tls_only(sample: Dashboard) -> None:
    with TestClient(sample.server, base_url="https://testserver") as client:
        assert client.get("/").headers["strict-transport-security"] == "max-age=63072000"


def test_transport_security_can_be_asked_for_always(settings: Settings) -> None:
    app = sample_app(settings.model_copy(update={"hsts": True}), Release())
    with TestClient(app.server) as client:
        assert client.get("/nope").headers["strict-transport-security"] == "max-age=63072000"
