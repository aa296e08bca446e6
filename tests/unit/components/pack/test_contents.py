"""A pack says what the data API says: every section of it, for areas and months of each kind."""

from __future__ import annotations

import pytest

from components.chart_card import Absent
from components.pack.contents import PAGES, SECTIONS, Pack, pack
from components.tables import Cell, Table
from data.areas import LONDON
from data.errors import InvalidParameter
from data.periods import Month, Quarter
from data.queries.findings import findings
from data.store import Store
from tests.unit.components.pack import equal
from tests.unit.components.pack.conftest import MADE, Made

PLACES = [
    ("london", "2018-06"),
    ("south-west", "2018-06"),
    ("E09000016", "2026-02"),
    ("west", "2024-03"),
]
EARLIEST = [("london", "2010-04"), ("south-west", "2011-01"), ("E09000016", "2010-07")]


def table_of(found: Pack, key: str) -> Table:
    table = found.item(key).table
    assert table is not None, key
    return table


@pytest.mark.parametrize("place", [*PLACES, *EARLIEST])
def test_sections_and_keys(packed: Made, place: tuple[str, str]) -> None:
    found = packed(*place)
    assert [section.key for section in found.sections] == list(SECTIONS)
    keys = [item.key for item in found.items]
    assert len(set(keys)) == len(keys)
    for section in found.sections:
        assert section.sentence
        assert section.items, section.key
    for item in found.items:
        assert item.title
        assert f"as-at={place[1]}" in item.path
        if isinstance(item.card, Absent):
            assert item.table is None
            assert item.summary
        else:
            assert item.table is not None
            assert item.table.rows, item.key
            assert all(len(row) == len(item.table.columns) for row in item.table.rows)


@pytest.mark.parametrize("place", PLACES)
def test_every_series_equals_the_api(packed: Made, store: Store, place: tuple[str, str]) -> None:
    found, (area, as_at) = packed(*place), place
    seen = 0
    for item in found.items:
        if not item.key.startswith("crime-trends-") or item.table is None:
            continue
        wanted = equal.counts(
            store, item.key.removeprefix("crime-trends-"), area, Month.parse(as_at)
        )
        assert equal.values(item.table, item.table.columns[0].key) == list(wanted)
        assert equal.values(item.table, "value") == list(wanted.values())
        seen += 1
    assert seen >= 12


@pytest.mark.parametrize("place", PLACES)
def test_headlines_equal_the_api(packed: Made, store: Store, place: tuple[str, str]) -> None:
    found, (area, as_at) = packed(*place), place
    last = Month.parse(as_at)
    quarter = last.quarter if last.quarter.last <= last else last.quarter.previous()
    table = table_of(found, "overview-headlines")
    offences = {"All recorded crime": "all", "Burglary": "burglary"}
    rows = {row[0]: row for row in table.rows}
    for name, offence in offences.items():
        now = equal.quarter_count(store, offence, area, quarter)
        before = equal.quarter_count(store, offence, area, quarter.year_before())
        cells = [cell.value for cell in rows[name][2:5] if isinstance(cell, Cell)]
        assert cells[:2] == [now, before]
        assert now is not None
        assert before is not None
        assert cells[2] == pytest.approx(100 * (now - before) / before)
        twelve = equal.counts(store, offence, area, last)
        assert rows[name][5].value == sum(v or 0 for v in list(twelve.values())[:12])


@pytest.mark.parametrize("place", PLACES)
def test_burglary_equals_the_api(packed: Made, store: Store, place: tuple[str, str]) -> None:
    found, last = packed(*place), Month.parse(place[1])
    quarter = last.quarter if last.quarter.last <= last else last.quarter.previous()
    wanted = equal.burglary(store, quarter, last)
    table = table_of(found, "burglary-map")
    names = equal.values(table, "borough")
    assert set(names) <= set(wanted)
    assert len(names) == (32 if place[0] == LONDON else len(names))
    for key in ("count", "count_year_before"):
        assert equal.values(table, key) == [wanted[name][key] for name in names]
    shown = equal.values(table, "change_percent")
    assert shown == [pytest.approx(wanted[name]["change_percent"], abs=0.01) for name in names]


