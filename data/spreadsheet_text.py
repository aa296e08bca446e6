"""Text on its way into a spreadsheet: it must stay text, and be text that XML can hold.

A cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break can be taken for a
formula when a CSV is opened or a table is pasted (OWASP, "CSV injection"). XLSX and ODS say of each
cell what it is, so nothing has to be changed there. A CSV and a clipboard cannot: there such a text
gets an apostrophe in front, which spreadsheets read as "this is text". Numbers never pass through
here, and a text that is a plain number (``-8.2``, ``+1,200``, ``-3 %``) is left as it is: whatever
reads it, it is that number. ``assets/31-table-formats.js`` does the same in the browser.
"""

from __future__ import annotations

import re
from typing import Final

RISKY: Final = re.compile(r"[\s\u200b\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")
"""How a text begins that a spreadsheet may take for a formula."""

PLAIN_NUMBER: Final = re.compile(r"[+-]?\d[\d,]*(\.\d+)?\s?%?")
APOSTROPHE: Final = "'"

NO_XML: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)
"""Characters that XML 1.0 does not have, or advises against: a file with one might not open."""

LONGEST: Final = 32_767
"""Characters of a cell; Excel calls a file with a longer one damaged."""


def harmless(text: str) -> str:
    """A text that no spreadsheet runs, for CSV and the clipboard.

    Args:
        text: Any text.

    Returns:
        It, with an apostrophe in front if it could be taken for a formula.
    """
    if RISKY.match(text) and not PLAIN_NUMBER.fullmatch(text):
        return f"{APOSTROPHE}{text}"
    return text


def writable(text: str) -> str:
    """A text that XLSX and ODS can hold.

    Args:
        text: Any text.

    Returns:
        It, with U+FFFD for each character that XML does not have, lines ended by a line feed, and
        cut with an ellipsis to what a cell holds.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = NO_XML.sub("\N{REPLACEMENT CHARACTER}", lines)
    return kept if len(kept) <= LONGEST else f"{kept[: LONGEST - 1]}…"
