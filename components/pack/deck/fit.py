"""Whether a text fits its box: widths of letters, lines, heights.

The deck is set in Arial, whose widths are those of Helvetica and of Liberation Sans; they stand
here since no font file can be counted on where the deck is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

EM: Final = 1000
LINE: Final = 1.17
"""The height of a line as a share of the size of its letters."""

MARGIN: Final = 1.02
"""What a text is taken to be wider, so that rounding and kerning never break a line unforeseen."""

POINTS_AN_INCH: Final = 72

_REGULAR: Final = {
    191: "'",
    222: "ijl‘’",
    260: "|",
    278: " !,./:;I[]\\ft\N{NO-BREAK SPACE}·",
    333: "()-`r“”\N{NON-BREAKING HYPHEN}",
    334: "{}",
    355: '"',
    389: "*",
    469: "^",
    500: "Jckvxyzs",
    556: "#$0123456789?L_abdeghnopqu–£",
    584: "+<=>~−",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
_BOLD: Final = {
    238: "'",
    278: " ,./I[]\\ijl\N{NO-BREAK SPACE}·‘’",
    280: "|",
    333: "!()-:;`ft\N{NON-BREAKING HYPHEN}",
    389: "*r{}",
    474: '"',
    500: "z“”",
    556: "#$0123456789J_aceksvxy–£",
    584: "+<=>^~−",
    611: "?FLTZbdghnopqu",
    667: "EPSVXY",
    722: "&ABCDHKNRU",
    778: "GOQw",
    833: "M",
    889: "%m",
    944: "W",
    975: "@",
}
_WIDEST: Final = 1000
"""What a letter counts that is in neither table: arrows, ticks, em dashes, other scripts."""


def _table(groups: dict[int, str]) -> dict[str, int]:
    return {letter: width for width, letters in groups.items() for letter in letters}


_WIDTHS: Final = {False: _table(_REGULAR), True: _table(_BOLD)}


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text in one line.

    Args:
        text: The text.
        size: The size of its letters in points.
        bold: Whether it is bold.

    Returns:
        Points, a little more than it takes.
    """
    widths = _WIDTHS[bold]
    return sum(widths.get(letter, _WIDEST) for letter in text) * size / EM * MARGIN


def lines(text: str, room: float, size: float, *, bold: bool = False) -> int:
    """How many lines a text takes, broken between words (and within one that is too long).

    Args:
        text: The text; a line end of its own begins a new line.
        room: The width of the box within its margins, in points.
        size: The size of its letters in points.
        bold: Whether it is bold.
    """
    return sum(_wrapped(part, room, size, bold=bold) for part in text.split("\n"))


def _wrapped(text: str, room: float, size: float, *, bold: bool) -> int:
    space = width(" ", size, bold=bold)
    count, used = 1, 0.0
    for word in _words(text):
        wide = width(word, size, bold=bold)
        if used and used + space + wide > room:
            count, used = count + 1, 0.0
        if wide > room:
            extra = int(wide // room)
            count, used = count + extra, wide - extra * room
        else:
            used += wide + (space if used else 0)
    return count


def _words(text: str) -> list[str]:
    """The parts between which a line may break: a no-break space holds, a hyphen parts."""
    return [word for word in text.replace("-", "- ").split(" ") if word]


def height(text: str, room: float, size: float, *, bold: bool = False) -> float:
    """The height of a text in points, broken as :func:`lines` says."""
    return lines(text, room, size, bold=bold) * size * LINE


def largest(
    text: str, *, room: float, most: float, sizes: Sequence[float], bold: bool = False
) -> float:
    """The largest of some sizes in which a text fits a box; the smallest where none does.

    Args:
        text: The text.
        room: The width of the box within its margins, in points.
        most: Its height within its margins, in points.
        sizes: The sizes to try, largest first.
        bold: Whether the text is bold.
    """
    for size in sizes:
        if height(text, room, size, bold=bold) <= most:
            return size
    return sizes[-1]


def narrowest(text: str, room: float, size: float, *, bold: bool = False) -> float:
    """The least width in which a text takes no more lines than in a room, in points."""
    wanted = lines(text, room, size, bold=bold)
    low, high = room / (wanted + 1), room
    while high - low > 1:
        middle = (low + high) / 2
        if lines(text, middle, size, bold=bold) > wanted:
            low = middle
        else:
            high = middle
    return high


def shortened(text: str, *, room: float, most: int, size: float, bold: bool = False) -> str:
    """A text cut at a word, with an ellipsis, so that it takes at most some lines."""
    if lines(text, room, size, bold=bold) <= most:
        return text
    words = text.split(" ")
    while len(words) > 1:
        words.pop()
        cut = f"{' '.join(words).rstrip(' ,;:.–')}…"
        if lines(cut, room, size, bold=bold) <= most:
            return cut
    # A single word too long: cut within, by its lines, since a hyphen in it may end one early.
    word = words[0]
    while len(word) > 1 and lines(f"{word}…", room, size, bold=bold) > most:
        word = word[:-1]
    return f"{word}…"


def total(parts: Iterable[float]) -> float:
    """The sum of heights."""
    return sum(parts, 0.0)
