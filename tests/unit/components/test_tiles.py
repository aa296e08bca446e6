"""Tiles: what they say, and that no change is told by colour alone."""

from __future__ import annotations

import pytest

from components.tiles import Move, Spark, Tile, change_mark, tiles
from tests.unit.components.reading import text_of, with_class


@pytest.mark.parametrize(
    ("percent", "said", "name"),
    [
        (8.189, "▲up\u00a08.2\u00a0%", "is-rise"),
        (-30.04, "▼down\u00a030.0\u00a0%", "is-fall"),
        (0.04, "●no change", "is-level"),
        (-0.04, "●no change", "is-level"),
    ],
)
def test_a_change_is_shape_word_and_number(percent: float, said: str, name: str) -> None:
    mark = change_mark(percent)
    assert text_of(mark) == said
    assert with_class(mark, name) == [mark]


def test_a_tile_says_all_it_is_given() -> None:
    tile = Tile(
        key="burglary",
        name="Burglary",
        href="/burglary",
        value="18,839",
        period="offences in Q1 2018-19",
        badge="London only",
        moves=[
            Move(8.2, "on Q1 2017-18"),
            Move(None, "", missing="Fewer than 12 months of figures yet"),
        ],
        sentence="The highest April to June since 2013.",
        spark=Spark([1.0, None, 3.0], "Monthly counts."),
        notes=["Small count: read with care."],
    )
    row = tiles([tile], label="Five figures")
    assert row.to_plotly_json()["props"]["aria-label"] == "Five figures"
    shown = text_of(row)
    for part in (
        "Burglary",
        "18,839",
        "offences in Q1 2018-19",
        "London only",
        "on Q1 2017-18",
        "Fewer than 12 months of figures yet",
        "The highest April to June since 2013.",
        "Small count: read with care.",
    ):
        assert part in shown
    assert [image.alt for image in with_class(row, "sparkline")] == ["Monthly counts."]
    assert with_class(row, "tile")[0].id == "tile-burglary"
