"""The ward section: what it says with wards, before they begin, and where none are loaded."""

from __future__ import annotations

import json
from typing import Any

import pytest

from components import url_state
from components.views import burglary, wards
from components.views import crime_trends as trends
from components.views.wards_cards import heat_card, ranking_card
from components.views.wards_look import Absence, Look, look, twelve_months
from components.views.wards_map import has_map, map_card
from data.engine import Engine
from data.errors import EngineUnavailable, noting_engines
from data.store import DEFAULT_DIRECTORY, Store, load_store
from tests.unit.components.reading import links_of, parts_of, text_of
from tests.unit.data.extracts.ward_files import (
    MERTON,
    MONTHS,
    SUTTON,
    WARDS,
    boundaries,
    data_directory,
    load_boundaries,
    total,
)
from tests.unit.data.extracts.ward_files import wards as rows_of_wards

CENTRAL, BELMONT = "E05013758", "E05013756"
PATH = "/crime-trends"
ROWS = rows_of_wards()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Wards of Sutton and Merton; in Merton, Abbey gets a new code in September 2025."""
    renewed = tuple(
        ("E05019999" if name == "Abbey" else code, name, share)
        for code, name, share in WARDS["Merton"]
    )
    later = rows_of_wards(MONTHS[18:], {"Merton": renewed})
    return load_store(data_directory(tmp_path_factory.mktemp("wards"), ROWS, later))


@pytest.fixture(scope="module")
def shipped() -> Store:
    return load_store(DEFAULT_DIRECTORY)


def state(store: Store, area: str = SUTTON, as_at: str = "2026-02", **more: str) -> url_state.State:
    asked = {"area": area, "as-at": as_at, "offence": "burglary", **more}
    found = url_state.read(store, trends.PARAMETERS, asked)
    assert not found.problems
    return found


def seen(store: Store, **asked: str) -> Look:
    now = state(store, **asked)
    found = look(now, path=PATH, span=twelve_months(now))
    assert isinstance(found, Look)
    return found


def cells(table: Any) -> list[list[Any]]:
    rows: list[list[Any]] = json.loads(table.to_json())["rows"]
    return rows


def plain(row: list[Any]) -> list[Any]:
    return [cell["v"] if isinstance(cell, dict) else cell for cell in row]


def test_the_ranking_has_every_ward_as_the_file_has_it(store: Store) -> None:
    card = ranking_card(seen(store))
    most = total(ROWS, CENTRAL, MONTHS[12:], "BURGLARY")
    assert card.title == f"Sutton Central has the most: {most}"
    assert card.subtitle == "Burglary by ward, Sutton, the twelve months to February 2026"
    rows = cells(card.table)
    assert [row[0]["v"] for row in rows] == [
        "Sutton Central",
        "Beddington",
        "Carshalton",
        "Belmont",
    ]
    name, count, low, high, before, change, code = plain(rows[0])
    assert (name, count, code) == ("Sutton Central", most, CENTRAL)
    assert before == total(ROWS, CENTRAL, MONTHS[:12], "BURGLARY")
    assert low < count < high
    assert change == pytest.approx(100 * (count - before) / before)
    assert "ward=E05013758" in rows[0][0]["h"]
    assert "offence=burglary" in rows[0][0]["h"]


def test_small_counts_are_read_with_care_and_no_ward_is_judged(store: Store) -> None:
    now = state(store, as_at="2025-12")
    found = look(now, path="/burglary", span=burglary.span(_quarter(store, "2025-26-Q3")))
    assert isinstance(found, Look)
    card = ranking_card(found)
    belmont = cells(card.table)[-1]
    assert belmont[1]["v"] < 10
    assert belmont[1]["n"] == "read with care"
    notes = " ".join(card.notes)
    assert "The wards of Sutton sum to" in notes
    assert "have no known place within it" in notes
    assert "exact Poisson below 10" in notes
    assert "no ward is judged against chance" in notes


def _quarter(store: Store, quarter: str) -> url_state.State:
    asked = {"area": SUTTON, "as-at": "2025-12", "quarter": quarter}
    return url_state.read(store, burglary.PARAMETERS, asked)


def test_the_heat_map_its_table_and_its_words_are_the_same_numbers(store: Store) -> None:
    card = heat_card(seen(store))
    rows = [plain(row) for row in cells(card.table)]
    assert [column.label for column in card.table.columns[:3]] == ["Ward", "Sum", "Mar 2024"]
    for name, whole, *months in rows:
        code = next(each[0] for each in WARDS["Sutton"] if each[1] == name)
        assert months == [total(ROWS, code, [month], "BURGLARY") for month in MONTHS]
        assert whole == sum(months)
    light, dark, missing = card.figure.data
    drawn = [
        [int(one or other) for one, other in zip(a, b, strict=True)]
        for a, b in zip(light["text"], dark["text"], strict=True)
    ]
    assert drawn == [row[2:] for row in rows]
    assert not any(cell for row in missing["text"] for cell in row)
    assert "4 wards of Sutton over 24 months, March 2024 to February 2026" in card.summary
    assert "February 2026 is provisional and likely to rise." in card.summary
    assert ("*", "provisional: likely to rise") in card.key


def test_a_code_that_changed_is_two_rows_missing_and_not_nought(store: Store) -> None:
    card = heat_card(seen(store, area=MERTON))
    names = [row[0] for row in cells(card.table)]
    assert {"Abbey (E05013810)", "Abbey (E05019999)", "Cannon Hill"} == set(names)
    old = next(row for row in cells(card.table) if row[0] == "Abbey (E05013810)")
    assert old[-1] == {"v": None, "s": "x"}
    assert ("–", "no figure: missing, not zero") in card.key
    assert "Abbey (E05013810) and Abbey (E05019999) have no figures in some months." in (
        card.summary.replace("Abbey (E05019999) and Abbey (E05013810)",
                             "Abbey (E05013810) and Abbey (E05019999)")
    )  # fmt: skip
    notes = " ".join(ranking_card(seen(store, area=MERTON)).notes)
    assert "Abbey has the code E05019999 from September 2025, before it had E05013810" in notes


def test_the_chosen_ward_is_told_in_words_and_outlined(store: Store) -> None:
    found = seen(store, ward=CENTRAL)
    card = ranking_card(found)
    most = total(ROWS, CENTRAL, MONTHS[12:], "BURGLARY")
    assert card.title == f"Sutton Central: {most} offences"
    assert f"Sutton Central ({CENTRAL}) has {most} offences in the twelve months" in card.notes[0]
    assert "1st of 4 wards" in card.notes[0]
    assert heat_card(found).figure.layout.shapes[0].y0 == -0.5
    assert heat_card(found).title.startswith("Sutton Central: highest month")


def test_before_wards_begin_it_says_from_when_and_leads_there(store: Store) -> None:
    now = state(store, as_at="2018-06", ward=CENTRAL)
    part = wards.part(now, path=PATH, span=twelve_months(now))
    assert "run from March 2024 to February 2026; the page is as at June 2018" in text_of(part)
    (href,) = links_of(part)
    assert href == (f"/crime-trends?area={SUTTON}&as-at=2026-02&offence=burglary&ward={CENTRAL}")


def test_months_of_the_period_without_wards_are_left_out_and_said(store: Store) -> None:
    found = seen(store, as_at="2024-06")
    assert found.span.label == "March 2024 to June 2024"
    assert "A year before there are no figures by ward" in " ".join(ranking_card(found).notes)


def test_other_series_are_not_by_ward(store: Store) -> None:
    found = look(state(store, offence="knife-crime"), path=PATH, span=None)
    assert isinstance(found, Absence)
    assert "is not published by ward: recorded crime is." in found.message
    assert not found.href


def test_as_shipped_a_borough_is_told_in_one_line_and_others_nothing(shipped: Store) -> None:
    borough = wards.part(state(shipped), path=PATH, span=None)
    assert text_of(borough).startswith("Wards: no figures by ward are loaded for Sutton.")
    assert text_of(wards.part(state(shipped, area="south"), path=PATH, span=None)) == ""
    assert not wards.is_shown(state(shipped))
    # The control is there for the callback, unseen.
    (control,) = [each for each in parts_of(borough) if getattr(each, "type", "") == "hidden"]
    assert control.value == "all"


def test_a_ward_of_another_borough_is_a_problem_named_on_the_page(store: Store) -> None:
    asked = {"area": MERTON, "as-at": "2026-02", "ward": CENTRAL}
    found = url_state.read(store, trends.PARAMETERS, asked)
    (problem,) = found.problems
    assert "Allowed: all, " in problem.sentence()
    assert found["ward"] == "all"


def test_when_the_engine_is_down_the_section_says_so(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: Any, **__: Any) -> None:
        raise EngineUnavailable("DuckDB", "did not answer within 10 seconds.")

    monkeypatch.setattr(Engine, "ask", down)
    now = state(store, offence="arson")  # which nobody has asked for yet
    with noting_engines() as unavailable:
        said = text_of(wards.section(now, path=PATH, span=twelve_months(now)))
    assert "Figures by ward cannot be shown now: DuckDB did not answer within 10 seconds." in said
    assert unavailable, "so that the answer is not remembered"


def test_the_map_is_there_where_boundaries_are(
    store: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    without = seen(store)
    assert not has_map(without)
    assert "No ward boundaries are loaded, so there is no map." in ranking_card(without).notes
    place = data_directory(tmp_path_factory.mktemp("mapped"), ROWS)
    content = boundaries()
    content["features"] = content["features"][1:]  # Beddington has none
    assert load_boundaries(place, content) == 0
    found = seen(load_store(place), ward=CENTRAL)
    assert has_map(found)
    card = map_card(found)
    most = total(ROWS, CENTRAL, MONTHS[12:], "BURGLARY")
    assert card.title == "Most in Sutton Central"
    wards_drawn = card.figure.data[1]
    assert list(wards_drawn["locations"]) == [CENTRAL, "E05013757", BELMONT]
    assert wards_drawn["text"][0].startswith(f"{most} offences<br>")
    assert list(card.figure.data[2]["locations"]) == [], "no City"
    assert list(card.figure.data[4]["locations"]) == [CENTRAL], "outlined"
    assert card.figure.layout.geo.lonaxis.range[0] < -0.2
    assert "/wards-E09000029.json" in wards_drawn["geojson"]
    assert "1 ward with figures have no boundary" in card.summary
    assert "No ward boundaries" not in " ".join(ranking_card(found).notes)
