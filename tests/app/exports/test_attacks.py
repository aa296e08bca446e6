"""What is thrown at `/exports/…` is refused in words."""

from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from tests.app.exports.conftest import BROWSER


def test_nothing_typed_becomes_markup(client: TestClient) -> None:
    page = client.get("/exports/workbook?area=<script>alert(1)</script>", headers=BROWSER)
    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text


ATTACKS = (
    "\x00",
    "\r\nX-Injected: yes",
    "../../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "x" * 5000,
    '"; filename="evil.exe',
    "%s%n{0}${7*7}",
    "\u202egpj.exe",
    "<script>alert(1)</script>",
)


@pytest.mark.parametrize("path", ["workbook", "deck", "digest?since=2018-03"])
@pytest.mark.parametrize("name", ["area", "as-at", "page", "format", "since", "offence", "\x00"])
def test_what_is_thrown_at_it_is_refused_in_words(client: TestClient, path: str, name: str) -> None:
    for attack in ATTACKS:
        query = urlencode({name: attack})
        for headers in ({"Accept": "application/json"}, BROWSER):
            answer = client.get(f"/exports/{path}{'&' if '?' in path else '?'}{query}",
                                headers=headers)  # fmt: skip
            assert answer.status_code == 422, (attack, answer.status_code)
            assert "x-injected" not in answer.headers
            assert "content-disposition" not in answer.headers
            assert "Traceback" not in answer.text
            assert "<script" not in answer.text or headers is not BROWSER
            assert len(answer.content) < 40_000
