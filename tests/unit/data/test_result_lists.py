"""Lists in the cells of an answer: as CSV and in its description."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pandas as pd
import pytest

from data.result import Meta, Result

META = Meta(title="Lists", unit=None, source="A source", licence="A licence")


def result(*values: Any) -> Result:
    return Result(pd.DataFrame({"cell": pd.Series(values, dtype=object)}), META)


def cells(answer: Result) -> list[str]:
    return [row["cell"] for row in csv.DictReader(io.StringIO(answer.to_csv(), newline=""))]


def column(answer: Result) -> dict[str, object]:
    described = json.loads(answer.csv_metadata_text("x"))
    (found,) = described["tableSchema"]["columns"]
    return dict(found)


def test_words_are_separated_by_spaces_and_the_description_says_so() -> None:
    answer = result(["east", "E09000016"], ["west"])
    assert cells(answer) == ["east E09000016", "west"]
    assert column(answer)["separator"] == " "
    assert column(answer)["datatype"] == "string"


@pytest.mark.parametrize("last", [["One sentence.", "Another."], [{"name": "a"}], [1, 2]])
def test_other_lists_are_json_in_every_row(last: list[Any]) -> None:
    answer = result(["word"], last)
    assert [json.loads(cell) for cell in cells(answer)] == [["word"], last]
    assert column(answer)["datatype"] == "json"
    assert "separator" not in column(answer)


def test_an_empty_list_of_words_is_blank() -> None:
    assert cells(result([], ["east"])) == ["", "east"]
    assert column(result([], []))["separator"] == " "


def test_what_is_not_known_is_left_out_of_the_description() -> None:
    described = result("a").csv_metadata("x")
    assert None not in described.values()
    assert "dc:license" not in described
    assert "schema:asAt" not in described
