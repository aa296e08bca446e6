"""A page without the inspector of JavaScript that Playwright has in each of its own.

While it listens, a browser finds out for each error that a script catches where that happened,
and reads the script again for it: plotly.js tries out at its start what a browser can do, and
takes twice the time. Readers have no inspector.
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from playwright.sync_api import Browser, CDPSession

from tests.performance.browser import LONGEST, WATCH, WINDOW, slow_line

POLL = 0.2


class Unobserved:
    """One page, in a browser's own words.

    Args:
        session: Of the whole browser.
        target: The page's name there.
    """

    def __init__(self, session: CDPSession, target: str) -> None:
        self._session = session
        self._numbers = count(1)
        self._answers: dict[int, dict[str, Any]] = {}
        session.on("Target.receivedMessageFromTarget", self._received)
        attached = session.send("Target.attachToTarget", {"targetId": target, "flatten": False})
        self._name = attached["sessionId"]

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and return its result.

        Raises:
            RuntimeError: the browser says that it failed, or says nothing.
        """
        number = next(self._numbers)
        message = json.dumps({"id": number, "method": method, "params": parameters})
        self._session.send(
            "Target.sendMessageToTarget", {"sessionId": self._name, "message": message}
        )
        end = time.monotonic() + LONGEST / 1000
        while number not in self._answers and time.monotonic() < end:
            # Events come in while a question is asked.
            self._session.send("Target.getTargets")
        answer = self._answers.pop(number, {"error": f"no answer to {method}"})
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    def value(self, expression: str) -> Any:
        """Return the value of an expression on the page; None while it has none."""
        told = self.send("Runtime.evaluate", expression=expression, returnByValue=True)
        return told["result"].get("value")

    def wait_for(self, expression: str) -> Any:
        """Return the value of an expression when it has one."""
        end = time.monotonic() + LONGEST / 1000
        while time.monotonic() < end:
            if (value := self.value(expression)) is not None:
                return value
            time.sleep(POLL)
        raise RuntimeError(f"{expression} got no value")

    def _received(self, event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        if event["sessionId"] == self._name and "id" in message:
            self._answers[message["id"]] = message


@contextmanager
def slow_page(browser: Browser) -> Iterator[Unobserved]:
    """A page on a slow line, of a reader who has never been here."""
    session = browser.new_browser_cdp_session()
    context = session.send("Target.createBrowserContext")["browserContextId"]
    made = session.send(
        "Target.createTarget", {"url": "about:blank", "browserContextId": context, **WINDOW}
    )
    page = Unobserved(session, made["targetId"])
    page.send("Page.enable")
    page.send("Network.enable")
    page.send("Network.emulateNetworkConditions", **slow_line())
    page.send("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
    yield page
    session.send("Target.disposeBrowserContext", {"browserContextId": context})
    session.detach()
