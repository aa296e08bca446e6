"""The digest as a mail program shows it: wide and narrow, on light and on dark ground."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

import pytest
from dash._get_paths import CONFIG
from playwright.sync_api import Browser, Page

from components.pack.digest import as_html, digest
from data.periods import Month
from tests.unit.components.views import milestone_quarters

MARKING = (
    "OFFICIAL-SENSITIVE – draft until 20 July, not for publication before the oversight meeting"
)


@pytest.fixture(scope="module", params=["", "https://dashboard.example"])
def written(request: pytest.FixtureRequest) -> Iterator[str]:
    missing = "requests_pathname_prefix" not in CONFIG
    if missing:
        CONFIG["requests_pathname_prefix"] = "/"
    yield as_html(
        digest(
            milestone_quarters.store(),
            area="london",
            since="2018-09",
            as_at=Month(2018, 12),
            made=datetime.date(2019, 1, 20),
            marking=MARKING,
            public_url=request.param,
        )
    )
    if missing:
        del CONFIG["requests_pathname_prefix"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 600])
def test_it_reads_in_every_mail_program(
    browser: Browser, axe: Callable[[Page], None], written: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(written)
    assert asked == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    markings = page.get_by_text(MARKING)
    assert markings.count() == 2
    assert all(each.is_visible() for each in markings.all())
    axe(page)
    context.close()
