"""A dashboard with sign-in, and readers of it, for tests without a browser."""

import html
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

import app as product
from server.settings import Settings
from tests.app.openid import OpenIdProvider, User, sign_in_settings
from tests.app.registry import own_pages

HERE = "https://dashboard.test"
SESSION = "__Host-session"
ACCOUNT = re.compile(r'<meta name="account" content="([^"]*)">')
ROLES = {
    "viewer": ["dashboard-viewers"],
    "reviewer": ["dashboard-reviewers"],
    "editor": ["dashboard-editors"],
    "nobody": ["another-group"],
}


@contextmanager
def dashboard(provider: OpenIdProvider, place: Path, **more: Any) -> Iterator[Any]:
    """The product with sign-in; afterwards the pages registered before are back."""
    given = {
        "cache_dir": place / "cache",
        "access_dir": place / "access",
        "warm_up": False,
        **sign_in_settings(provider),
        **more,
    }
    with own_pages():
        yield product.create_app(Settings(**given))


class Reader(TestClient):
    """A browser: keeps cookies, says where its requests come from."""

    def __init__(self, app: Any, provider: OpenIdProvider) -> None:
        super().__init__(
            app.server, base_url=HERE, follow_redirects=False, raise_server_exceptions=False
        )
        self.provider = provider

    def open(self, path: str) -> Any:
        """Open an address as a person does."""
        return self.get(path, headers={"Accept": "text/html", "Sec-Fetch-Mode": "navigate"})

    def answer_of_provider(self, path: str = "/sign-in") -> str:
        """Begin to sign in, and return where the provider leads back to."""
        begun = self.open(path)
        assert begun.status_code == 303, begun.text
        import httpx2  # noqa: PLC0415

        back = httpx2.get(begun.headers["location"])
        return str(back.headers["location"])

    def sign_in(self, role: str = "viewer", path: str = "/sign-in") -> Any:
        """Sign in with a role."""
        self.provider.user = User(f"u-{role}", f"Alex {role.title()}", ROLES[role])
        return self.open(self.answer_of_provider(path))

    def account(self) -> dict[str, Any]:
        """What a page says of who opened it."""
        found = ACCOUNT.search(self.open("/about").text)
        assert found
        account: dict[str, Any] = json.loads(html.unescape(found[1]))
        return account

    def ask(self, question: Any, **headers: str) -> Any:
        """Ask a callback, as a page does."""
        given = {"Origin": HERE, **headers}
        return self.post("/_dash-update-component", json=question, headers=given)

    def change(self, method: str, path: str, **more: Any) -> Any:
        """Ask for a change, as a page does."""
        headers = {"Origin": HERE, "X-CSRF-Token": self.account()["token"]}
        return self.request(method, path, headers=headers, **more)


def entries(place: Path) -> list[dict[str, str]]:
    """The audit log."""
    file = place / "access" / "audit.jsonl"
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
