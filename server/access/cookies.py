"""The cookies of signing in: how they are called, and what browsers may do with them."""

from dataclasses import dataclass
from http.cookies import SimpleCookie

from starlette.datastructures import Headers
from starlette.types import Scope


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie of this product, for its own server only and never for a script.

    Over TLS its name begins with `__Host-`: browsers then take it only from this very host over
    TLS. It has no date of its own: it goes when the browser closes, and what is in it says when it
    is over.

    Attributes:
        name: What it is called, without the beginning.
        secure: Whether readers come over TLS.
    """

    name: str
    secure: bool

    @property
    def full_name(self) -> str:
        """Its name as browsers know it."""
        return f"__Host-{self.name}" if self.secure else self.name

    def read(self, scope: Scope) -> str:
        """Return its value in a request; empty where it has none."""
        given = Headers(scope=scope).getlist("cookie")
        for pair in "; ".join(given).split(";"):
            name, _, value = pair.strip().partition("=")
            if name == self.full_name:
                return value
        return ""

    def set(self, value: str, *, seconds: int | None = None) -> tuple[bytes, bytes]:
        """Return the header that sets it."""
        return self._header(value, seconds)

    def clear(self) -> tuple[bytes, bytes]:
        """Return the header that removes it."""
        return self._header("", 0)

    def _header(self, value: str, seconds: int | None) -> tuple[bytes, bytes]:
        cookie: SimpleCookie = SimpleCookie()
        cookie[self.full_name] = value
        morsel = cookie[self.full_name]
        morsel["path"], morsel["httponly"], morsel["samesite"] = "/", True, "Lax"
        morsel["secure"] = self.secure
        if seconds is not None:
            morsel["max-age"] = seconds
        return b"set-cookie", morsel.OutputString().encode("latin-1")


def cookie_name(purpose: str, prefix: str) -> str:
    """Return the name of a cookie: dashboards under different sub-paths of a host have their own.

    Args:
        purpose: What it is for.
        prefix: The sub-path.
    """
    place = prefix.strip("/").replace("/", "-")
    return f"{purpose}-{place}" if place else purpose