@pytest.mark.parametrize("place", PLACES)
def test_area_equals_the_api(packed: Made, store: Store, place: tuple[str, str]) -> None:
    found, last = packed(*place), Month.parse(place[1])
    quarter = last.quarter if last.quarter.last <= last else last.quarter.previous()
    table = table_of(found, "area-offence-groups")
    slugs, values = table.row_keys, equal.values(table, "count")
    assert len(slugs) >= 12
    for slug, value in zip(slugs, values, strict=True):
        assert value == equal.quarter_count(store, slug, place[0], quarter), slug


@pytest.mark.parametrize("place", PLACES)
def test_board_findings_and_check_equal_the_api(
    packed: Made, store: Store, place: tuple[str, str]
) -> None:
    found, (area, as_at) = packed(*place), place
    board = table_of(found, "milestones-board")
    wanted = equal.board(store, area, Month.parse(as_at))
    assert equal.values(board, "title") == [each["title"] for each in wanted]
    check = table_of(found, "report-check")
    assert set(check.row_keys) == {
        f"{each['reported_quarter']}-{each['id']}" for each in equal.checked(store)
    }
    listed = findings(store, area=area, as_at=Month.parse(as_at)).to_records()
    assert [each.sentence for each in found.findings] == [each["sentence"] for each in listed]


@pytest.mark.parametrize("place", PLACES)
def test_charts_draw_the_numbers_of_their_tables(packed: Made, place: tuple[str, str]) -> None:
    drawn = [item for item in packed(*place).items if item.chart is not None]
    assert len(drawn) >= 12
    for item in drawn:
        assert item.chart is not None
        assert item.table is not None
        keys = {column.label: column.key for column in item.table.columns}
        for name, values in item.chart.series.items():
            assert len(values) == len(item.chart.categories)
            table = equal.values(item.table, keys[name])
            if item.chart.kind == "line":
                assert list(values) == table[::-1], item.key
            else:
                assert [value for value in table if value in values] == list(values), item.key


def test_time_runs_forward_in_lines(packed: Made) -> None:
    chart = packed("south-west", "2018-06").item("crime-trends-all").chart
    assert chart is not None
    assert chart.categories[0] == "July 2013"
    assert chart.categories[-1] == "June 2018"
    assert chart.series["South West BCU: count"][-1] == 5373


def test_headline_series(packed: Made) -> None:
    keys = [item.key for item in packed("london", "2018-06").items if item.headline]
    assert keys == [
        "crime-trends-all",
        "crime-trends-violence-against-the-person",
        "crime-trends-knife-offences",
        "crime-trends-burglary",
        "knife-injury-under-25",
    ]


def test_provisional_is_noted(packed: Made) -> None:
    table = table_of(packed("E09000016", "2026-02"), "crime-trends-all")
    newest = table.rows[0][1]
    assert isinstance(newest, Cell)
    assert newest.note == "provisional"


def test_one_page_with_its_sources(store: Store, packed: Made) -> None:
    month = Month.parse("2018-06")
    whole = packed("london", "2018-06")
    for page in PAGES:
        found = pack(store, area="london", as_at=month, made=MADE, page=page)
        keys = ["sources"] if page == "about" else [page, "sources"]
        assert [section.key for section in found.sections] == keys
        items = [
            item for section in whole.sections if section.key in keys for item in section.items
        ]
        assert [item.title for item in found.items] == [item.title for item in items]
    with pytest.raises(InvalidParameter, match="page") as caught:
        pack(store, area="london", as_at=month, made=MADE, page="burglery")
    assert caught.value.parameter == "page"
    assert caught.value.allowed == list(PAGES)


def test_refuses_unknown_area_and_month(store: Store) -> None:
    with pytest.raises(InvalidParameter) as caught:
        pack(store, area="south-wst", as_at=Month.parse("2018-06"), made=MADE)
    assert caught.value.parameter == "area"
    assert "south-west" in caught.value.message
    with pytest.raises(InvalidParameter) as caught:
        pack(store, area="london", as_at=Month.parse("2031-01"), made=MADE)
    assert caught.value.parameter == "as-at"


def test_quarters_are_named(packed: Made) -> None:
    table = table_of(packed("london", "2018-06"), "overview-headlines")
    assert [column.label for column in table.columns][2:4] == [
        Quarter.parse("2018-19-Q1").short_label,
        Quarter.parse("2017-18-Q1").short_label,
    ]
