"""Settings: each documented, each bad value explained."""

import re
from pathlib import Path

import pytest

from server.settings import ROOT, Settings, SettingsError, load_settings

DOCUMENT = ROOT / "docs" / "operations.md"
ROW = re.compile(r"^\| `([A-Z_]+)` \| (.*?) \| (.*?) \|$", re.MULTILINE)


def documented() -> dict[str, tuple[str, str]]:
    rows = ROW.findall(DOCUMENT.read_text(encoding="utf-8"))
    return {name: (default, meaning) for name, default, meaning in rows}


def test_the_documentation_lists_exactly_the_settings() -> None:
    assert sorted(documented()) == sorted(name.upper() for name in Settings.model_fields)


@pytest.mark.parametrize("name", list(Settings.model_fields))
def test_the_documentation_has_default_and_meaning(name: str) -> None:
    field = Settings.model_fields[name]
    default = field.default
    shown = str(default).lower() if isinstance(default, bool) else str(default)
    assert documented()[name.upper()] == (f"`{shown}`" if shown else "–", field.description)


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("PORT", "eighty", ["PORT='eighty'", "from 1 to 65535"]),
        ("PORT", "0", ["PORT='0'", "from 1 to 65535"]),
        ("PORT", "65536", ["PORT='65536'", "from 1 to 65535"]),
        ("WORKERS", "-1", ["WORKERS='-1'", "from 1 to 64"]),
        ("WORKERS", "1.5", ["WORKERS='1.5'", "from 1 to 64"]),
        ("HSTS", "perhaps", ["HSTS='perhaps'", "true or false"]),
        ("LOG_LEVEL", "loud", ["LOG_LEVEL='loud'", "'debug', 'info', 'warning' or 'error'"]),
        ("MARKING", "x" * 101, ["MARKING='xxx", "one line of at most 100 characters"]),
        ("MARKING", "SECRET\nuntil noon", ["MARKING='SECRET\\nuntil", "line break", "one line"]),
        ("MARKING", "OFFICIAL\x07", ["MARKING='OFFICIAL\\x07'", "control character"]),
        ("MAX_REQUEST_KB", "1", ["MAX_REQUEST_KB='1'", "from 16 to 102400"]),
    ],
)
def test_a_bad_value_is_explained(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, expected: list[str]
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    for part in expected:
        assert part in str(caught.value)


def test_every_bad_value_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "x")
    monkeypatch.setenv("WORKERS", "y")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert [line.partition("=")[0] for line in str(caught.value).splitlines()] == [
        "PORT",
        "WORKERS",
    ]


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "")
    assert load_settings().port == Settings.model_fields["port"].default


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("/srv/releases", "not a URL such as file:///srv/releases"),
        ("file://", "not a URL"),
        ("gopher://host/releases", "no way to reach gopher://"),
    ],
)
def test_a_store_that_cannot_be_reached_in_any_way_is_refused(
    monkeypatch: pytest.MonkeyPatch, value: str, message: str
) -> None:
    monkeypatch.setenv("RELEASE_STORE", value)
    with pytest.raises(SettingsError, match=message):
        load_settings()


def test_directories_start_at_the_root(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATA_DIR", "other/files")
    monkeypatch.setenv("CACHE_DIR", str(tmp_path))
    settings = load_settings()
    assert settings.data_dir == ROOT / "other" / "files"
    assert settings.cache_dir == tmp_path


def test_a_marking_of_a_hundred_characters_is_taken_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MARKING", "É" * 100)
    assert load_settings().marking == "É" * 100


def test_a_marking_loses_the_spaces_around_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARKING", "  OFFICIAL – draft ")
    assert load_settings().marking == "OFFICIAL – draft"
