"""What whoever runs the server relies on: health, measures, logs, a sub-path behind a proxy."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import app as product
from server.routes import OTHER, route_of
from server.settings import ROOT, Settings, SettingsError, load_settings
from tests.app.processes import environment, free_port, get, serving, wait_until
from tests.app.proxy import proxy
from tests.app.questions import ROUTE, visit
from tests.app.registry import own_pages

ADDRESS = re.compile(r'(?:href|src|action)"?[=:]\s*"(/[^"]*)"')
SERVING = re.compile(r'^data_release_number\{pid="\d+"\} (\S+)$', re.MULTILINE)
BOUNDARIES = re.compile(r"[a-z/]*/boundaries/[0-9a-f]+/[a-z]+[.]json")
TOKEN = "a-token-for-this-test"  # noqa: S105 - made up


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The product under a sub-path, with measures."""
    settings = Settings(
        cache_dir=tmp_path_factory.mktemp("cache"),
        warm_up=False,
        root_path="/dashboard/",
        metrics=True,
        metrics_token=TOKEN,
    )
    with own_pages():
        app = product.create_app(settings)
        with TestClient(app.server, raise_server_exceptions=False) as client:
            yield client


def question(path: str) -> dict[str, object]:
    """What a browser asks when it opens a page at this address."""
    return visit(path)


def unescaped(text: str) -> str:
    """The text of an answer as it is once JSON within JSON is read."""
    text = re.sub(r"\\+u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)
    return text.replace("\\", "")


def measures(client: TestClient) -> dict[str, float]:
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def test_it_says_that_it_is_alive_and_which_release_it_serves(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "alive"}
    ready = client.get("/dashboard/readyz")
    assert ready.status_code == 200
    assert ready.headers["cache-control"] == "no-store"
    known = ready.json()
    assert known["status"] == "ready"
    assert re.fullmatch(r"\d{4}-[0-9a-f]{16}", known["release"])
    assert (known["newest_month"], known["refused"]) == ("2026-02", None)
    assert known["content"] == ready.headers["x-data-release"]


def test_measures_count_requests_callbacks_and_the_release(client: TestClient) -> None:
    before = measures(client)
    for _ in range(3):
        assert client.get("/dashboard/api/v1/areas?area=x&q=secret").status_code in {200, 422}
    assert client.get("/dashboard/nowhere-4711").status_code == 404
    assert client.get("/dashboard/nowhere-4712").status_code == 404
    client.post(f"/dashboard{ROUTE}", json=question("/dashboard/about"))
    after = measures(client)

    def more(name: str) -> float:
        return sum(
            after[each] - before.get(each, 0)
            for each in after
            if each.startswith(name.partition("{")[0]) and name.partition("{")[2] in each
        )

    assert more('http_requests_total{route="/api/v1/areas"') == 3
    assert more('http_requests_total{route="other",status="404"') == 2
    assert more("http_request_duration_seconds_count{/_dash-update") == 1
    assert more("callback_duration_seconds_count{_pages_content") == 1
    assert after["data_release_refused"] == 0
    assert after["data_release_age_seconds"] > 0
    assert not any("4711" in name or "secret" in name for name in after)


def test_measures_are_given_to_whoever_has_the_token(client: TestClient) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN}):
        answer = client.get("/metrics", headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert "http_requests_total" not in answer.text


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "ä", "<script>"])
def test_a_request_gets_an_id_of_its_own(client: TestClient, given: str) -> None:
    headers = {b"X-Request-ID": given.encode()}
    name = client.get("/healthz", headers=headers).headers["x-request-id"]
    assert re.fullmatch(r"[0-9a-f]{32}", name)


def test_a_proxys_id_is_kept(client: TestClient) -> None:
    headers = {"X-Request-ID": "abc-1.2_3"}
    assert client.get("/nowhere", headers=headers).headers["x-request-id"] == "abc-1.2_3"


def test_a_route_stands_for_many_paths() -> None:
    route = route_of(["/", "/area"], ["/api/v1/areas", "/api/v1/datasets/{name}.csv"])
    assert route("/api/v1/areas") == "/api/v1/areas"
    assert route("/api/v1/datasets/a-b.csv") == "/api/v1/datasets/{name}.csv"
    assert route("/area") == "/area"
    assert route("/static/abc/x.js") == "/static/…"
    assert route("/area/4711") == route("/wp-login.php") == OTHER


def test_every_address_is_under_the_sub_path(client: TestClient) -> None:
    for page in ("/", "/crime-trends", "/about", "/nowhere"):
        text = client.get(f"/dashboard{page}").text
        found = set(ADDRESS.findall(text))
        assert len(found) > 10
        assert all(each.startswith("/dashboard/") for each in found), found
        assert (
            json.loads(text.partition('application/json">')[2].partition("<")[0])[
                "requests_pathname_prefix"
            ]
            == "/dashboard/"
        )


