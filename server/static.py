"""Scripts and style sheets: content-hashed URLs, compressed once, cached by readers for a year.

Dash serves its scripts uncompressed and asks for some of them (plotly.js, every chunk that a
component loads later) without a fingerprint, so that browsers ask again at each visit. Here
every file that the application can serve gets a URL of the form
`/static/<hash>/<package>/<path>`. The hash covers the whole package and stands in the directory,
because a component finds its chunks relative to its own script: so chunks are fingerprinted too.
"""

import importlib.util
import logging
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from servestatic import ServeStaticASGI
from servestatic.responders import StaticFile
from starlette.types import ASGIApp

from data.fingerprint import fingerprint

LOG = logging.getLogger("server")
PREFIX = "/static/"
YEAR = 365 * 24 * 60 * 60
NEVER_SERVED = re.compile(
    r"\.map$"  # for debugging the libraries themselves
    r"|^dash_table/"  # the tables of the product are plain HTML
    r"|dash-ws-worker"  # callbacks do not use WebSockets here
    r"|async-enterprise"  # not licensed
)
"""Files that the libraries register and this product never sends."""

ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""Content encodings prepared in advance, and the suffix of their files."""


@dataclass(frozen=True)
class Resource:
    """One file that is served: where it is, where its compressed forms are kept, its URL."""

    path: Path
    url: str
    digest: str

    def compressed(self, cache: Path, encoding: str) -> Path:
        """Return where the file's form in one content encoding is kept."""
        return cache / "static" / (self.digest + ENCODINGS[encoding])


@dataclass(frozen=True)
class Lessened:
    """How a file is made smaller.

    Attributes:
        name: Changes whenever the result does; stands in the name of the file that is kept.
        make: From the whole content, the smaller one; a ``ValueError`` if it cannot.
    """

    name: str
    make: Callable[[bytes], bytes]


class Resources:
    """Every file that an application can serve, by package and path inside it."""

    def __init__(self) -> None:
        self._resources: dict[tuple[str, str], Resource] = {}
        self._combined: dict[str, Resource] = {}

    def __iter__(self) -> Iterator[Resource]:
        """Go through all files."""
        return iter(self._resources.values())

    def has(self, package: str) -> bool:
        """Tell whether any file of a package is served."""
        return any(name == package for name, _ in self._resources)

    def add(self, package: str, root: Path, paths: Iterable[str]) -> None:
        """Add the files of one package.

        Args:
            package: Name in the URL.
            root: The directory that `paths` start from.
            paths: Relative paths with forward slashes.
        """
        files = {path: root / path for path in sorted(paths) if not NEVER_SERVED.search(path)}
        digests = {
            path: fingerprint(file.read_bytes()) for path, file in files.items() if file.is_file()
        }
        whole = fingerprint(repr(sorted(digests.items())).encode())
        for path, digest in digests.items():
            url = f"{PREFIX}{whole}/{package}/{path}"
            self._resources[package, path] = Resource(files[path], url, digest)

    def combine(self, package: str, paths: Iterable[str], cache: Path) -> None:
        """Make one file of several, for pages that ask for all of them: one request, not many.

        Args:
            package: Name in the URL.
            paths: Files of one kind in one directory of the package, in the order that counts.
            cache: The directory that keeps the result.
        """
        parts = [self._resources[package, path] for path in paths]
        if not parts:
            return
        suffix = parts[0].path.suffix
        # A semicolon of its own keeps scripts apart, and keeps a directive at the beginning of
        # the first from holding for all.
        apart = b"\n;\n" if suffix == ".js" else b"\n"
        content = b"".join(apart + part.path.read_bytes() for part in parts)
        digest = fingerprint(content)
        file = cache / "static" / (digest + suffix)
        try:
            write_whole(file, content)
        except OSError:
            LOG.warning("%s cannot be written; pages ask for each of its parts", file)
            return
        # Beside its parts, since style sheets refer to files from where they are.
        beside = parts[0].url.rpartition("/")[0]
        whole = Resource(file, f"{beside}/all{suffix}", digest)
        self._resources[package, f"all{suffix}"] = whole
        self._combined |= {part.url: whole for part in parts}

    def lessen(self, package: str, path: str, lessened: Lessened, cache: Path) -> None:
        """Serve a file without what the product does not need of it.

        Args:
            package: The file's package.
            path: Where it is there.
            lessened: What makes the smaller file, and the name of how it does so.
            cache: The directory that keeps the result.
        """
        whole = self._resources[package, path]
        file = cache / "static" / f"{whole.digest}-{lessened.name}{whole.path.suffix}"
        try:
            if not file.exists():
                write_whole(file, lessened.make(whole.path.read_bytes()))
            digest = fingerprint(file.read_bytes())
        except (OSError, ValueError) as error:
            LOG.warning("%s is served whole: %s", whole.path.name, error)
            return
        self._resources[package, path] = Resource(
            file, f"{PREFIX}{digest}/{package}/{path}", digest
        )

    def find(self, package: str, path: str) -> Resource | None:
        """Return one file, or None where it is not served."""
        return self._resources.get((package, path))

    def for_pages(self, resource: Resource) -> Resource:
        """Return what pages ask for instead of a file: the one that it is part of, if any."""
        return self._combined.get(resource.url, resource)

    def url(self, package: str, path: str) -> str:
        """Return the fingerprinted URL of one file.

        Raises:
            KeyError: the file is not served.
        """
        return self._resources[package, path].url


