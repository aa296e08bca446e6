"""The files that the milestone page gives: the templates of a board."""

from __future__ import annotations

from typing import Final

from components.views import milestones_layout as parts
from data.errors import InvalidParameter
from data.intake.template import template_csv, template_xlsx

NAMES: Final = (parts.TEMPLATE_CSV, parts.TEMPLATE_XLSX)
BYTE_ORDER_MARK: Final = "\ufeff"
"""Tells Excel that a CSV is UTF-8."""


def made(button: str) -> tuple[bytes, str]:
    """The content and the name of a button's file.

    Raises:
        InvalidParameter: There is no such button.
    """
    if button == parts.TEMPLATE_CSV:
        text = BYTE_ORDER_MARK + template_csv("milestones")
        return text.encode(), "milestones-template.csv"
    if button == parts.TEMPLATE_XLSX:
        return template_xlsx("milestones"), "milestones-template.xlsx"
    raise InvalidParameter("button", button, NAMES)
