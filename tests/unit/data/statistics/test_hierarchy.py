"""Trees of areas and offences."""

from __future__ import annotations

import pytest

from data.statistics.hierarchy import Hierarchy

AREAS: dict[str, str | None] = {
    "croydon": "south",
    "sutton": "south",
    "bromley": "south",
    "london": None,
    "south": "london",
    "west": "london",
    "ealing": "west",
    "unknown": "london",
}


def test_parents_come_before_children() -> None:
    tree = Hierarchy.from_parents(AREAS)

    assert tree.nodes == (
        "london",
        "south",
        "west",
        "unknown",
        "croydon",
        "sutton",
        "bromley",
        "ealing",
    )
    assert tree.leaves == ("unknown", "croydon", "sutton", "bromley", "ealing")
    assert tree.parent.tolist() == [-1, 0, 0, 0, 1, 1, 1, 2]


def test_what_counts_towards_what() -> None:
    tree = Hierarchy.from_parents(AREAS)

    assert tree.covers[0].all()
    assert [tree.leaves[at] for at in tree.covers[1].nonzero()[0]] == [
        "croydon",
        "sutton",
        "bromley",
    ]
    assert tree.covers[4].tolist() == [False, True, False, False, False]
    assert tree.within[1].tolist() == [False, True, False, False, True, True, True, False]


def test_siblings() -> None:
    tree = Hierarchy.from_parents(AREAS)

    assert tree.siblings(1).tolist() == [1, 2, 3]
    assert tree.siblings(7).tolist() == [7]
    assert tree.siblings(0).tolist() == [0]


def test_a_single_name() -> None:
    tree = Hierarchy.from_parents({"all": None})

    assert tree.leaves == ("all",)
    assert tree.covers.tolist() == [[True]]


@pytest.mark.parametrize(
    ("parents", "message"),
    [
        ({"a": None, "b": None}, "one root"),
        ({}, "one root"),
        ({"a": None, "b": "z"}, "'z', which is not"),
        ({"a": None, "b": "c", "c": "b"}, "circle: \\['b', 'c'\\]"),
    ],
)
def test_what_is_no_tree(parents: dict[str, str | None], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Hierarchy.from_parents(parents)
