"""What a publisher's label means: the table `offence-labels`, looked up."""

from __future__ import annotations

import csv
import difflib
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from data.extracts.layouts import LABEL_COLUMNS
from data.extracts.sheet import fold
from data.periods import Month
from data.rows import text_rows

FILE = "offence_labels.csv"
NINE, TWELVE, CONNECT, KNIFE = "nine-groups", "twelve-groups", "connect", "knife-dashboard"
TODAY = (TWELVE, CONNECT)
"""The layouts whose offences are those of recorded crime today."""

SHORTEST_CUT = 40
"""Characters from which a label may be one that was cut; the publisher cuts at 50."""


@dataclass(frozen=True, slots=True)
class Label:
    """One line of the table.

    Attributes:
        layout: The layout that has the label.
        group_label: The publisher's group.
        label: The publisher's offence.
        first: First month for which the line holds; None for every earlier month.
        last: Last month for which it holds; None for every later month.
        group: Our group (of the layout's classification); empty where it has none.
        offence: Our offence; empty where there is none that it can be compared with.
        comparable: Whether its counts can be set beside the offence's of another layout.
    """

    layout: str
    group_label: str
    label: str
    first: Month | None
    last: Month | None
    group: str
    offence: str
    comparable: bool

    def holds(self, first: Month, last: Month) -> bool:
        """Whether it holds for every month from `first` to `last`."""
        return (self.first is None or self.first <= first) and (
            self.last is None or last <= self.last
        )


class Labels:
    """The table, by layout, group and label.

    Args:
        table: `offence-labels` as text, with the columns `LABEL_COLUMNS`.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        self._by_key: dict[tuple[str, str, str], list[Label]] = {}
        for row in text_rows(table):
            label = _label(row)
            key = (label.layout, fold(label.group_label), fold(label.label))
            self._by_key.setdefault(key, []).append(label)

    def layout_of(self, pairs: Iterable[tuple[str, str]], layouts: Sequence[str]) -> str | None:
        """Return the layout that knows most of these pairs of group and label; None for none."""
        known = Counter(layout for pair in pairs for layout in layouts if self.lines(layout, *pair))
        return known.most_common(1)[0][0] if known else None

    def lines(self, layout: str, group: str, label: str) -> list[Label]:
        """Return the lines for a label, whatever its case, spaces and where it was cut."""
        group, label = fold(group), fold(label)
        found = self._by_key.get((layout, group, label))
        if found is None and len(label) >= SHORTEST_CUT:
            near = [
                lines
                for (of_layout, of_group, known), lines in self._by_key.items()
                if of_layout == layout and of_group == group and _cut(label, known)
            ]
            found = near[0] if len(near) == 1 else None
        return found or []

    def nearest(self, layouts: Sequence[str], group: str, label: str) -> Label | None:
        """Return the line whose label is most like one that is not known."""
        known = {
            f"{of_group} / {of_label}": lines[0]
            for (layout, of_group, of_label), lines in self._by_key.items()
            if layout in layouts
        }
        wanted = f"{fold(group)[:100]} / {fold(label)[:100]}"
        near = difflib.get_close_matches(wanted, known, n=1, cutoff=0.4)
        return known[near[0]] if near else None


def line_to_add(layout: str, group: str, label: str, first: Month, near: Label | None) -> str:
    """Return the line that a new label needs, as it goes into the table."""
    ours = (near.group, near.offence) if near else ("<our group>", "<our offence>")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="")
    writer.writerow([layout, group[:100], label[:100], str(first), "", *ours, "yes", ""])
    return out.getvalue()


def _cut(label: str, known: str) -> bool:
    return known.startswith(label) or (len(known) >= SHORTEST_CUT and label.startswith(known))


def _label(row: dict[str, str]) -> Label:
    layout, group_label, label, first, last, group, offence, comparable, _ = (
        row[name] for name in LABEL_COLUMNS
    )
    return Label(
        layout,
        group_label,
        label,
        Month.parse(first) if first else None,
        Month.parse(last) if last else None,
        group,
        offence,
        comparable == "yes",
    )
