from __future__ import annotations

import csv
import io
import json

import numpy as np
import pandas as pd

from data.result import Meta, Result

META = Meta(
    title="Burglary, London: count",
    unit="offences",
    source="Metropolitan Police Service: Recorded crime",
    licence="Open Government Licence v2.0",
    licence_url="https://example.org/ogl",
    as_at="2018-06",
    breaks=({"month": "2024-03", "label": "CONNECT", "description": "Another system."},),
    notes=("A note.",),
    first="2010-04",
    last="2026-02",
    columns={"value": "The measure"},
)


def result() -> Result:
    rows = pd.DataFrame(
        {
            "month": ["2018-05", "2018-06", "2018-07"],
            "value": np.array([3.0, np.nan, 2.5]),
            "symbol": pd.Series([None, "x", None], dtype=object),
            "provisional": [False, False, True],
            "areas": pd.Series([["east", "west"], [], ["east"]], dtype=object),
        }
    )
    return Result(rows, META)


def test_records_are_ready_for_json() -> None:
    records = result().to_records()
    assert records[0] == {
        "month": "2018-05", "value": 3, "symbol": None, "provisional": False,
        "areas": ["east", "west"],
    }  # fmt: skip
    assert records[1]["value"] is None
    assert records[2]["value"] == 2.5
    assert type(records[0]["value"]) is int
    assert type(records[0]["provisional"]) is bool
    assert json.loads(json.dumps(records, allow_nan=False)) == records


def test_missing_words_are_none_too() -> None:
    rows = pd.DataFrame({"due": pd.Series(["2018-07", None], dtype="str"), "n": [1, 2]})
    assert Result(rows, META).to_records() == [{"due": "2018-07", "n": 1}, {"due": None, "n": 2}]


def test_csv_has_the_header_first_and_blanks_for_missing() -> None:
    lines = result().to_csv().split("\r\n")
    assert lines == [
        "month,value,symbol,provisional,areas",
        "2018-05,3,,false,east west",
        "2018-06,,x,false,",
        "2018-07,2.5,,true,east",
        "",
    ]


def test_csv_numbers_keep_every_digit() -> None:
    number = 0.1 + 0.2
    rows = pd.DataFrame({"value": [number, -1 / 3, 1e22]})
    read = list(csv.reader(io.StringIO(Result(rows, META).to_csv())))
    assert [float(cell) for (cell,) in read[1:]] == [number, -1 / 3, 1e22]


def test_csv_quotes_what_must_be_quoted() -> None:
    rows = pd.DataFrame({"name": ['Fear, "alarm"\nor distress']})
    text = Result(rows, META).to_csv()
    assert next(csv.reader(io.StringIO(text.split("\r\n", 1)[1], newline=""))) == [
        'Fear, "alarm"\nor distress'
    ]


def test_an_answer_without_rows_has_its_header() -> None:
    empty = Result(result().rows.head(0), META)
    assert empty.to_records() == []
    assert empty.to_csv() == "month,value,symbol,provisional,areas\r\n"


def test_the_sidecar_carries_source_licence_as_at_breaks_and_columns() -> None:
    described = result().csv_metadata("/api/v1/series?format=csv")
    assert described["url"] == "/api/v1/series?format=csv"
    assert described["dc:source"] == META.source
    assert described["dc:license"] == {"@id": "https://example.org/ogl"}
    assert described["schema:asAt"] == "2018-06"
    assert described["schema:temporalCoverage"] == "2010-04/2026-02"
    text = result().csv_metadata_text("x")
    assert "CONNECT (2024-03): Another system." in text
    columns = json.loads(text)["tableSchema"]["columns"]
    assert [(column["name"], column["datatype"]) for column in columns] == [
        ("month", "string"), ("value", "number"), ("symbol", "string"),
        ("provisional", "boolean"), ("areas", "string"),
    ]  # fmt: skip
    assert columns[1]["dc:description"] == "The measure"


def test_the_meta_record_has_what_the_api_promises() -> None:
    record = META.to_record()
    assert {"unit", "source", "licence", "as_at", "breaks", "notes"} <= set(record)
    assert record["symbols"] == {
        "c": "suppressed", "x": "unavailable", "z": "not applicable",
    }  # fmt: skip
    assert json.loads(json.dumps(record)) == record