@pytest.mark.parametrize(
    "page", ["/", "/crime-trends", "/knife-injury", "/burglary", "/area", "/milestones", "/about"]
)
def test_every_link_that_a_page_draws_is_under_the_sub_path(client: TestClient, page: str) -> None:
    answer = client.post(f"/dashboard{ROUTE}", json=question(f"/dashboard{page}"))
    assert answer.status_code == 200
    text = unescaped(answer.text)
    found = ADDRESS.findall(text)
    assert found
    assert all(each.startswith("/dashboard/") for each in found), found
    boundaries = BOUNDARIES.findall(text)
    assert boundaries or page not in {"/", "/burglary"}
    assert all(each.startswith("/dashboard/boundaries/") for each in boundaries)


def test_redirects_and_documents_keep_the_sub_path(client: TestClient) -> None:
    def leads(path: str) -> str:
        return client.get(path, follow_redirects=False).headers["location"]

    assert leads("/dashboard/crime-trends/?area=london") == "/dashboard/crime-trends?area=london"
    assert leads("/dashboard/api/v1") == "/dashboard/api/v1/docs"
    # A proxy that takes the sub-path off.
    assert leads("/crime-trends/") == "/dashboard/crime-trends"
    document = client.get("/dashboard/api/v1/openapi.json").json()
    assert all(path.startswith("/dashboard/api/v1/") for path in document["paths"])
    assert 'href="/dashboard' in client.get("/dashboard/api/v1/docs").text


@pytest.mark.parametrize("value", ["dashboard", "/a b", "//x", "/<x>", "https://a/b"])
def test_a_bad_sub_path_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("ROOT_PATH", value)
    with pytest.raises(SettingsError, match=r"ROOT_PATH=.*a path such as /dashboard"):
        load_settings()


@pytest.mark.parametrize("strips", [True, False])
def test_through_a_real_proxy_everything_that_a_page_names_is_there(strips: bool) -> None:
    port = free_port()
    with (
        serving("app.py", PORT=port, ROOT_PATH="/a/dashboard"),
        proxy(port, "/a/dashboard", strips=strips) as outside,
    ):
        status, body = get(outside, "/a/dashboard/about")
        assert status == 200
        for address in ADDRESS.findall(body.decode()):
            assert get(outside, address)[0] == 200, address
        assert get(outside, "/a/dashboard")[0] == 200
        assert get(outside, "/a/dashboard/api/v1/series")[0] == 200
        connection = HTTPConnection("127.0.0.1", outside, timeout=60)
        headers = {"Content-Type": "application/json"}
        body = json.dumps(question("/a/dashboard/burglary")).encode()
        connection.request("POST", f"/a/dashboard{ROUTE}", body, headers)
        response = connection.getresponse()
        assert response.headers["Strict-Transport-Security"]
        boundaries = BOUNDARIES.findall(unescaped(response.read().decode()))
        connection.close()
        assert boundaries
        assert get(outside, boundaries[0])[0] == 200


def _areas_asked(text: str) -> float:
    """How often the areas were asked for, by the measures of all processes."""
    counts = re.findall(r'http_requests_total\{.*route="/api/v1/areas".*\} (\S+)', text)
    return sum(float(count) for count in counts)


def test_several_processes_give_one_set_of_measures_and_one_log(tmp_path: Path) -> None:
    port = free_port()
    place = tmp_path / "stderr"
    given = environment(PORT=port, WORKERS=2, METRICS="true", ACCESS_LOG="true")
    with place.open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env=given,
            stdout=subprocess.DEVNULL,
            stderr=log,
        )
        try:
            wait_until(lambda: _answers(port) and len(SERVING.findall(_measured(port))) == 2)
            for _ in range(20):
                assert get(port, "/api/v1/areas?q=a-private-word")[0] in {200, 422}
            # A request is counted once it has been answered, a moment later.
            wait_until(lambda: _areas_asked(_measured(port)) == 20)
            text = _measured(port)
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=60) == 0
        finally:
            process.kill()
    assert _areas_asked(text) == 20
    assert [float(number) for number in SERVING.findall(text)] == [0, 0]
    written = place.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in written.splitlines()]
    asked = [line for line in lines if line.get("route") == "/api/v1/areas"]
    assert len(asked) == 20
    assert {"time", "level", "request_id", "method", "status", "duration_ms", "release"} <= set(
        asked[0]
    )
    assert len({line["request_id"] for line in asked}) == 20
    assert "private" not in written
    assert "127.0.0.1" not in written


def _measured(port: int) -> str:
    return get(port, "/metrics")[1].decode()


def _answers(port: int) -> bool:
    try:
        return get(port, "/readyz")[0] == 200
    except OSError:
        return False
