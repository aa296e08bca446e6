"""The product's own addresses as readers see them, and which of them someone may be sent to."""

from dataclasses import dataclass
from urllib.parse import urlsplit

LONGEST = 2_000
NOT_AFTERWARDS = ("/sign-in", "/sign-out", "/signed-out", "/_dash", "/load/")
"""Where nobody is sent after signing in: it would go round in a circle, or is no page."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of one installation.

    Attributes:
        origin: Scheme, host and port: `https://dashboard.example.org`.
        prefix: The sub-path: `/dashboard`, or empty.
    """

    origin: str
    prefix: str

    @classmethod
    def of(cls, public_url: str) -> "Addresses":
        """Return those of the address under which readers see the dashboard."""
        parts = urlsplit(public_url)
        return cls(f"{parts.scheme}://{parts.netloc}".lower(), parts.path.rstrip("/"))

    @property
    def secure(self) -> bool:
        """Whether readers come over TLS."""
        return self.origin.startswith("https://")

    def path(self, path: str) -> str:
        """Return a path of the product as a link on the same host has it."""
        return self.prefix + path

    def whole(self, path: str) -> str:
        """Return a path of the product as a whole address."""
        return self.origin + self.prefix + path

    def afterwards(self, wanted: str) -> str:
        """Return where to go after signing in: a path of this product and nothing else.

        Args:
            wanted: What was asked for: a path without the sub-path, with its query. Whatever a
                browser could take for another host leads to the overview instead.
        """
        return self.whole(wanted if is_own_path(wanted) else "/")


def is_own_path(wanted: str) -> bool:
    """Whether a text is a path on this host, and nothing that a browser reads as another one."""
    if (
        not wanted.startswith("/")
        or wanted.startswith("//")
        or len(wanted) > LONGEST
        or not wanted.isascii()
    ):
        return False
    if any(sign <= " " or sign in '\\<>"\x7f' for sign in wanted):
        return False
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return False
    path = parts.path
    if parts.scheme or parts.netloc:
        return False
    upwards = ".." in path or "%2e" in path.lower()
    return not upwards and not path.startswith(NOT_AFTERWARDS)
