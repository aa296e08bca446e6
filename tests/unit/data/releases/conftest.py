"""What the tests of releases share: each content is loaded once."""

from pathlib import Path

import pytest

from data.releases import publishing, switching
from data.releases.reading import zero
from data.store import Store, load_tables


@pytest.fixture(scope="session")
def loaded() -> dict[str, Store]:
    """The data loaded so far, by content."""
    return {}


@pytest.fixture
def each_content_is_loaded_once(monkeypatch: pytest.MonkeyPatch, loaded: dict[str, Store]) -> None:
    """Tests make many releases of a few contents, and loading would take most of their time."""

    def load_once(directory: Path, *_: object, fallback: Path | None = None) -> Store:
        content = zero(directory).content
        if content not in loaded:
            loaded[content] = load_tables(directory, fallback=fallback)
        return loaded[content]

    for module in (publishing, switching):
        monkeypatch.setattr(module, "load_tables", load_once)
