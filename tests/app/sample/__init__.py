"""A small application that uses every feature of `server`, for tests of the server alone."""

from pathlib import Path

from dash import html, page_container

from server.dashboard import Dashboard
from server.settings import Settings
from server.stack import install

_CALLS: list[str] = []


def calls() -> list[str]:
    """What the sample's functions were called for, in order; a test may clear it."""
    return _CALLS


HERE = Path(__file__).parent


class Release:
    """The release that the sample's answers belong to; a test may change it."""

    def __init__(self) -> None:
        self.name = "first"

    def __call__(self) -> str:
        return self.name


def sample_app(settings: Settings, release: Release | None = None) -> Dashboard:
    """Build the sample. Its pages take the place of those of an application built before."""
    app = Dashboard("app", title="Sample", assets=HERE / "assets", pages=HERE / "pages")
    app.layout = html.Main([html.H1("Sample"), page_container])
    install(app, settings, release=release or Release())
    return app
