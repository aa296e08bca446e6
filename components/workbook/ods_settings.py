"""How an ODS opens: each sheet with its title and headings kept in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from odf import config

from components.workbook.model import Sheet

FROZEN: Final = "2"
BELOW: Final = "2"
"""The part of a split sheet that has the cursor: the lower one."""


def freeze(document: Any, sheets: Sequence[Sheet]) -> None:
    """Freeze each sheet above the first row of its table.

    Args:
        document: The document.
        sheets: The sheets; the first one is in front when the document opens.
    """
    tables = config.ConfigItemMapNamed(name="Tables")
    for sheet in sheets:
        tables.addElement(
            _entry(
                {
                    "HorizontalSplitMode": ("short", "0"),
                    "VerticalSplitMode": ("short", FROZEN),
                    "VerticalSplitPosition": ("int", str(sheet.header_row)),
                    "ActiveSplitRange": ("short", BELOW),
                    "PositionTop": ("int", "0"),
                    "PositionBottom": ("int", str(sheet.header_row)),
                },
                name=sheet.name,
            )
        )
    view = _entry({"ViewId": ("string", "view1"), "ActiveTable": ("string", sheets[0].name)})
    view.addElement(tables)
    views = config.ConfigItemMapIndexed(name="Views")
    views.addElement(view)
    settings = config.ConfigItemSet(name="ooo:view-settings")
    settings.addElement(views)
    document.settings.addElement(settings)


def _entry(items: dict[str, tuple[str, str]], name: str | None = None) -> Any:
    entry = config.ConfigItemMapEntry(**({} if name is None else {"name": name}))
    for key, (kind, value) in items.items():
        entry.addElement(config.ConfigItem(name=key, type=kind, text=value))
    return entry
