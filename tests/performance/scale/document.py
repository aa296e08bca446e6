"""`docs/measurements-scale.md`: one section a part; a part that is not measured stays as it was."""

import datetime
import os
import re

from server.settings import ROOT

DOCUMENT = ROOT / "docs" / "measurements-scale.md"
HEAD = """# Measurements of growth

Made by `make scale`, which says of each part when. What follows from them is in [scale](scale.md).
"""
PREFIX = "SCALE_"
PARTS = {"engines": "Engines", "readers": "Readers and servers"}
"""Each part and its heading, in order."""


def keep(part: str, text: str) -> None:
    """Put what was measured into the document.

    Args:
        part: One of `PARTS`.
        text: The section without its heading.
    """
    before = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.exists() else ""
    sections = _sections(before)
    today = datetime.datetime.now(datetime.UTC).date()
    made = f"`make scale {_settings(part)}` on {today.day} {today:%B %Y}."
    sections[part] = f"{made}\n\n{text.strip()}\n"
    body = "\n".join(
        f"## {heading}\n\n{sections[name]}" for name, heading in PARTS.items() if name in sections
    )
    DOCUMENT.write_text(f"{HEAD}\n{body}", encoding="utf-8")


def _settings(part: str) -> str:
    """Return how this was measured, as settings to measure it again; of this part alone."""
    given = {name: value for name, value in os.environ.items() if name.startswith(PREFIX) and value}
    given["SCALE_PARTS"] = part
    return " ".join(f"{name}={value}" for name, value in sorted(given.items()))


def _sections(text: str) -> dict[str, str]:
    found = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)[1:]
    headings = {heading: name for name, heading in PARTS.items()}
    pairs = zip(found[::2], found[1::2], strict=True)
    return {headings[heading]: body.strip() + "\n" for heading, body in pairs}
