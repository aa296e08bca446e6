"""`python -m server.precompress`: compress what the application serves, once, at set-up.

Compressed forms are kept under the name of the content's hash, so a second run finds nothing to
do and a changed file is the only one compressed again. The strongest settings are used: this
costs seconds once and saves every first visit.
"""

import gzip
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import brotli

from server.settings import load_settings
from server.static import ENCODINGS, Resource, Resources, write_whole

WORTH_COMPRESSING = {".js", ".css", ".svg", ".json", ".geojson", ".txt", ".html"}
SMALLEST = 500
"""Bytes below which a file is sent as it is."""

COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda content: brotli.compress(content, quality=11, lgwin=24),
    "gzip": lambda content: gzip.compress(content, compresslevel=9, mtime=0),
}


def precompress(resources: Resources, cache: Path) -> int:
    """Compress every resource that is not compressed yet.

    Args:
        resources: What the application can serve.
        cache: The directory that keeps compressed forms.

    Returns:
        How many files were compressed now.
    """
    waiting = sorted(
        {
            (resource.path, encoding, resource.compressed(cache, encoding))
            for resource in resources
            for encoding in ENCODINGS
            if _worth(resource) and not resource.compressed(cache, encoding).exists()
        },
        key=lambda job: -job[0].stat().st_size,
    )
    if waiting:
        with ProcessPoolExecutor() as pool:
            list(pool.map(_compress, *zip(*waiting, strict=True)))
    return len({path for path, _, _ in waiting})


def main() -> None:
    """Compress for the application as it stands; reads no data."""
    # The application imports this package, so it is imported by name, here only.
    from importlib import import_module  # noqa: PLC0415

    settings = load_settings()
    resources = import_module("app").build().find_resources(settings.cache_dir)
    count = precompress(resources, settings.cache_dir)
    if count:
        print(f"Compressed {count} scripts and style sheets.")


def _worth(resource: Resource) -> bool:
    file = resource.path
    return file.suffix in WORTH_COMPRESSING and file.stat().st_size >= SMALLEST


def _compress(path: Path, encoding: str, target: Path) -> None:
    write_whole(target, COMPRESSORS[encoding](path.read_bytes()))


if __name__ == "__main__":
    main()
