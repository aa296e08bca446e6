"""Sign-in under a sub-path behind a proxy, in two processes: nothing lies in one's memory."""

import re
from collections.abc import Iterator
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.app.openid import OpenIdProvider, sign_in_settings
from tests.app.processes import free_port, get, serving
from tests.app.proxy import proxy
from tests.app.services import haproxy

PREFIX = "/dashboard"
PUBLIC = f"https://host.example{PREFIX}"
TRIES = 12
"""Requests on connections of their own, so that both processes answer some."""


@pytest.fixture(scope="module")
def port(provider: OpenIdProvider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    place: Path = tmp_path_factory.mktemp("access")
    settings = sign_in_settings(provider, public_url=PUBLIC)
    upper = {name.upper(): value for name, value in settings.items()}
    own = free_port()
    with serving(
        "app.py",
        **upper
        | {
            "PORT": own,
            "WORKERS": 2,
            "ROOT_PATH": PREFIX,
            "ACCESS_DIR": place,
            "LOG_LEVEL": "error",
            # What proxies may keep where nobody signs in; see the last test.
            "PROXY_CACHE_SECONDS": 60,
        },
    ):
        yield own


class Browser:
    """Keeps cookies, as a browser does; speaks through a proxy that says `https`."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str, str]:
        """Return status, address that is led to, and body."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            given = {"Accept": "text/html", "Cookie": jar, **headers}
            connection.request(method, path, body, given)
            answer = connection.getresponse()
            text = answer.read().decode()
            for cookie in answer.headers.get_all("set-cookie") or []:
                assert "; Secure" in cookie
                assert "; Path=/;" in f"{cookie};"
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
                if "Max-Age=0" in cookie:
                    del self.cookies[name]
            return answer.status, answer.headers.get("location", ""), text
        finally:
            connection.close()


def through_provider(address: str) -> str:
    """Where the provider leads back to."""
    at = urlsplit(address)
    connection = HTTPConnection(at.netloc, timeout=60)
    try:
        connection.request("GET", f"{at.path}?{at.query}")
        return str(connection.getresponse().headers["location"])
    finally:
        connection.close()


@pytest.mark.parametrize("strips", [True, False])
def test_signing_in_under_a_sub_path(port: int, provider: OpenIdProvider, strips: bool) -> None:
    with proxy(port, PREFIX, strips=strips) as at:
        browser = Browser(at)
        status, location, _ = browser.ask("GET", f"{PREFIX}/area?area=south-west")
        assert (status, location) == (
            303, f"{PREFIX}/sign-in?next=%2Farea%3Farea%3Dsouth-west"
        )  # fmt: skip
        status, location, _ = browser.ask("GET", location)
        assert parse_qs(urlsplit(location).query)["redirect_uri"] == [f"{PUBLIC}/sign-in/callback"]
        back = urlsplit(through_provider(location))
        assert back.path == f"{PREFIX}/sign-in/callback"
        status, location, _ = browser.ask("GET", f"{back.path}?{back.query}")
        assert (status, location) == (303, f"{PUBLIC}/area?area=south-west")
        assert list(browser.cookies) == ["__Host-session-dashboard"]

        found = [browser.ask("GET", f"{PREFIX}/about") for _ in range(TRIES)]
        assert {status for status, _, _ in found} == {200}
        token = re.search(r"token&quot;:&quot;([^&]+)&quot;", found[0][2])
        assert token
        copied = dict(browser.cookies)
        status, _, text = browser.ask(
            "POST", f"{PREFIX}/sign-out", f"token={token[1]}", Origin="https://host.example"
        )
        assert status == 200
        assert (
            "post_logout_redirect_uri=https%3A%2F%2Fhost.example%2Fdashboard%2Fsigned-out" in text
        )
        browser.cookies = copied
        ended = [browser.ask("GET", f"{PREFIX}/about")[0] for _ in range(TRIES)]
        assert set(ended) == {303}


def test_what_machines_ask_for_stays_open(port: int) -> None:
    assert get(port, f"{PREFIX}/healthz")[0] == 200
    assert get(port, f"{PREFIX}/readyz")[0] == 200


KEPT_FOR_ALL = (
    "/area?area=south-west",
    "/_dash-update-component/page?pathname=/dashboard/area&search=%3Farea%3Dsouth-west",
    "/_dash-layout",
    "/api/v1/series?offence=burglary",
    "/exports/workbook?page=about",
)
"""What a proxy may keep, or has an address like what it may keep, where nobody signs in."""


def test_no_proxy_keeps_what_a_reader_who_signed_in_was_told(
    port: int, provider: OpenIdProvider, tmp_path: Path
) -> None:
    with haproxy(tmp_path, [port]) as balancer, proxy(balancer, PREFIX, strips=False) as at:
        browser = Browser(at)
        _, location, _ = browser.ask("GET", f"{PREFIX}/sign-in")
        callback = urlsplit(through_provider(location))
        browser.ask("GET", f"{callback.path}?{callback.query}")
        jar = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        for path in KEPT_FOR_ALL:
            for _ in range(2):
                status, headers = headers_of(at, path, jar)
                assert status == 200, path
                kept = headers["Cache-Control"]
                assert "private" in kept or "no-store" in kept, (path, kept)
                assert "public" not in kept
                assert "s-maxage" not in kept
                assert "Age" not in headers
            # Whoever has not signed in asks for the same right after.
            status, headers = headers_of(at, path, "")
            assert status in {303, 401}, path
            assert "Age" not in headers


def headers_of(port: int, path: str, cookies: str) -> tuple[int, Message]:
    """Ask for a path; return status and headers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", f"{PREFIX}{path}", headers={"Cookie": cookies})
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers
    finally:
        connection.close()
