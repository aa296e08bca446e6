"""Every number of a deck is the data API's: charts, their workbooks, tables, findings, notes."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

import pytest

from components import formatting
from components.pack.deck.series import headlines
from components.pack.deck.writer import Writer
from data.periods import Month, Quarter
from data.queries.findings import findings
from data.queries.series import series
from data.queries.spc import spc
from data.store import Store
from tests.unit.components.pack import equal
from tests.unit.components.pack.conftest import Made
from tests.unit.components.pack.deck.conftest import Decks
from tests.unit.components.pack.deck.reading import Deck, Number, Slide, behind, drawn

AREAS = (
    "london", "south-west", "west", "east", "central-north",
    "E09000016", "E09000017", "E09000033", "E09000012", "E09000027",
)  # fmt: skip
MONTHS = ("2018-06", "2026-02")
EVERY = [(area, as_at) for area in AREAS for as_at in MONTHS]
SAMPLE = random.Random(53).sample(EVERY, 2)  # noqa: S311 - a seeded sample
QUARTERS = {"2018-06": Quarter(2018, 1), "2026-02": Quarter(2025, 3)}
SPACE = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{NON-BREAKING HYPHEN}": "-"})


@pytest.mark.parametrize(("area", "as_at"), SAMPLE)
def test_a_sample(deck: Decks, packed: Made, store: Store, area: str, as_at: str) -> None:
    check(deck(area, as_at), packed, store, area, as_at)


@pytest.mark.full
@pytest.mark.parametrize(("area", "as_at"), EVERY)
def test_ten_areas_at_two_months(
    deck: Decks, packed: Made, store: Store, area: str, as_at: str
) -> None:
    check(deck(area, as_at), packed, store, area, as_at)


def check(found: Deck, packed: Made, store: Store, area: str, as_at: str) -> None:
    month = Month.parse(as_at)
    for slide in found.slides:
        for chart in slide.charts:
            values, hidden = drawn(chart), behind(chart)
            assert list(hidden) == list(values)
            for name, each in values.items():
                assert alike(hidden[name], each), slide.title
    _check_series(found, packed, store, area, as_at)
    _check_under_25(found, store, month)
    _check_burglary(found, store, month)
    _check_figures(found, store, area, month)
    _check_findings(found, store, area, month)
    _check_groups(found, store, area, as_at)
    _check_board(found, store, area, month)
    _check_report(found, store)


def alike(some: Sequence[Number], others: Sequence[Number]) -> bool:
    """Whether numbers are equal: spreadsheets keep 16 digits of one; what is missing is missing."""
    return len(some) == len(others) and all(
        (one is None) == (other is None) and (one or 0.0) == pytest.approx(other or 0.0, rel=1e-14)
        for one, other in zip(some, others, strict=True)
    )


def plain(text: str) -> str:
    return text.translate(SPACE)


def _check_series(found: Deck, packed: Made, store: Store, area: str, as_at: str) -> None:
    """Each line month by month, its panel's count, and the newest forty months in the notes."""
    pack = packed(area, as_at)
    month, quarter = Month.parse(as_at), QUARTERS[as_at]
    checked = 0
    for item in headlines(Writer(None, pack, lambda: None)):
        slug = item.key.removeprefix("crime-trends-")
        if slug == item.key or item.chart is None:
            continue
        (slide,) = found.titled(item.title)
        (line,) = (values for name, values in drawn(slide.charts[0]).items() if "reak" not in name)
        wanted = equal.counts(store, slug, area, month)
        assert line == list(wanted.values())[::-1], item.key
        for name, value in list(wanted.items())[:40]:
            said = f"{Month.parse(name).label}: {formatting.count(value)}"
            assert said in slide.notes, said
        whole = equal.quarter_count(store, slug, area, quarter)
        assert formatting.count(whole) in slide.text.split("\n"), item.key
        checked += 1
    assert checked >= 3


def _check_under_25(found: Deck, store: Store, month: Month) -> None:
    (slide,) = [each for each in found.titled("Under-25 knife injuries:") if _is_line(each)]
    slug = "knife-injury-victims-under-25"
    values = drawn(slide.charts[0])
    first = next(iter(values))
    rows = series(store, offence=slug, area="london", end=month).to_records()
    assert values[first] == [row["value"] for row in rows]
    judged = spc(store, offence=slug, area="london", start=Month(2017, 4), end=month).to_records()
    means = [row["mean"] for row in judged]
    drawn_means = [each for name, each in values.items() if name.startswith("Mean")]
    merged = [
        next((part[place] for part in drawn_means if part[place] is not None), None)
        for place in range(len(means))
    ]
    assert alike(merged, means)


