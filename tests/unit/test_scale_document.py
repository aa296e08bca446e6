"""The document of measurements keeps what was not measured anew."""

from pathlib import Path

import pytest

from tests.performance.scale import document
from tests.performance.scale.engines import Plan, report


def found(engine: str, cells: int, p95: float) -> dict[str, object]:
    times = {"p50": p95 / 2, "p95": p95}
    return {
        "engine": engine,
        "cells": cells,
        "written_seconds": 1.5,
        "file_megabytes": 2.0,
        "publish_seconds": 0.0,
        "first_touch_seconds": 0.5,
        "megabytes": 200,
        "megabytes_without_engine": 150,
        "questions": [{"question": "a series", "layer": times, "by_hand": times, "ratio": 1.0}],
    }


def test_a_part_that_is_measured_alone_leaves_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "measurements.md"
    monkeypatch.setattr(document, "DOCUMENT", file)
    document.keep("readers", "of readers\n\n| a |\n| --- |\n| 1 |")
    monkeypatch.setenv("SCALE_CELLS", "1000")
    monkeypatch.setenv("SCALE_PARTS", "engines,readers")
    document.keep("engines", "of engines")
    monkeypatch.undo()
    monkeypatch.setattr(document, "DOCUMENT", file)
    document.keep("readers", "of readers again")
    text = file.read_text(encoding="utf-8")
    assert text.count("## ") == 2
    assert text.index("of engines") < text.index("of readers again")
    assert "of readers\n" not in text
    # What was set is said, so that the same can be measured again.
    assert "`make scale SCALE_CELLS=1000 SCALE_PARTS=engines` on " in text
    assert "`make scale SCALE_PARTS=readers` on " in text


def test_growth_has_a_column_a_size_and_engines_a_table_each() -> None:
    sizes = (3_000_050, 29_999_775, 300_000_020)
    several = [found("duckdb", cells, place * 10.0) for place, cells in enumerate(sizes, 1)]
    text = report([*several, found("postgresql", 29_999_775, 7.0)], Plan())
    assert text.count("**duckdb, 29,999,775 cells**") == 1
    assert text.count("**postgresql, 29,999,775 cells**") == 1
    assert "| a series | 10.0 | 20.0 | 30.0 |" in text
