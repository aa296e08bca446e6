"""Text measured without a font: against the font itself where it is there, and by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from components.pack.deck import fit

FONTS = {
    False: Path("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"),
    True: Path("/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf"),
}
SENTENCES = (
    "Burglary rose 8.2 % in London; under-25 knife injuries rose 2.3 %",
    "Robbery in London stood at 2,895 in June 2018, above the upper limit of 2,645.",
    "Source: Metropolitan Police Service, through the London Datastore (Q1 2018-19).",
    "−30.0 % in Havering: “the lowest” since 2013 – £1.2m & more?",
)


def test_a_width_is_the_sum_of_its_letters() -> None:
    # H 722, i 222: 944 thousandths of 10 points, and the margin.
    assert fit.width("Hi", 10) == pytest.approx(9.44 * fit.MARGIN)
    assert fit.width("Hi", 10, bold=True) == pytest.approx(10.0 * fit.MARGIN)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", SENTENCES)
def test_a_width_is_that_of_the_font_or_a_little_more(text: str, bold: bool) -> None:
    if not FONTS[bold].exists():
        pytest.skip(f"{FONTS[bold].name} is not installed (apt install fonts-liberation)")
    from PIL import ImageFont  # noqa: PLC0415 - comes with python-pptx

    real = ImageFont.truetype(str(FONTS[bold]), 100).getlength(text)
    assert real <= fit.width(text, 100, bold=bold) <= real * 1.09


def test_lines_break_between_words() -> None:
    room = fit.width("all recorded", 12)
    assert fit.lines("all recorded crime", room, 12) == 2
    assert fit.lines("all recorded crime", fit.width("all recorded crime", 12) + 0.1, 12) == 1
    assert fit.lines("one\ntwo", 500, 12) == 2


def test_a_no_break_space_holds_a_number_and_its_unit_together() -> None:
    room = fit.width("rose 8.2 ", 12)
    assert fit.lines("rose 8.2\N{NO-BREAK SPACE}%", room, 12) == 2


def test_a_word_longer_than_a_line_takes_several() -> None:
    assert fit.lines("m" * 20, fit.width("m" * 8, 10), 10) == 3


def test_the_largest_size_that_fits_or_the_smallest() -> None:
    assert fit.largest("Title", room=500, most=40, sizes=(26, 20)) == 26
    assert fit.largest("Title " * 90, room=100, most=40, sizes=(26, 20)) == 20


@given(text=st.text(alphabet=st.characters(codec="ascii", exclude_characters="\n"), max_size=300))
@settings(max_examples=60, deadline=None)
@example(text="-0000000000000@MM")
def test_what_is_shortened_fits(text: str) -> None:
    cut = fit.shortened(text, room=120, most=2, size=12)
    assert fit.lines(cut, 120, 12) <= 2
    assert cut == text or cut.endswith("…")
