"""A deck is laid out without overlap, and can be read without seeing it, by any area and month."""

from __future__ import annotations

import functools
import io
import zipfile
from itertools import combinations

import pytest

from components.pack.contents import pack
from components.pack.deck import geometry, write_deck
from data.periods import Month
from tests.unit.components.pack.conftest import MADE, Made
from tests.unit.components.pack.deck.conftest import Decks
from tests.unit.components.pack.deck.reading import Deck, Slide, box_of, described, too_tall
from tests.unit.components.views import milestone_quarters

TYPICAL = "OFFICIAL-SENSITIVE – draft until 20 July"
LONGEST = (
    "OFFICIAL-SENSITIVE – draft until 20 July, not for publication before the meeting of the "
    "board in JULY"
)
SAMPLE = [
    ("london", "2018-06", None),
    ("south-west", "2026-02", TYPICAL),
    ("E09000020", "2026-02", LONGEST),
]
EVERY = [
    (area, as_at, LONGEST)
    for as_at in ("2010-04", "2014-05", "2018-06", "2019-09", "2024-03", "2026-02")
    for area in ("london", "west", "east", "central-north", "south-west", "E09000002",
                 "E09000020", "E09000025", "E09000027", "E09000033")
]  # fmt: skip
LARGEST = 3_000_000
A_POINT = 12_700


@pytest.mark.parametrize(("area", "as_at", "marking"), SAMPLE)
def test_layout_and_reading(deck: Decks, area: str, as_at: str, marking: str | None) -> None:
    check(deck(area, as_at, marking), marking)


@pytest.mark.full
@pytest.mark.parametrize(("area", "as_at", "marking"), EVERY)
def test_layout_and_reading_of_every_kind(
    deck: Decks, area: str, as_at: str, marking: str | None
) -> None:
    check(deck(area, as_at, marking), marking)


@functools.cache
def made_up() -> Deck:
    return Deck(
        write_deck(
            pack(
                milestone_quarters.store(),
                area="london",
                as_at=Month(2018, 12),
                made=MADE,
                marking=TYPICAL,
            )
        )
    )


def test_milestones_that_moved_have_a_slide() -> None:
    check(made_up(), TYPICAL)
    (moved,) = made_up().titled("Since Q2 2018-19: 1 reopened, 1 newly delayed, 2 slipped")
    rows = {row[0]: row for row in moved.tables[0]}
    assert rows["Slips twice (owner: Nobody)"][1] == "Slipped and carried over"
    assert rows["Slips twice (owner: Nobody)"][-1] == "+6"


def test_the_slides_follow_the_story(deck: Decks) -> None:
    titles = [each.title for each in deck("london", "2018-06").slides]
    assert titles[0] == "Met Business Plan: London, as at June 2018"
    expected = (
        "The quarter in five figures",
        "What needs attention in London",
        "All recorded crime in London rose 0.9",
        "Violence against the person in London rose",
        "Knife offences rose",
        "Burglary in London rose 8.2",
        "Under-25 knife injuries",
        "Burglary: fell most in Havering",
        "6 of 11 offence groups rose",
        "All 6 milestones delivered",
        "5 of 11 still to come",
        "All 9 figures that can be checked",
        "16 datasets stand behind",
        "How to read the figures",
    )
    places = [next(n for n, each in enumerate(titles) if each.startswith(t)) for t in expected]
    assert places == sorted(places)


def check(found: Deck, marking: str | None) -> None:
    assert len(found.content) < LARGEST
    assert (found.file.slide_width, found.file.slide_height) == (geometry.WIDTH, geometry.HEIGHT)
    assert found.file.slide_width / found.file.slide_height == pytest.approx(16 / 9, abs=0.001)
    titles = [each.title for each in found.slides]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    for slide in found.slides:
        _check_places(slide)
        _check_reading(slide)
        _check_marking(slide, marking)
    assert _unheld_masters(found.content) == []


def _check_places(slide: Slide) -> None:
    for box in slide.boxes:
        where = f"{slide.title}: {box.name}"
        assert box.left >= 0, where
        assert box.top >= 0, where
        assert box.right <= geometry.WIDTH, where
        assert box.bottom <= geometry.HEIGHT, where
    for one, other in combinations(slide.boxes, 2):
        assert one.overlap(other) == (0, 0), f"{slide.title}: {one.name} and {other.name}"
    for shape in slide.shapes:
        if shape.has_text_frame:
            assert not too_tall(shape), f"{slide.title}: {shape.name}: {shape.text_frame.text}"
    for group in slide.groups():
        inner = [each for each in group.shapes if each.name.startswith(("Label", "Key text"))]
        for one, other in combinations([box_of(each) for each in inner], 2):
            wide, high = one.overlap(other)
            assert min(wide, high) <= A_POINT, f"{slide.title}: {one.name} and {other.name}"


def _check_reading(slide: Slide) -> None:
    """The title is read first, the number last; what is not text has words of its own."""
    names = [each.name for each in slide.shapes]
    assert names[0] == "Title"
    assert "Slide number" not in names or names[-1] == "Slide number"
    assert slide.notes.strip(), slide.title
    for shape in slide.shapes:
        if not shape.has_text_frame:
            words = described(shape)
            assert len(words) > 20, f"{slide.title}: {shape.name}"
            assert words.startswith(("Line chart", "Bar chart", "Table", "Map", "Classes"))
    ids = [each.shape_id for each in slide.shapes]
    assert len(set(ids)) == len(ids)


def _check_marking(slide: Slide, marking: str | None) -> None:
    found = [each for each in slide.shapes if each.name == "Marking"]
    assert [each.text_frame.text for each in found] == ([marking] if marking else [])


def _unheld_masters(content: bytes) -> list[str]:
    """Shapes of the master that are neither text nor marked as decoration."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        master = file.read("ppt/slideMasters/slideMaster1.xml").decode()
        assert not [name for name in file.namelist() if "printerSettings" in name]
    parts = master.split("<p:cNvPr ")[1:]
    return [
        part[:60]
        for part in parts
        if any(f'name="{name}"' in part[:60] for name in ("Band", "Accent", "Rule"))
        and "decorative" not in part[:400]
    ]


def test_whoever_has_waited_enough_stops_between_two_slides(packed: Made) -> None:
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps == 5:
            raise TimeoutError

    with pytest.raises(TimeoutError):
        write_deck(packed("london", "2018-06"), step=step)
    assert steps == 5
