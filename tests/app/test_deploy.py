"""What is under deploy/ names settings, files and commands that exist."""

import configparser
import re
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml

from server.settings import ROOT, Settings
from tests.app.processes import get
from tests.app.services import haproxy, program

DEPLOY = ROOT / "deploy"
SETTINGS = {name.upper() for name in Settings.model_fields}


def compose(name: str = "compose.yaml") -> dict[str, Any]:
    known: dict[str, Any] = yaml.safe_load((DEPLOY / name).read_text(encoding="utf-8"))
    return known


def test_the_image_copies_what_the_product_is_made_of() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = {
        name
        for line in re.findall(r"^COPY (?!--from)(.*)$", text, re.MULTILINE)
        for name in line.split()[:-1]
    }
    assert all((ROOT / name).exists() for name in copied)
    packages = {place.parent.name for place in ROOT.glob("*/__init__.py")} - {"tests"}
    assert packages | {"app.py", "assets", "requirements.txt", "constraints.txt"} <= copied
    ignored = (ROOT / ".containerignore").read_text(encoding="utf-8").split()
    assert not copied & set(ignored)
    assert "data/files/releases" in ignored


def test_every_setting_that_is_set_exists_and_is_valid() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    (line,) = re.findall(r"^ENV (.*)$", text, re.MULTILINE)
    image = dict(each.split("=", 1) for each in line.split())
    given = {name: image[name] for name in image if name not in {"PATH", "PYTHONUNBUFFERED"}}
    given |= compose()["services"]["dashboard"]["environment"]
    assert set(given) <= SETTINGS
    plain = {name.lower(): value for name, value in given.items() if "$" not in value}
    settings = Settings.model_validate(plain)
    assert (settings.host, settings.workers, settings.hsts) == ("0.0.0.0", 2, True)  # noqa: S104


def test_releases_outlive_the_container() -> None:
    service = compose()["services"]["dashboard"]
    places = [volume.split(":")[1] for volume in service["volumes"]]
    assert "/srv/dashboard/data/files/releases" in places
    assert service["read_only"] is True
    assert "ports" not in service, "readers come through the proxy"


def test_the_proxy_reaches_the_port_and_keeps_the_measures_inside() -> None:
    text = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    assert f"dashboard:{Settings.model_fields['port'].default}" in text
    assert "path /metrics" in text


def test_several_dashboards_hold_nothing_that_another_lacks() -> None:
    many = compose("compose.many.yaml")
    service = many["services"]["dashboard"]
    given = service["environment"]
    assert set(given) <= SETTINGS
    plain = {name: re.sub(r"\$\{\w+:-(.*?)\}", r"\1", value) for name, value in given.items()}
    settings = Settings.model_validate({name.lower(): value for name, value in plain.items()})
    assert settings.release_store == "file:///srv/releases"
    places = {volume.split(":")[1]: volume.split(":")[0] for volume in service["volumes"]}
    assert places["/srv/releases"] in many["volumes"]
    assert "/srv/releases" in (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    assert settings.cache_url.get_secret_value().startswith("redis://cache:")
    assert "cache" in many["services"]
    assert not any("ports" in each for name, each in many["services"].items() if name != "proxy")
    upstream = many["services"]["proxy"]["environment"]["DASHBOARD_UPSTREAM"]
    configuration = (DEPLOY / "haproxy.cfg").read_text(encoding="utf-8")
    assert upstream == "balancer:8080"
    assert "bind :8080" in configuration
    assert f"dashboard:{settings.port}" in configuration
    assert "{$DASHBOARD_UPSTREAM:dashboard:8050}" in (DEPLOY / "Caddyfile").read_text("utf-8")


def test_haproxy_takes_its_configuration() -> None:
    done = subprocess.run(
        [program("haproxy"), "-c", "-f", str(DEPLOY / "haproxy.cfg")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_script_that_one_server_lacks_comes_from_the_other(tmp_path: Path) -> None:
    """While one version of the program replaces another; a page that one lacks is not there."""
    with serving_files({}) as older, serving_files({"/static/new/a.js": b"new"}) as newer:  # noqa: SIM117
        with haproxy(tmp_path, [older, newer]) as port:
            for _ in range(6):
                assert get(port, "/static/new/a.js") == (200, b"new")
            assert get(port, "/static/older/a.js")[0] == 404
            assert get(port, "/metrics")[0] == 404


def test_a_question_whose_server_dies_is_asked_of_another(tmp_path: Path) -> None:
    """Its body comes after its headers, as browsers send it; what may change something is not."""
    with serving_files({}, mortal=True) as dying, serving_files({}) as well:  # noqa: SIM117
        with haproxy(tmp_path, [dying, well]) as port:
            assert [post(port, "/_dash-update-component") for _ in range(4)] == [200] * 4
            found = [post(port, "/load/files") for _ in range(4)]
            assert sorted(found) == [200, 200, 502, 502]


def post(port: int, path: str) -> int:
    """Ask on a connection of its own, the body after the headers; return the status."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest("POST", path)
    connection.putheader("Content-Length", "4")
    connection.endheaders()
    time.sleep(0.05)
    connection.send(b"what")
    return connection.getresponse().status


@contextmanager
def serving_files(files: dict[str, bytes], *, mortal: bool = False) -> Iterator[int]:
    """Serve these files, and that all is well, until the block ends.

    Args:
        files: What there is.
        mortal: Whether a question is met with silence and a closed connection.
    """
    known = files | {"/readyz": b"ready", "/healthz": b"alive"}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            content = known.get(self.path, b"none")
            self.send_response(200 if self.path in known else 404)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            if mortal:
                self.close_connection = True
                return
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


def test_the_unit_starts_the_server_and_waits_for_its_end() -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read(DEPLOY / "met-dashboard.service", encoding="utf-8")
    service = unit["Service"]
    assert service["ExecStart"].endswith(".venv/bin/python -m server")
    assert int(service["TimeoutStopSec"]) > Settings.model_fields["shutdown_seconds"].default
    names = {part.split("=")[0] for part in service["Environment"].split()}
    assert names <= SETTINGS
    assert Path(service["WorkingDirectory"]) == Path("/srv/dashboard")
