"""Paragraphs give way until they fit; nothing that a slide cannot hold gets onto it."""

from __future__ import annotations

from components.pack.deck.series import sentences_of
from components.pack.deck.text import fitted, height, paragraph
from components.pack.words import clean


def test_control_characters_and_line_ends_do_not_get_onto_a_slide() -> None:
    assert clean("a\x00b\x1bc\td\ne \ud800") == "abc d e"


def test_text_shrinks_then_spare_paragraphs_go_last_first() -> None:
    said = [paragraph("word " * 30, 14, spare=number > 0) for number in range(4)]
    kept = fitted(said, room=200, most=160)
    assert height(kept, 200) <= 160
    assert 1 <= len(kept) < 4
    assert all(11 <= each.size <= 14 for each in kept)


def test_what_is_fixed_keeps_its_size() -> None:
    said = [paragraph("208,779", 34, fixed=True), paragraph("word " * 60, 14)]
    kept = fitted(said, room=200, most=230)
    assert kept[0].size == 34
    assert kept[1].size < 14


def test_sentences_end_at_full_stops_not_in_numbers() -> None:
    text = "Mean 174.3, limits 126.2 and 222.3. No month is marked. 2,093 in twelve months."
    assert sentences_of(text) == [
        "Mean 174.3, limits 126.2 and 222.3.",
        "No month is marked.",
        "2,093 in twelve months.",
    ]
