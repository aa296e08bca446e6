"""What is suppressed stays so in a deck and in the printed pack; what is provisional says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from components.pack.contents import Pack, pack
from components.pack.deck import write_deck
from components.pack.words import text_of
from components.views import pack as printed
from data.catalogue import CATALOGUE
from data.counts import Counts
from data.periods import Month
from data.store import DEFAULT_DIRECTORY, Store, load_store
from tests.unit.components.pack.conftest import MADE
from tests.unit.components.pack.deck.reading import Deck, behind, drawn

KNIFE, DATASET = "knife-crime", "knife-crime-by-area"
AS_AT = Month(2026, 2)


@pytest.fixture(scope="module")
def protected() -> Store:
    """The bundled counts, as if knife crime by area were internal."""
    return load_store(
        DEFAULT_DIRECTORY,
        tuple(
            replace(each, disclosure="suppress-below: 5") if each.id == DATASET else each
            for each in CATALOGUE
        ),
    )


@pytest.fixture(scope="module")
def hidden(protected: Store) -> tuple[str, dict[str, bool]]:
    """The area whose knife crime is hidden in the fewest months, and in which."""
    cube: Counts = protected.cubes[DATASET]
    names = [str(period) for period in cube.periods]
    marks = {code: cube.hidden(code, KNIFE) for code in cube.areas}
    code = min((each for each in marks if marks[each].any()), key=lambda each: marks[each].sum())
    assert not marks[code].all()
    return code, dict(zip(names, marks[code].tolist(), strict=True))


@pytest.fixture(scope="module")
def made(protected: Store, hidden: tuple[str, dict[str, bool]]) -> Pack:
    return pack(protected, area=hidden[0], as_at=AS_AT, made=MADE)


def test_a_hidden_month_is_a_gap_with_its_symbol(
    made: Pack, hidden: tuple[str, dict[str, bool]]
) -> None:
    found = Deck(write_deck(made))
    (slide,) = [each for each in found.titled("Knife crime in ") if each.charts]
    (line,) = (each for name, each in drawn(slide.charts[0]).items() if "reak" not in name)
    (kept,) = (each for name, each in behind(slide.charts[0]).items() if "reak" not in name)
    assert [value is None for value in line] == list(hidden[1].values())
    assert [value is None for value in kept] == list(hidden[1].values())
    newest = [month for month in list(hidden[1])[::-1][:40] if hidden[1][month]]
    for month in newest:
        assert f"{Month.parse(month).label}: [c]" in slide.notes
    assert "[c] suppressed: too small to publish" in slide.notes


def test_the_table_of_figures_says_suppressed(made: Pack) -> None:
    found = Deck(write_deck(made))
    (slide,) = found.titled("The quarter in five figures")
    rows = {row[0]: row for row in slide.tables[0]}
    assert "[c]" in rows["Knife crime"]
    assert "[x]" not in rows["Knife crime"]
    assert "[c] suppressed: too small to publish" in slide.text


def test_provisional_is_said_where_it_is(made: Pack) -> None:
    found = Deck(write_deck(made))
    (slide,) = found.titled("The quarter in five figures")
    assert any("(provisional)" in cell for row in slide.tables[0] for cell in row)
    (crime,) = [each for each in found.titled("All recorded crime in ") if each.charts]
    assert "February 2026: " in crime.notes
    (newest,) = [line for line in crime.notes.split("\n") if line.startswith("February 2026: ")]
    assert newest.endswith("(provisional)")
    labels = crime.charts[0]._chartSpace.xpath(".//c:dLbl//a:t/text()")
    assert any("provisional" in label for label in labels)


def test_the_printed_pack_says_so_too(made: Pack, hidden: tuple[str, dict[str, bool]]) -> None:
    text = " ".join(text_of(list(printed.page(made).body)).split())
    start = text.rindex("Knife crime, newest first")
    for month, is_hidden in hidden[1].items():
        label = Month.parse(month).label
        assert (f"{label} [c]" in text[start : start + 1500]) == is_hidden, label
    assert "provisional" in text
