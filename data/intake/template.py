"""The templates of a quarter's files: a CSV with the header, a workbook with lists and a guide."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from data.intake.header import Column
from data.intake.loading import templates
from data.milestones import KINDS, STATUSES, THEMES

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LAST_ROW = 400
"""The last row of the workbook that offers its lists."""

LISTS = {"kind": KINDS, "theme": THEMES, "status": STATUSES}
GUIDE_INTRODUCTION = (
    "One row a milestone, commitment or activity; the board of one quarter in one file. Titles may "
    "stand above the header, and the columns may be in any order."
)


def template_csv(dataset: str) -> str:
    """Return the template of a dataset's files as CSV text: its header."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow([each.label for each in templates()[dataset]])
    return out.getvalue()


def template_xlsx(dataset: str) -> bytes:
    """Return the template as a workbook: the header with lists to choose from, and a guide."""
    import openpyxl  # noqa: PLC0415 - heavy, and rarely needed
    from openpyxl.styles import Font  # noqa: PLC0415

    columns = templates()[dataset]
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Board" if dataset == "milestones" else "Table"
    sheet.append([each.label for each in columns])
    for number, column in enumerate(columns, start=1):
        cell = sheet.cell(1, number)
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = column.width
        # As text, so that Excel leaves quarters, months and ids as they are written.
        for row in range(2, LAST_ROW + 1):
            sheet.cell(row, number).number_format = "@"
    sheet.freeze_panes = "C2"
    if dataset == "milestones":
        _offer_lists(sheet, columns)
    _write_guide(book.create_sheet("Guide"), columns)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _offer_lists(sheet: Worksheet, columns: Sequence[Column]) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    for number, column in enumerate(columns, start=1):
        terms = LISTS.get(column.key)
        if terms is None:
            continue
        names = ",".join(term.title for term in terms.values())
        offered = DataValidation(type="list", formula1=f'"{names}"', allow_blank=True)
        letter = get_column_letter(number)
        offered.add(f"{letter}2:{letter}{LAST_ROW}")
        sheet.add_data_validation(offered)


def _write_guide(sheet: Worksheet, columns: Sequence[Column]) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    sheet.append([GUIDE_INTRODUCTION])
    sheet.append([])
    sheet.append(["Column of the template", "What to write in it"])
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    for column in columns:
        sheet.append([f"“{column.label}”", column.help])
        sheet.cell(sheet.max_row, 2).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 26
    sheet.column_dimensions["B"].width = 90
