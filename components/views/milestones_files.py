"""The files that the milestone page gives: the templates, and the board as a workbook."""

from __future__ import annotations

from typing import Final

from components.views import milestones_layout as parts
from components.views import milestones_table as table
from components.views.milestones import Shown
from components.workbook import to_xlsx
from data.errors import InvalidParameter
from data.intake.template import template_csv, template_xlsx

NAMES: Final = (parts.BOARD_XLSX, parts.TEMPLATE_CSV, parts.TEMPLATE_XLSX)
BYTE_ORDER_MARK: Final = "\ufeff"
"""Tells Excel that a CSV is UTF-8."""


def made(button: str, shown: Shown) -> tuple[bytes, str]:
    """The content and the name of a button's file.

    Raises:
        InvalidParameter: There is no such button.
    """
    if button == parts.TEMPLATE_CSV:
        text = BYTE_ORDER_MARK + template_csv("milestones")
        return text.encode(), "milestones-template.csv"
    if button == parts.TEMPLATE_XLSX:
        return template_xlsx("milestones"), "milestones-template.xlsx"
    if button == parts.BOARD_XLSX:
        board = table.table(shown)
        return to_xlsx(board, sheet=f"Board {shown.quarter or ''}"), f"{board.filename}.xlsx"
    raise InvalidParameter("button", button, NAMES)
