"""Fixtures of the tests without a browser: the sample application, its client, who signs in."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from server.dashboard import Dashboard
from server.precompress import precompress
from server.settings import Settings
from server.static import Resources
from tests.app.openid import OpenIdProvider, openid_provider
from tests.app.registry import own_pages
from tests.app.sample import HERE, Release, sample_app


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The defaults, with a cache of the tests' own, and nothing in the background."""
    return Settings(cache_dir=tmp_path_factory.mktemp("cache"), warm_up=False)


@pytest.fixture(scope="module")
def release() -> Release:
    """The release of the sample's data."""
    return Release()


@pytest.fixture(scope="module")
def sample(settings: Settings, release: Release) -> Iterator[Dashboard]:
    """The sample application; afterwards the pages registered before are back."""
    with own_pages():
        yield sample_app(settings, release)


@pytest.fixture
def client(sample: Dashboard) -> Iterator[TestClient]:
    """A client of the sample. It reports a failure as a reader sees it, not as an exception."""
    with TestClient(sample.server, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def compressed(sample: Dashboard, settings: Settings) -> Iterator[TestClient]:
    """A client of a sample whose own assets are compressed; the libraries' take too long."""
    own = Resources()
    own.add("assets", HERE / "assets", ["sample.css", "areas.json", "mark.svg"])
    own.combine("assets", ["sample.css"], settings.cache_dir)
    precompress(own, settings.cache_dir)
    app = sample_app(settings, Release())
    with TestClient(app.server) as client:
        yield client


@pytest.fixture(scope="module")
def provider() -> Iterator[OpenIdProvider]:
    """A provider of OpenID Connect; a test says who signs in."""
    with openid_provider() as provider:
        yield provider
