"""Decks for tests, each written once."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace

import pytest

from components.pack.deck import write_deck
from tests.unit.components.pack.conftest import Made
from tests.unit.components.pack.deck.reading import Deck

Decks = Callable[..., Deck]


@pytest.fixture(scope="session")
def deck(packed: Made) -> Decks:
    """Writes and reads the deck of an area and a month, with or without a marking."""

    @functools.cache
    def made(area: str, as_at: str, marking: str | None = None) -> Deck:
        return Deck(write_deck(replace(packed(area, as_at), marking=marking)))

    return made