def _is_line(slide: Slide) -> bool:
    return bool(slide.charts) and "Limits rest on" in slide.text + slide.notes


def _check_burglary(found: Deck, store: Store, month: Month) -> None:
    quarter = QUARTERS[str(month)]
    rows = equal.burglary(store, quarter, month)
    (slide,) = [each for each in found.titled("Burglary: ") if each.groups()]
    (chart,) = slide.charts
    (bars,) = drawn(chart).values()
    names = [str(each) for each in chart.plots[0].categories]
    assert bars == [rows[name]["change_percent"] for name in names]
    for name in names:
        counts = [formatting.count(rows[name][key]) for key in ("count", "count_year_before")]
        (said,) = [line for line in slide.notes.split("\n") if line.startswith(f"{name}: ")]
        assert all(f" {count}" in said for count in counts), said
    shapes = {each.name: each for group in slide.groups() for each in group.shapes}
    for name in names:
        words = shapes[name]._element.xpath(".//p:cNvPr/@descr")[0]
        assert f"{name}: {formatting.change(rows[name]['change_percent'])}," in words


def _check_figures(found: Deck, store: Store, area: str, month: Month) -> None:
    quarter = QUARTERS[str(month)]
    (slide,) = found.titled("The quarter in five figures")
    head, *rows = slide.tables[0]
    now, before = (plain(each) for each in (quarter.short_label, quarter.year_before().short_label))
    places = {plain(name): place for place, name in enumerate(head)}
    for name, slug in (
        ("All recorded crime", "all"),
        ("Violence against the person", "violence-against-the-person"),
        ("Burglary", "burglary"),
    ):
        row = next(each for each in rows if each[0] == name)
        for label, each in ((now, quarter), (before, quarter.year_before())):
            wanted = equal.quarter_count(store, slug, area, each)
            assert row[places[label]] == formatting.count(wanted)
        year = series(store, offence=slug, area=area, measure="rolling-12", start=month, end=month)
        value = year.to_records()[-1]["value"]
        assert row[places["12 months"]].split(" ")[0] == formatting.count(value)


def _check_findings(found: Deck, store: Store, area: str, month: Month) -> None:
    told = findings(store, area=area, as_at=month).to_records()
    text = "\n".join(f"{each.text}\n{each.notes}" for each in found.slides[2:6])
    for row in told:
        assert row["sentence"] in text
    if not told:
        assert any(each.title.startswith("Nothing stands out") for each in found.slides)


def _check_groups(found: Deck, store: Store, area: str, as_at: str) -> None:
    quarters = QUARTERS[as_at], QUARTERS[as_at].year_before()
    (slide,) = _headed(found, "Offence group")
    named = {offence.name: offence.slug for offence in store.offences.groups()}
    checked = 0
    for row in slide.tables[0][1:]:
        slug = named.get(row[0])
        if slug is None:
            continue
        wanted = [equal.quarter_count(store, slug, area, each) for each in quarters]
        assert row[1:3] == [formatting.count(each) for each in wanted], row
        checked += 1
    assert checked >= 11


def _headed(found: Deck, first: str) -> list[Slide]:
    """The slides whose table begins with a heading."""
    return [each for each in found.slides if each.tables and each.tables[0][0][0] == first]


def _check_board(found: Deck, store: Store, area: str, month: Month) -> None:
    rows = equal.board(store, area, month)
    shown = [row[0] for each in found.slides for table in each.tables for row in table]
    for row in rows:
        if row["kind"] != "activity":
            assert any(each.startswith(row["title"]) for each in shown), row["title"]
        else:
            assert row["title"] in found.text, row["title"]


def _check_report(found: Deck, store: Store) -> None:
    rows = equal.checked(store)
    (slide,) = _headed(found, "What the report states")
    verdicts = [re.sub(r"^\W+", "", row[1]) for row in slide.tables[0][1:]]
    for verdict in ("agrees", "close", "differs"):
        assert verdicts.count(verdict) == sum(row["verdict"] == verdict for row in rows)
    # What cannot be checked stands in the notes, every row of it.
    assert slide.notes.count("cannot be checked; Report") == sum(
        row["verdict"] == "cannot-be-checked" for row in rows
    )
