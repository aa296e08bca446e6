"""Printed packs read back: what stands on which sheet, and what a screen reader is told."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "components.pack.commands.pack")
SMALLER_THAN = 4_000_000
SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Printed:
    """A printed pack."""

    path: Path

    @cached_property
    def pdf(self) -> PdfReader:
        return PdfReader(self.path)

    @cached_property
    def root(self) -> Any:
        return self.pdf.trailer["/Root"]

    @cached_property
    def sheets(self) -> list[str]:
        """The text of each sheet, runs of white space as one space."""
        return [plain(page.extract_text()) for page in self.pdf.pages]

    @cached_property
    def text(self) -> str:
        return " ".join(self.sheets)

    @cached_property
    def bookmarks(self) -> list[tuple[int, str, int]]:
        """Level, title and sheet of each bookmark, in order; the first level and sheet are 1."""
        return list(self._bookmarks(self.pdf.outline, 1))

    def _bookmarks(self, items: Any, level: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            if isinstance(item, list):
                yield from self._bookmarks(item, level + 1)
            else:
                page = self.pdf.get_destination_page_number(item)
                yield level, plain(str(item.title)), (page or 0) + 1

    @cached_property
    def tags(self) -> list[tuple[str, str]]:
        """Tag and alternative text of each part of the structure, in reading order."""
        return list(_tags(self.root["/StructTreeRoot"].get_object()))


def _tags(element: Any) -> Iterator[tuple[str, str]]:
    element = element.get_object()
    if not hasattr(element, "get"):
        return
    if "/S" in element:
        yield str(element["/S"])[1:], str(element.get("/Alt", ""))
    children = element.get("/K", [])
    children = children.get_object() if hasattr(children, "get_object") else children
    for child in children if isinstance(children, list) else [children]:
        yield from _tags(child)


def plain(text: str) -> str:
    return SPACES.sub(" ", text.replace("\u00a0", " ")).strip()


def letters(text: str) -> str:
    """Text without spaces: a line may end at a hyphen."""
    return plain(text).replace(" ", "")


def print_pack(
    out: Path, *, area: str, as_at: str, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run the command that `make pack` runs."""
    return subprocess.run(
        [*COMMAND, "--area", area, "--as-at", as_at, "--out", str(out)],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )


def rows(server: str, question: str) -> list[dict[str, Any]]:
    """The rows that the data API answers."""
    with urlopen(f"{server}/api/v1/{question}", timeout=60) as answer:
        found: list[dict[str, Any]] = json.load(answer)["rows"]
    return found


def month(value: str) -> str:
    return f"{date.fromisoformat(f'{value}-01'):%B %Y}"
