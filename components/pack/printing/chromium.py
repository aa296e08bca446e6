"""The Chromium that prints."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from components.pack.printing.errors import PrintingError

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS: Final = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Nothing but the product's own pages is fetched."""
ROOT: Final = 0


def find_chromium() -> str:
    """The path of a Chromium: the one that ``CHROMIUM`` names, or the first on the path.

    Raises:
        PrintingError: there is none; says what to install.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        if found is None:
            raise PrintingError(f"CHROMIUM={named} is not a program.")
        return found
    for name in NAMES:
        if found := shutil.which(name):
            return found
    raise PrintingError(
        "Printing needs Chromium, and none is installed. Install it (Debian: apt-get install "
        "chromium fonts-liberation), or set CHROMIUM to the path of one."
    )


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium without a window, until the block ends.

    Raises:
        PrintingError: there is none, or what drives it is not installed.
    """
    path = find_chromium()
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - only to print
    except ImportError:
        raise PrintingError(
            "Printing needs the libraries of requirements-print.txt: `make pack` installs them."
        ) from None
    # Chromium does not sandbox itself for the superuser, as in a container.
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == ROOT else list(FLAGS)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=flags)
        except Error as error:
            raise PrintingError(f"{path} does not start: {error.message.splitlines()[0]}") from None
        try:
            yield browser
        finally:
            browser.close()
