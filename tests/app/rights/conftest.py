"""One dashboard with sign-in, and a reader of each role."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.access.rights import Role
from tests.app.openid import OpenIdProvider
from tests.app.rights.asked import EDITORS_TOKEN, TOKEN, digest
from tests.app.signed_in import Reader, dashboard


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("access")


@pytest.fixture(scope="module")
def app(provider: OpenIdProvider, place: Path) -> Iterator[Any]:
    tokens = f"nightly:viewer:{digest(TOKEN)},loader:editor:{digest(EDITORS_TOKEN)}"
    with dashboard(
        provider,
        place,
        api_tokens=tokens,
        oidc_api_audience="the-data",
        viewer_downloads=False,
        metrics=True,
        metrics_token="for prometheus",  # noqa: S106 - made up
    ) as app:
        yield app


@pytest.fixture(scope="module")
def readers(app: Any, provider: OpenIdProvider) -> dict[str, Reader]:
    """A signed-in reader of each role, and nobody."""
    found = {"nobody": Reader(app, provider)}
    for role in Role:
        found[role] = Reader(app, provider)
        assert found[role].sign_in(role).status_code == 303
    return found
