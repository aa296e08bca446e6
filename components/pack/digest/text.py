"""A digest as plain text: lines of at most 72 characters, addresses whole on lines of their own."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from components.pack.words import clean

if TYPE_CHECKING:
    from components.pack.digest.model import Digest, Group, Line, Part

WIDTH: Final = 72


def as_text(digest: Digest) -> str:
    """Write a digest as plain text.

    Args:
        digest: What to say.

    Returns:
        Lines of at most :data:`WIDTH` characters, but for an address, which never breaks.
    """
    return "\n".join([*_head(digest), *_parts(digest), *_foot(digest)]) + "\n"


def _head(digest: Digest) -> Iterator[str]:
    if digest.marking:
        yield from _wrapped(digest.marking)
        yield ""
    yield from _heading(digest.title, "=")
    yield from _wrapped(digest.context)
    yield ""
    if digest.nothing_new:
        yield from _wrapped(digest.nothing_new)
        yield ""
    for sentence in digest.summary:
        yield from _wrapped(sentence, "- ")
    yield ""


def _parts(digest: Digest) -> Iterator[str]:
    for part in digest.parts:
        if part.groups:
            yield from _part(digest, part)


def _part(digest: Digest, part: Part) -> Iterator[str]:
    yield ""
    yield from _heading(part.title, "-")
    for group in part.groups:
        yield from _group(digest, group)
    for note in part.notes:
        yield from _wrapped(note)
    if part.source:
        yield from _wrapped(part.source)
    yield from _address(digest, part.path, "")
    yield ""


def _group(digest: Digest, group: Group) -> Iterator[str]:
    meaning = f" {group.meaning[:1].lower()}{group.meaning[1:]}" if group.meaning else ""
    yield from _wrapped(f"{group.title}:{meaning}")
    yield ""
    for line in group.lines:
        yield from _line(digest, line)
    yield ""


def _line(digest: Digest, line: Line) -> Iterator[str]:
    said = f"{line.mark}: {line.text}" if line.mark else line.text
    yield from _wrapped(said, "- ")
    for detail in line.details:
        yield from _wrapped(detail, "  ")
    yield from _address(digest, line.path, "  ")


def _foot(digest: Digest) -> Iterator[str]:
    yield ""
    yield from _heading("How to read this", "-")
    for sentence in digest.about:
        yield from _wrapped(sentence)
    if digest.marking:
        yield ""
        yield from _wrapped(digest.marking)


def _heading(words: str, rule: str) -> Iterator[str]:
    lines = _wrapped(words)
    yield from lines
    yield rule * max(len(line) for line in lines)
    yield ""


def _address(digest: Digest, path: str, indent: str) -> Iterator[str]:
    address = digest.address(path)
    if address:
        yield f"{indent}{address}"


def _wrapped(words: str, start: str = "") -> list[str]:
    return textwrap.wrap(
        clean(words),
        WIDTH,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_on_hyphens=False,
    )
