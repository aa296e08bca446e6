"""The templates of a quarter's files: a CSV with the header, a workbook with lists and a guide."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from data.catalogue import dataset as catalogue_entry
from data.intake.header import Column
from data.intake.loading import templates
from data.milestones import KINDS, STATUSES, THEMES

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LAST_ROW = 400
"""The last row of the workbook that offers its lists."""

MILESTONES = "milestones"
LISTS = {"kind": KINDS, "theme": THEMES, "status": STATUSES}
"""Columns of the board for which a list is offered, by the words on screen."""

GUIDE_INTRODUCTIONS = {
    MILESTONES: (
        "One row a milestone, commitment or activity; the board of one quarter in one file. Titles "
        "may stand above the header, and the columns may be in any order."
    ),
    "report-figures": (
        "One row a figure of the report; one quarter’s report in one file. The columns from “Check "
        "kind” to “Check earlier period” say which question to the loaded data checks the figure; "
        "where nothing can, “Check kind” is none and “Uncheckable because” says why."
    ),
    "report-claims": (
        "One row a claim that the report makes in words; one quarter’s report in one file, loaded "
        "after its figures. Where nothing can check it, “Check kind” is none and “Uncheckable "
        "because” says why."
    ),
}
SERIES_GUIDE = (
    "Series are named as at /api/v1/offences, areas as at /api/v1/areas (london, south-west, "
    "E09000016). Periods: 2018-19 (financial year), 2018-19-Q1 (quarter), 2018 (calendar year), "
    "2017-07/2018-06 (first and last month)."
)
LONGEST_LIST = 255
"""Characters that Excel allows for a list within a rule."""


def template_csv(dataset: str) -> str:
    """Return the template of a dataset's files as CSV text: its header."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow([each.label for each in templates()[dataset]])
    return out.getvalue()


def template_xlsx(dataset: str, rows: Sequence[Mapping[str, str]] = ()) -> bytes:
    """Return the template as a workbook: the header with lists to choose from, and a guide.

    Args:
        dataset: Id of the dataset.
        rows: Rows to start from, by column; none for an empty template.
    """
    import openpyxl  # noqa: PLC0415 - heavy, and rarely needed
    from openpyxl.styles import Font  # noqa: PLC0415

    columns = templates()[dataset]
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Board" if dataset == MILESTONES else "Table"
    sheet.append([each.label for each in columns])
    for row in rows:
        sheet.append([row[each.key] for each in columns])
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                # A text that begins like a formula stays a text.
                cell.data_type = "s"
    for number, column in enumerate(columns, start=1):
        cell = sheet.cell(1, number)
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = column.width
        # As text, so that Excel leaves quarters, months and ids as they are written.
        for index in range(2, LAST_ROW + 1):
            sheet.cell(index, number).number_format = "@"
    sheet.freeze_panes = "C2"
    _offer_lists(sheet, columns, offered_words(dataset))
    _write_guide(book.create_sheet("Guide"), columns, dataset)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def offered_words(dataset: str) -> dict[str, list[str]]:
    """Return the words that each column of a template offers: those that the intake knows."""
    if dataset == MILESTONES:
        return {key: [term.title for term in terms.values()] for key, terms in LISTS.items()}
    return {
        column.name: list(column.values)
        for column in catalogue_entry(dataset).columns
        if column.values
    }


def _offer_lists(
    sheet: Worksheet, columns: Sequence[Column], offered: Mapping[str, Sequence[str]]
) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    for number, column in enumerate(columns, start=1):
        names = ",".join(offered.get(column.key, ()))
        if not names or len(names) > LONGEST_LIST:
            continue
        rule = DataValidation(type="list", formula1=f'"{names}"', allow_blank=True)
        letter = get_column_letter(number)
        rule.add(f"{letter}2:{letter}{LAST_ROW}")
        sheet.add_data_validation(rule)


def _write_guide(sheet: Worksheet, columns: Sequence[Column], dataset: str) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    sheet.append([GUIDE_INTRODUCTIONS[dataset]])
    sheet.append(["" if dataset == MILESTONES else SERIES_GUIDE])
    sheet.append(["Column of the template", "What to write in it"])
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    words = {} if dataset == MILESTONES else offered_words(dataset)
    for column in columns:
        sheet.append([f"“{column.label}”", _help(column, words.get(column.key, ()))])
        sheet.cell(sheet.max_row, 2).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 26
    sheet.column_dimensions["B"].width = 90


def _help(column: Column, words: Sequence[str]) -> str:
    return f"{column.help} One of: {', '.join(words)}." if words else column.help
