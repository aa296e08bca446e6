"""`docs/measurements-scale.md`: one section a part; a part that is not measured stays as it was."""

import datetime
import re

from server.settings import ROOT

DOCUMENT = ROOT / "docs" / "measurements-scale.md"
HEAD = """# Measurements of growth

Made by `make scale`, which says of each part when. What follows from them is in [scale](scale.md).
"""
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
    made = f"`make scale SCALE_PARTS={part}` on {today.day} {today:%B %Y}."
    sections[part] = f"{made}\n\n{text.strip()}\n"
    body = "\n".join(
        f"## {heading}\n\n{sections[name]}" for name, heading in PARTS.items() if name in sections
    )
    DOCUMENT.write_text(f"{HEAD}\n{body}", encoding="utf-8")


def _sections(text: str) -> dict[str, str]:
    found = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)[1:]
    headings = {heading: name for name, heading in PARTS.items()}
    pairs = zip(found[::2], found[1::2], strict=True)
    return {headings[heading]: body.strip() + "\n" for heading, body in pairs}
