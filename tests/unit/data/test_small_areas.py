"""The register of wards: what is known of a code, and what is said of codes that change."""

from __future__ import annotations

import pandas as pd

from data.periods import Month
from data.small_areas import LEVELS, REGISTER_COLUMNS, Register, Spell

WARD = LEVELS["ward"]


def spell(code: int, name: str, first: str, last: str, borough: str = "E09000029") -> Spell:
    return Spell(f"E0500000{code}", Month.parse(first), Month.parse(last), name, borough)


def told(*spells: Spell) -> list[tuple[str, str, str]]:
    changes = Register(WARD, spells).changes("E09000029")
    return [(each.kind, each.code[-1] + each.other[-1:], str(each.month)) for each in changes]


def test_what_never_changed_is_no_change() -> None:
    assert told(spell(1, "A", "2020-01", "2022-12"), spell(2, "B", "2020-01", "2022-12")) == []
    assert told() == []


def test_a_name_under_a_new_code_is_said_and_not_joined() -> None:
    old, new = spell(1, "Abbey", "2020-01", "2022-04"), spell(2, "abbey", "2022-05", "2022-12")
    register = Register(WARD, [old, new])
    (change,) = register.changes("E09000029")
    assert (change.kind, change.code, change.other) == ("new-code", old.code, new.code)
    assert "The two are not joined" in change.sentence()
    assert "from May 2022" in change.sentence()
    assert [area.code for area in register.within("E09000029")] == [old.code, new.code]


def test_codes_that_overlap_in_time_are_two_wards() -> None:
    assert told(
        spell(1, "Abbey", "2020-01", "2022-06"), spell(2, "Abbey", "2022-05", "2022-12")
    ) == [("new", "2", "2022-05"), ("no-longer", "1", "2022-07")]


def test_what_vanishes_begins_is_renamed_or_moves_is_said() -> None:
    found = told(
        spell(1, "Gone", "2020-01", "2020-12"),
        spell(2, "Begun", "2021-06", "2022-12"),
        spell(3, "Old", "2020-01", "2021-03"),
        spell(3, "New", "2021-04", "2022-12"),
        spell(4, "Stays", "2020-01", "2021-12", "E09000001"),
        spell(4, "Stays", "2022-01", "2022-12"),
    )
    assert found == [
        ("no-longer", "1", "2021-01"),
        ("renamed", "3w", "2021-04"),
        ("new", "2", "2021-06"),
        ("moved", "49", "2022-01"),
    ]


def test_a_code_has_its_newest_name_and_what_no_file_named_has_its_code() -> None:
    register = Register(
        WARD,
        [
            spell(3, "Old", "2020-01", "2021-03"),
            spell(3, "New", "2021-04", "2022-12"),
            spell(5, "", "2020-01", "2022-12"),
        ],
    )
    area = register.get("E05000003")
    assert area is not None
    assert (area.name, str(area.first), str(area.last)) == ("New", "2020-01", "2022-12")
    assert [each.name for each in register.within("E09000029")] == ["E05000005", "New"]
    assert register.get("E05000009") is None
    assert register.within("E09000003") == []
    table = pd.DataFrame(register.rows(), columns=[*REGISTER_COLUMNS])
    assert Register.of_table(WARD, table).spells == register.spells
