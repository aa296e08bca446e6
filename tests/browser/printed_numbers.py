"""The numbers of a printed pack, page by page, held against what the data API answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from components import formatting
from tests.browser.printed import Printed, month, plain, rows

QUARTERS = {"2018-06": ("2018-19-Q1", "2017-18-Q1"), "2026-02": ("2025-26-Q3", "2024-25-Q3")}
TILES = {
    "All recorded crime": "all",
    "Violence against the person": "violence-against-the-person",
    "Burglary": "burglary",
}
UNDER_25 = "knife-injury-victims-under-25"
BY_AREA = "knife-injury-victims-1-to-24-non-domestic"
JUDGED = {"below": "below", "as-expected": "as expected", "above": "above"}
VERDICTS = {
    "agrees": "✓ agrees",
    "close": "≈ close",
    "differs": "≠ differs",
    "cannot-be-checked": "? cannot be checked",
}
GROUPS = 13
ROWS = 60
"""Months of a series that a pack holds at most."""


class Numbers:
    """A pack and the server whose API is asked."""

    def __init__(self, pack: Printed, server: str, *, area: str, as_at: str) -> None:
        self.server, self.area, self.as_at = server, area, as_at
        self.text = _joined(pack.text)
        self.quarter, self.before = QUARTERS[as_at]
        self.names: dict[str, str] = {each["area"]: each["name"] for each in self.ask("areas")}
        self.kinds: dict[str, str] = {each["area"]: each["kind"] for each in self.ask("areas")}
        self.bcus: dict[str, str | None] = {each["area"]: each["bcu"] for each in self.ask("areas")}

    def ask(self, question: str) -> list[dict[str, Any]]:
        return rows(self.server, question)

    def said(self, words: str, part: str | None = None) -> None:
        assert _joined(words) in (self.text if part is None else part), words

    def check(self) -> None:
        """Every page of the product that the pack holds."""
        self.overview()
        self.crime_trends()
        self.knife_injury()
        self.burglary()
        self.areas()
        self.milestones()
        self.report_check()
        self.sources()

    def overview(self) -> None:
        start = self.text.index("The quarter in five figures")
        part = self.text[start : start + 3000]
        label = self.label(self.area)
        for name, slug in TILES.items():
            now, before = (self.whole(slug, self.area, each) for each in QUARTERS[self.as_at])
            self.said(f"{name} {label} {_counted(now)} {_counted(before)} {_changed(now, before)}",
                      part)  # fmt: skip
            asked = f"series?offence={slug}&area={self.area}&as-at={self.as_at}&measure=rolling-12"
            self.said(f" {_counted(self.ask(asked)[-1]['value'])} ", part)
        found = self.ask(f"findings?area={self.area}&as-at={self.as_at}")
        for each in found:
            self.said(each["sentence"])
            self.said(each["evidence"])

    def groups(self) -> dict[str, str]:
        """Every offence group and all of them together: slug and name on the page."""
        found = {each["offence"]: each["name"] for each in self.ask("offences")
                 if each["parent"] == "all"}  # fmt: skip
        assert len(found) == GROUPS - 1
        return {"all": "All recorded crime", **found}

    def crime_trends(self) -> None:
        for slug, name in self.groups().items():
            self.series(slug, f"{name}, newest first")

    def series(self, slug: str, heading: str) -> None:
        # The last place where it stands: the table, after the chart that points to it.
        part = self.text[self.text.rindex(heading) :]
        asked = f"series?offence={slug}&area={self.area}&as-at={self.as_at}"
        for row in self.ask(asked)[-ROWS:]:
            self.said(_monthly(row), part)

    def knife_injury(self) -> None:
        start = self.text.index("not domestic abuse, London, newest month first")
        for row in self.ask(f"series?offence={UNDER_25}&as-at={self.as_at}"):
            self.said(_monthly(row), self.text[start:])
        start = self.text.rindex("instrument offences, with their parts, newest first") if (
            "instrument offences, with their parts, newest first" in self.text
        ) else self.text.index("Knife offences rose")  # fmt: skip
        for row in self.ask(f"series?offence=knife-offences&as-at={self.as_at}"):
            self.said(f"{_quarter_words(row['quarter'])} {_counted(row['value'])}",
                      self.text[start:])  # fmt: skip
        if self.as_at == "2018-06":
            self.said("the series starts in March 2022")
            return
        asked = f"comparison?offence={BY_AREA}&by=borough&financial-year=2024-25&as-at={self.as_at}"
        for row in self.ask(asked):
            wanted = (
                rf"{re.escape(row['name'])} {_counted(row['count'])}( read with care)? [\d.]+ "
                rf"[\d.]+ {_counted(row['count_year_before'])}( read with care)? "
                rf"{re.escape(formatting.decimal(row['rate'], 2))} {JUDGED[row['significance']]}"
            )
            assert re.search(wanted, self.text), wanted

    def burglary(self) -> None:
        asked = f"comparison?offence=burglary&by=borough&quarter={self.quarter}&as-at={self.as_at}"
        found = self.ask(asked)
        scope = self.bcu()
        for row in found:
            verdicts = f"{JUDGED[row['significance']]} "
            if scope in (None, row["bcu"]):
                numbers = (
                    _counted(row["count"]), _counted(row["count_year_before"]),
                    formatting.change(row["change_percent"]), formatting.decimal(row["rate"]),
                    formatting.decimal(row["rate_low"]), formatting.decimal(row["rate_high"]),
                )  # fmt: skip
                self.said(f"{row['name']} {self.names[row['bcu']]} {' '.join(numbers)} ")
            # Limits of the funnel: residents, rate, by chance alone, by the usual spread.
            limits = [
                formatting.decimal(1000 * row[key] * 4 / row["population"])
                for key in ("lower_998", "upper_998", "lower_998_adjusted", "upper_998_adjusted")
            ]
            self.said(
                f"{row['name']} {_counted(row['population'])} {formatting.decimal(row['rate'])} "
                f"{limits[0]} {limits[1]} {verdicts}{limits[2]} {limits[3]} "
                f"{JUDGED[row['significance_adjusted']]}"
            )

    def areas(self) -> None:
        groups = self.groups()
        for area in (self.area, *self.parts()):
            heading = f"Recorded crime in {self.label(area)} by offence group"
            start = self.text.index(heading)
            part = self.text[start : start + 2500]
            for slug, name in groups.items():
                now, before = (self.whole(slug, area, each) for each in QUARTERS[self.as_at])
                self.said(f" {name} {_counted(now)} {_counted(before)} ", part)

    def milestones(self) -> None:
        for row in self.ask(f"milestones?area={self.area}&as-at={self.as_at}"):
            self.said(f"{row['title']} {row['kind'].capitalize()} ")

    def report_check(self) -> None:
        start = self.text.index("Figures and claims of the report")
        part = self.text[start : self.text.index("16 datasets stand behind", start)]
        found = self.ask("report-check")
        verdicts = [row["verdict"] for row in found]
        for verdict, words in VERDICTS.items():
            assert part.count(f" {words} ") == verdicts.count(verdict), verdict
        for row in found:
            if isinstance(row["loaded"], int | float) and row["unit"] == "per cent":
                self.said(f" {formatting.percent(row['loaded'])} ", part)

    def sources(self) -> None:
        part = self.text[self.text.rindex("datasets stand behind") :]
        for row in self.ask("datasets"):
            self.said(row["title"], part)

    def label(self, area: str) -> str:
        return f"{self.names[area]} BCU" if self.kinds[area] == "bcu" else self.names[area]

    def bcu(self) -> str | None:
        """The BCU whose boroughs the map shows; None for London."""
        return self.area if self.kinds[self.area] == "bcu" else self.bcus[self.area]

    def parts(self) -> Iterator[str]:
        kind = {"london": "bcu", "bcu": "borough"}.get(self.kinds[self.area])
        for area, each in self.kinds.items():
            if each == kind and (kind == "bcu" or self.bcus[area] == self.area):
                yield area

    def whole(self, slug: str, area: str, quarter: str) -> float | None:
        """The months of a quarter added up; None where one is missing."""
        first = _months(quarter)
        asked = f"series?offence={slug}&area={area}&from={first[0]}&to={first[-1]}"
        values = [row["value"] for row in self.ask(asked)]
        return None if None in values or len(values) < 3 else sum(values)


def _joined(text: str) -> str:
    """Text without what a line end does to it: a hyphen at its end is followed by a space."""
    return plain(text.replace("\N{NON-BREAKING HYPHEN}", "-")).replace("- ", "-")


def _counted(value: float | None) -> str:
    return formatting.count(value)


def _changed(now: float | None, before: float | None) -> str:
    assert now is not None
    assert before
    return formatting.change(100 * (now - before) / before)


def _monthly(row: dict[str, Any]) -> str:
    missing = f"[{row['symbol']}]" if row["symbol"] else formatting.MISSING
    value = missing if row["value"] is None else _counted(row["value"])
    return f"{month(row['month'])} {value}{' provisional' if row['provisional'] else ''}"


def _months(quarter: str) -> list[str]:
    year, number = int(quarter[:4]), int(quarter[-1])
    first = 12 * year + 3 * number
    return [f"{each // 12}-{each % 12 + 1:02}" for each in range(first, first + 3)]


def _quarter_words(quarter: str) -> str:
    first, *_, last = (month(each).split(" ") for each in _months(quarter))
    return f"{first[0]} to {last[0]} {last[1]}"
