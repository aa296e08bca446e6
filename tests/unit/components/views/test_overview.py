"""The overview's words and figures, for areas and months of every kind."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from components import url_state
from components.chart_card import Absent, Card
from components.tiles import Tile
from components.views import overview, overview_burglary, overview_knife, overview_milestones
from components.views.overview_tiles import overview_tiles
from data.periods import Month, Quarter
from data.queries.series import series
from data.store import DEFAULT_DIRECTORY, Store, load_store
from tests.unit.components.reading import links_of, text_of

HAVERING = "E09000016"
KEYS = ["all", "violence", "knife", "under-25", "burglary"]


@pytest.fixture(scope="module")
def store() -> Store:
    return load_store(DEFAULT_DIRECTORY)


def state(store: Store, area: str = "london", as_at: str = "2018-06") -> url_state.State:
    return url_state.read(store, (), {"area": area, "as-at": as_at})


def tiles_of(store: Store, area: str = "london", as_at: str = "2018-06") -> Mapping[str, Tile]:
    found = overview_tiles(state(store, area, as_at))
    assert [tile.key for tile in found] == KEYS
    return {tile.key: tile for tile in found}


def notes_of(tile: Tile) -> str:
    return " ".join(text_of(note) for note in tile.notes)


def test_london_as_the_report_has_it(store: Store) -> None:
    tiles = tiles_of(store)
    values = {key: tile.value for key, tile in tiles.items()}
    assert values == {
        "all": "208,779",
        "violence": "54,463",
        "knife": "3,857",
        "under-25": "533",
        "burglary": "18,839",
    }
    changes = {key: round(tile.moves[0].percent or 0, 1) for key, tile in tiles.items()}
    assert changes == {"all": 0.9, "violence": 5.8, "knife": 6.6, "under-25": 2.3, "burglary": 8.2}
    assert tiles["burglary"].moves[1].before == "12 months: 79,042,"
    assert tiles["burglary"].moves[1].percent == pytest.approx(11.6176, abs=1e-4)
    # The series starts in April 2017: 15 months, so no twelve months before the twelve.
    assert tiles["under-25"].moves[1].percent is None
    assert not any(tile.badge for tile in tiles.values())
    assert overview.title(state(store)) == (
        "Burglary rose 8.2\u00a0% in London; under-25 knife injuries rose 2.3\u00a0%"
    )
    assert "April to June 2018 against April to June 2017" in overview.context(state(store))
    assert "Home Office" in overview.context(state(store))


def test_readings_of_the_report_s_quarter(store: Store) -> None:
    tiles = tiles_of(store)
    assert tiles["all"].sentence == "The highest April to June from 2013 to 2018."
    assert tiles["burglary"].sentence == "The highest April to June since 2013."
    assert tiles["under-25"].sentence == "12 more than a year before."
    havering = tiles_of(store, HAVERING)
    assert havering["burglary"].sentence == (
        "The lowest April to June from 2010 to 2018; in London it rose 8.2\u00a0%."
    )


def test_the_report_s_own_headlines_stand_beside_the_tiles_of_its_month(store: Store) -> None:
    tiles = tiles_of(store)
    assert "827,225 offences in 2017-18, against 777,458 in 2016-17" in notes_of(tiles["all"])
    assert "14,680" in notes_of(tiles["knife"])
    assert links_of(list(tiles["all"].notes)[-1]) == ["/report-check?as-at=2018-06"]
    for as_at in ("2018-05", "2018-07", "2026-02"):
        assert not any("The report:" in notes_of(t) for t in tiles_of(store, as_at=as_at).values())


def test_on_an_area_s_page_what_is_london_only_says_so(store: Store) -> None:
    tiles = tiles_of(store, "south-west")
    badges = {key: tile.badge for key, tile in tiles.items()}
    assert badges == {
        "all": "",
        "violence": "",
        "knife": "London only",
        "under-25": "London only",
        "burglary": "",
    }
    assert tiles["knife"].value == "3,857"
    assert tiles["burglary"].value == "1,601"
    # The report's headlines are of London: they stand beside London's figures only.
    assert "The report:" in notes_of(tiles["knife"])
    assert "The report:" not in notes_of(tiles["burglary"])


def test_from_2022_areas_have_knife_figures_of_their_own(store: Store) -> None:
    tiles = tiles_of(store, "south-west", "2026-02")
    assert not any(tile.badge for tile in tiles.values())
    assert (tiles["knife"].value, tiles["under-25"].value) == ("175", "16")
    assert tiles_of(store, as_at="2026-02")["knife"].value == "3,232"


@pytest.mark.parametrize("as_at", ["2019-06", "2020-06", "2022-02", "2022-05"])
@pytest.mark.parametrize("area", ["london", "south-west", HAVERING])
def test_between_the_knife_series_the_tile_says_what_there_is(
    store: Store, area: str, as_at: str
) -> None:
    knife = tiles_of(store, area, as_at)["knife"]
    assert knife.value == "–"
    assert "April 2008 to March 2019 (by quarter, Home Office" in knife.sentence
    assert "March 2022 to February 2026" in knife.sentence
    assert "never joined" in knife.sentence
    assert "London only" in knife.sentence if area != "london" else True
    links = links_of(list(knife.notes))
    assert [re.search(r"as-at=(\S+)$", link)[1] for link in links] == ["2019-03", "2026-02"]  # type: ignore[index]


def test_the_knife_series_end_and_begin_where_their_quarters_do(store: Store) -> None:
    assert tiles_of(store, as_at="2019-03")["knife"].value == "3,650"
    assert tiles_of(store, as_at="2019-05")["knife"].value == "3,650"
    begun = tiles_of(store, as_at="2022-06")["knife"]
    assert begun.value != "–"
    assert begun.moves[0].percent is None


def test_before_the_under_25_series_the_tile_says_from_when_it_runs(store: Store) -> None:
    tile = tiles_of(store, as_at="2017-05")["under-25"]
    assert tile.value == "–"
    assert "April 2017 to February 2026" in tile.sentence
    assert tiles_of(store, as_at="2017-06")["under-25"].value == "521"


def test_without_a_year_before_there_are_words(store: Store) -> None:
    tile = tiles_of(store, as_at="2010-06")["all"]
    assert tile.value == "209,781"
    assert tile.moves[0].missing == "No figure for the year before"
    assert overview.title(state(store, "west", "2010-06")) == (
        "21,957 offences in West BCU in April to June 2010"
    )
    assert tile.sentence == "Counted from April 2010."
    assert overview_burglary.card(state(store, as_at="2010-06")) is None


def test_before_the_first_quarter_there_are_words(store: Store) -> None:
    assert overview.title(state(store, "west", "2010-04")) == (
        "West BCU: no complete quarter of recorded crime yet"
    )
    tile = tiles_of(store, as_at="2010-05")["burglary"]
    assert tile.value == "–"
    assert "April 2010 to February 2026" in tile.sentence


def test_a_quarter_across_a_break_says_so(store: Store) -> None:
    tiles = tiles_of(store, as_at="2024-06")
    assert "Not fully comparable with a year before: CONNECT replaces CRIS (March 2024)." in (
        notes_of(tiles["all"])
    )
    assert "CONNECT" not in notes_of(tiles["knife"])
    assert "span a break in recording" in overview.context(state(store, as_at="2024-06"))
    assert "break" not in overview.context(state(store, as_at="2018-06"))


def test_the_newest_month_is_said_to_be_provisional(store: Store) -> None:
    for tile in tiles_of(store, as_at="2026-02").values():
        assert "The 12 months include February 2026, which is provisional." in notes_of(tile)
    assert not any("provisional" in notes_of(tile) for tile in tiles_of(store).values())


def _quarter_sums(store: Store, offence: str, area: str) -> dict[Quarter, float]:
    rows = series(store, offence=offence, area=area, end=Month(2026, 2)).rows
    sums: dict[Quarter, list[float]] = {}
    for month, value in zip(rows["month"], rows["value"], strict=True):
        sums.setdefault(Month.parse(month).quarter, []).append(value)
    return {quarter: sum(values) for quarter, values in sums.items() if len(values) == 3}


@pytest.mark.parametrize("as_at", ["2013-03", "2018-06", "2023-12", "2026-02"])
def test_every_reading_is_true_of_the_counts(store: Store, as_at: str) -> None:
    """A sentence that names years is checked against sums of the monthly series."""
    checked = 0
    for area in store.areas.all():
        tiles = tiles_of(store, area.code, as_at)
        for key, offence in (("burglary", "burglary"), ("violence", "violence-against-the-person")):
            sentence = tiles[key].sentence
            sums = _quarter_sums(store, offence, area.code)
            month = Month.parse(as_at)
            now = month.quarter if month.quarter.last <= month else month.quarter.previous()
            year = now.first.year
            found = re.match(r"The (highest|lowest) .* (?:since (\d+)|from (\d+) to \d+)", sentence)
            if not found:
                continue
            since, first = found[2], found[3]
            years = range(int(since or first) + bool(since), year)
            before = [sums[now + 4 * (each - year)] for each in years]
            assert len(before) >= 2
            if found[1] == "highest":
                assert sums[now] > max(before), (area.code, sentence)
                assert not since or sums[now + 4 * (int(since) - year)] >= sums[now]
            else:
                assert sums[now] < min(before), (area.code, sentence)
                assert not since or sums[now + 4 * (int(since) - year)] <= sums[now]
            checked += 1
    # Where a break lies in every year looked back on, there is nothing to name.
    assert checked > 20 or as_at == "2026-02"


@pytest.mark.parametrize(
    "as_at", ["2010-04", "2011-01", "2018-06", "2024-02", "2024-03", "2026-02"]
)
def test_areas_of_every_kind_have_words_for_every_month(store: Store, as_at: str) -> None:
    for area in (store.areas.london, *store.areas.bcus()[::4], *store.areas.boroughs()[::8]):
        at = state(store, area.code, as_at)
        assert area.label in overview.title(at)
        assert "None" not in overview.title(at) + overview.context(at)
        assert "nan" not in overview.title(at)
        for tile in tiles_of(store, area.code, as_at).values():
            assert tile.sentence
            assert "nan" not in tile.sentence + tile.value
            assert "None" not in tile.sentence


def test_burglary_bars_of_london_are_its_two_ends(store: Store) -> None:
    card = overview_burglary.card(state(store))
    assert isinstance(card, Card)
    bars = card.figure.data[0]
    names = [name for name, _ in bars.customdata]
    # Drawn from the bottom: the largest fall first.
    assert names[0] == "Havering"
    assert names[-1] == "Haringey"
    assert len(names) == 9
    assert bars.x[0] == pytest.approx(-30.03597122)
    assert len(card.table.rows) == 32
    assert card.summary == (
        "Of the 32 boroughs, burglary rose in 23 and fell in 9. "
        "London: 17,413 to 18,839 (+8.2\u00a0%)."
    )


def test_burglary_bars_of_a_borough_are_its_bcu_s(store: Store) -> None:
    card = overview_burglary.card(state(store, HAVERING))
    assert isinstance(card, Card)
    names = {name for name, _ in card.figure.data[0].customdata}
    assert names == {"London", "East BCU", "Redbridge", "Barking and Dagenham", "Havering"}
    assert "Havering: 556 to 389 (−30.0\u00a0%)." in card.summary


def test_under_25_card_sets_off_the_report_s_quarter(store: Store) -> None:
    card = overview_knife.card(state(store, "west"))
    assert isinstance(card, Card)
    assert card.title == "Under-25 knife injuries rose 2.3\u00a0% in Q1 2018-19"
    assert card.summary.startswith("164 victims in June 2018. 533 victims in April to June 2018")
    assert [note.text for note in card.figure.layout.annotations] == ["this report"]
    assert len(card.table.rows) == 15
    assert "London" in card.subtitle


def test_under_25_card_before_its_series(store: Store) -> None:
    card = overview_knife.card(state(store, as_at="2016-01"))
    assert isinstance(card, Absent)
    assert "April 2017" in card.title
    assert card.link_href == "/?as-at=2026-02"


def test_milestones_of_london(store: Store) -> None:
    shown = text_of(overview_milestones.summary(state(store)))
    assert "All 6 milestones delivered" in shown
    assert "11commitments ahead" in shown
    assert "/milestones?as-at=2018-06" in links_of(overview_milestones.summary(state(store)))


def test_milestones_of_an_area_and_what_became_of_commitments(store: Store) -> None:
    panel = overview_milestones.summary(state(store, "south-west", "2026-02"))
    assert "All 5 milestones that concern South West BCU delivered" in text_of(panel)
    assert "no report loaded says what became of them" in text_of(panel)
    assert "/milestones?area=south-west&as-at=2026-02" in links_of(panel)


def test_milestones_before_the_first_report(store: Store) -> None:
    panel = overview_milestones.summary(state(store, as_at="2017-06"))
    assert "No milestone report yet" in text_of(panel)
    assert "the first is as at June 2018" in text_of(panel)


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ({"delivered": 1, "on-track": 0, "some-delay": 0}, "The one milestone delivered"),
        (
            {"delivered": 2, "on-track": 1, "some-delay": 1},
            "2 of 4 milestones delivered, 1 with some delay",
        ),
        ({"delivered": 0, "on-track": 3, "some-delay": 0}, "0 of 3 milestones delivered"),
        ({"delivered": 0, "on-track": 0, "some-delay": 0}, "No milestone"),
    ],
)
def test_titles_of_boards(store: Store, counts: dict[str, int], title: str) -> None:
    assert overview_milestones.title(state(store), counts) == title
