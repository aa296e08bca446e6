"""Turns the rows of a file of recorded crime into counts by area, offence and month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from data.extracts.ahead import check_not_ahead
from data.extracts.beside import TOTAL, is_blank
from data.extracts.labels import FILE, TODAY, Label, Labels, line_to_add
from data.extracts.numbers import IntBlock, counts
from data.extracts.sheet import fold, tidy
from data.periods import Month, months_between

if TYPE_CHECKING:
    from data.extracts.findings import Findings
    from data.extracts.layouts import Recognised, Role
    from data.extracts.sheet import Sheet

Pair = tuple[str, str]

LARGEST_COUNT = 50_000
"""Ten times the largest count of one offence in one borough and month ever published."""


@dataclass(frozen=True, slots=True, eq=False)
class CrimeRows:
    """The rows of a file, understood.

    Attributes:
        layout: The layout whose labels it has.
        months: Its months, from the first.
        labels: What the label of each row means.
        areas: Name of the area of each row.
        counts: (rows, months).
    """

    layout: str
    months: tuple[Month, ...]
    labels: tuple[Label, ...]
    areas: tuple[str, ...]
    counts: IntBlock


def check_header(sheet: Sheet, taken: Recognised, findings: Findings) -> tuple[int, ...]:
    """Check the columns; return the positions of the months, from the first month."""
    row = sheet.header_row
    for position in taken.twice:
        findings.add("a column may occur only once", row=row, column=sheet.header[position])
    for position in taken.others:
        name = sheet.header[position]
        if not name and is_blank(sheet, position):
            continue
        rule = "a further column must be a month headed 201806"
        if TOTAL.fullmatch(fold(name)):
            rule = "a column of totals must be left out: what is loaded is added up here"
        findings.add(rule, row=row, column=name or f"number {position + 1}", value=name)
    in_order = sorted(taken.months, key=lambda each: each[1])
    months = [month for _, month in in_order]
    for earlier, later in pairwise(months):
        if earlier == later:
            findings.add("a month may occur only once", row=row, column=str(later))
        elif earlier + 1 != later:
            missing = months_between(earlier + 1, later.previous())
            names = ", ".join(map(str, missing[:12]))
            findings.add(f"a month must not be missing between others: {names}", row=row)
    check_not_ahead(months[-1], findings, row=row)
    return tuple(position for position, _ in in_order)


def read_rows(
    sheet: Sheet,
    taken: Recognised,
    labels: Labels,
    layouts: Sequence[str],
    findings: Findings,
    *,
    maximum: int = LARGEST_COUNT,
) -> CrimeRows | None:
    """Read a file's rows.

    Args:
        sheet: The file, without blank rows.
        taken: What it was recognised as.
        labels: The table of labels.
        layouts: The layouts that it may have.
        findings: Where mistakes are noted.
        maximum: The largest count that is taken for right.

    Returns:
        Its rows; None where its header or a label is not understood.
    """
    before = len(findings.found)
    positions = check_header(sheet, taken, findings)
    if len(findings.found) > before:
        return None
    months = tuple(sorted(month for _, month in taken.months))
    texts = [
        [tidy(text or "") for text in sheet.cells[str(taken.roles[role])].to_list()]
        for role in ("group", "label")
    ]
    pairs = list(zip(*texts, strict=True))
    if _header_again(sheet, taken, pairs, findings):
        return None
    dictionary = _Dictionary(sheet, taken, labels, months, findings)
    layout, meanings = dictionary.meanings(pairs, layouts)
    block = counts(sheet, positions, findings, maximum=maximum, unit="offences a month")
    role: Role = "code" if taken.kind == "small-areas" else "area"
    areas = [text or "" for text in sheet.cells[str(taken.roles[role])].to_list()]
    if len(meanings) < len(set(pairs)):
        return None
    return CrimeRows(layout, months, tuple(meanings[pair] for pair in pairs), tuple(areas), block)


def _header_again(
    sheet: Sheet, taken: Recognised, pairs: Sequence[Pair], findings: Findings
) -> bool:
    """Note a second header: that of another table, or of the same one pasted below."""
    header = tuple(fold(sheet.header[taken.roles[role]]) for role in ("group", "label"))
    for position, (group, label) in enumerate(pairs):
        if (fold(group), fold(label)) == header:
            rule = "the header may stand once only: save each table as its own file"
            findings.add(rule, row=sheet.row_of(position), value=f"{group}, {label}")
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """Looks up the labels of one file.

    Attributes:
        sheet: The file.
        taken: What it was recognised as.
        labels: The table of labels.
        months: The file's months, from the first.
        findings: Where labels that are not known are noted.
    """

    sheet: Sheet
    taken: Recognised
    labels: Labels
    months: Sequence[Month]
    findings: Findings

    def meanings(
        self, pairs: Sequence[Pair], layouts: Sequence[str]
    ) -> tuple[str, dict[Pair, Label]]:
        """Return the layout, and what each distinct pair of group and label means."""
        distinct = list(dict.fromkeys(pairs))
        layout = self.labels.layout_of(distinct, layouts) or layouts[0]
        # Today's offences have had several sets of names: one file may mix them.
        others = [each for each in layouts if each in TODAY and each != layout]
        tried = (layout, *others) if layout in TODAY else (layout,)
        found: dict[Pair, Label] = {}
        for pair in distinct:
            lines = [line for each in tried for line in self.labels.lines(each, *pair)]
            fitting = [line for line in lines if line.holds(self.months[0], self.months[-1])]
            if fitting:
                found[pair] = fitting[0]
            else:
                self._unknown(pair, pairs.index(pair), tried, lines)
        return layout, found

    def _unknown(
        self, pair: Pair, position: int, tried: Sequence[str], lines: Sequence[Label]
    ) -> None:
        """Note a label that is not known, and the line that would make it known."""
        group, label = pair
        column = self.sheet.header[self.taken.roles["label"]]
        row = self.sheet.row_of(position)
        if not fold(label) or not fold(group):
            blank = column if not fold(label) else self.sheet.header[self.taken.roles["group"]]
            self.findings.add("must not be blank: it names the offence", row=row, column=blank)
            return
        near = lines[0] if lines else self.labels.nearest(tried, group, label)
        line = line_to_add(tried[0], group, label, self.months[0], near)
        self.findings.add(
            f"{self._said(group, near, lines)}. If it is new, add to {FILE}: {line}",
            row=row,
            column=column,
            value=label,
            kind="the label must be known",
        )

    def _said(self, group: str, near: Label | None, lines: Sequence[Label]) -> str:
        if lines:
            period = f"{lines[0].first or '…'} to {lines[0].last or '…'}"
            wanted = f"{self.months[0]} to {self.months[-1]}"
            return f"the label must be known for {wanted} (it is for {period})"
        known = ""
        if near is not None:
            known = f" (the nearest is “{near.label}” of the group “{near.group_label}”)"
        return f"the label must be known in the group “{group[:60]}”{known}"
