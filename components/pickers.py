"""The bar below the header: which area, as at which month, and the Export menu."""

from __future__ import annotations

from dash import html

from components import ids
from components.controls import combobox
from components.dom import dom
from components.export_menu import export_menu
from components.url_state import Choice
from data import as_at as as_at_months
from data.store import Store


def pickers(store: Store) -> html.Section:
    """The bar with London and the newest report chosen; the browser sets what the address says."""
    report, newest = as_at_months.newest_report(store), as_at_months.newest_data(store)
    return html.Section(
        html.Div(
            [
                combobox(
                    ids.AREA_PICKER,
                    label="Area",
                    choices=area_choices(store),
                    value="london",
                    hint="borough or BCU",
                    navigate="area",
                ),
                combobox(
                    ids.AS_AT_PICKER,
                    label="As at",
                    choices=as_at_choices(store),
                    value=str(report),
                    hint="month, such as June 2018",
                    navigate="as-at",
                ),
                html.A(
                    f"Newest data: {newest.label}",
                    id=ids.NEWEST_LINK,
                    href="#",
                    className="newest-link",
                    **dom(
                        data_newest=f"Newest data: {newest.label}",
                        data_report=f"Newest report: {report.label}",
                    ),
                ),
                export_menu(),
            ],
            className="width pickers-row",
        ),
        className="pickers",
        **dom(aria_label="Area and date"),
    )


def area_choices(store: Store) -> list[Choice]:
    """London, then each BCU with its boroughs under it."""
    choices: list[Choice] = []
    for area in store.areas.all():
        if area.kind == "london":
            choices.append(Choice(area.code, area.name))
            continue
        group = store.areas.get(area.bcu or area.code).name if area.kind == "borough" else area.name
        choices.append(
            Choice(area.code, area.name, group=f"{group} BCU", indent=area.kind == "borough")
        )
    return choices


def as_at_choices(store: Store) -> list[Choice]:
    """The newest report, the newest data, then every month by quarter, newest first."""
    report, newest = as_at_months.newest_report(store), as_at_months.newest_data(store)
    choices = [
        Choice(
            str(report), f"{report.label} · {report.quarter.short_label} report", "Newest report"
        ),
        Choice(str(newest), f"{newest.label} · newest data", "Newest data"),
    ]
    for quarter, months in as_at_months.choices(store).items():
        choices.extend(
            Choice(str(month), month.label, quarter.short_label)
            for month in months
            if month not in {report, newest}
        )
    return choices