def collect(registered: Mapping[str, Iterable[str]], assets: Path, cache: Path) -> Resources:
    """Gather every file that an application can serve.

    Args:
        registered: What Dash has registered: by Python package, paths inside it.
        assets: The application's own scripts, style sheets and images.
        cache: The directory that keeps what is made of them.
    """
    resources = Resources()
    for package, paths in registered.items():
        resources.add(package, _directory(package), paths)
    resources.add("bootstrap", _directory("flask_bootstrap") / BOOTSTRAP, ["bootstrap.min.css"])
    found = (file.relative_to(assets).as_posix() for file in assets.rglob("*") if file.is_file())
    own = sorted(path for path in found if not _hidden(path))
    resources.add("assets", assets, own)
    for suffix in (".css", ".js"):
        # Dash asks for them in the order of their names. Those in directories below refer to
        # others from there, so they stay by themselves.
        top = [path for path in own if path.endswith(suffix) and "/" not in path]
        resources.combine("assets", top, cache)
    return resources


BOOTSTRAP = "static/bootstrap5/css"
"""Where Bootstrap-Flask, which brings Bootstrap's own files, keeps its style sheet."""


class StaticFiles(ServeStaticASGI):  # type: ignore[misc]
    """Serve the resources; every other request goes on to the application.

    Fingerprinted URLs are immutable for a year. Assets also answer at their plain URL
    (`/assets/…`), where browsers ask each time whether they have changed.
    """

    FOREVER = YEAR

    def __init__(self, app: ASGIApp, resources: Resources, cache: Path) -> None:
        self._cache = cache
        self._by_path: dict[str, Resource] = {}
        super().__init__(
            app,
            max_age=0,
            allow_all_origins=False,
            immutable_file_test=lambda _path, url: url.startswith(PREFIX),
        )
        for resource in resources:
            package, path = resource.url.removeprefix(PREFIX).split("/", 2)[1:]
            file = str(self._snapshot(resource) if package == "assets" else resource.path)
            self._by_path[file] = resource
            self.add_file_to_dictionary(resource.url, file)
            if package == "assets":
                self.add_file_to_dictionary(f"/assets/{path}", file)

    def _snapshot(self, resource: Resource) -> Path:
        """Return a copy of a file as it is now, so that editing it leaves its address true."""
        copy = self._cache / "static" / (resource.digest + resource.path.suffix)
        if not copy.exists():
            try:
                write_whole(copy, resource.path.read_bytes())
            except OSError:
                LOG.warning("%s cannot be written; serving %s itself", copy, resource.path)
                return resource.path
        return copy

    def get_static_file(
        self, path: str, url: str, stat_cache: Mapping[str, Any] | None = None
    ) -> StaticFile:
        """Return the file with its compressed forms, which are kept apart from it."""
        resource = self._by_path[path]
        headers = Headers([("ETag", f'"{resource.digest}"')])
        self.add_mime_headers(headers, path, url)
        self.add_cache_headers(headers, path, url)
        file = StaticFile(
            path,
            headers.items(),
            encodings={
                encoding: str(resource.compressed(self._cache, encoding)) for encoding in ENCODINGS
            },
        )
        # The layer that compresses on the way says it for what it may compress.
        file.alternatives = [
            (encoding, at, sent if encoding else [pair for pair in sent if pair[0] != "Vary"])
            for encoding, at, sent in file.alternatives
        ]
        return file


def write_whole(target: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).chmod(0o644)
    Path(name).replace(target)


def _directory(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"No package {package!r} to serve files from")
    return Path(spec.submodule_search_locations[0])


def _hidden(path: str) -> bool:
    return any(part.startswith((".", "__")) for part in path.split("/"))
