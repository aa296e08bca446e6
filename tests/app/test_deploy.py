"""What is under deploy/ names settings, files and commands that exist."""

import configparser
import re
from pathlib import Path
from typing import Any

import yaml

from server.settings import ROOT, Settings

DEPLOY = ROOT / "deploy"
SETTINGS = {name.upper() for name in Settings.model_fields}


def compose() -> dict[str, Any]:
    known: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
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
