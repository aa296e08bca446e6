"""The rules of the table of offence labels."""

from __future__ import annotations

import pytest

from data.catalogue import dataset
from data.errors import DataFileError
from data.store import DEFAULT_DIRECTORY, load_table

CONTENT = (DEFAULT_DIRECTORY / "offence_labels.csv").read_text(encoding="utf-8")


def load(line: str) -> None:
    load_table(dataset("offence-labels"), f"{CONTENT}{line}\n".encode(), {})


def test_a_right_line_is_taken() -> None:
    load("connect,Theft,Shop Theft,2026-03,,Theft,Shoplifting,yes,")
    load("nine-groups,Drugs,Other,2008-01,2019-02,Drugs,,no,Not comparable")
    load("knife-dashboard,Knife Crime,Knife Threats,2026-03,,,,no,Not loaded")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("connect,Theft,X,2026-03,,Theft,Shop lifting,yes,", "must be the offence’s group"),
        ("connect,Theft,X,2026-03,,Burglary,Shoplifting,yes,", "must be the offence’s group"),
        ("connect,Theft,X,2026-03,,Theft,,no,", "must be the offence’s group"),
        ("nine-groups,Drugs,X,,2019-02,Drug offences,,no,", "must be the offence’s group"),
        ("nine-groups,Drugs,X,,2019-02,Drugs,,yes,", "must be no where there is no offence"),
        ("nine-groups,Drugs,X,,2019-02,Drugs,Drugs,yes,", "must be an offence of recorded crime"),
        ("knife-dashboard,Knife,X,,,,Shoplifting,no,", "must be an offence of recorded crime"),
        ("other,Theft,X,2026-03,,Theft,Shoplifting,yes,", "must be nine-groups or"),
        ("connect,Theft,X,2026-13,,Theft,Shoplifting,yes,", "must be a month written as 2018-06"),
        ("connect,Theft,X,2026-03,2026-02,Theft,Shoplifting,yes,", "not be before the first"),
        ("connect,Theft,Shoplifting,2024-02,,Theft,Shoplifting,yes,", "must occur only once"),
    ],
)
def test_a_wrong_line_is_refused_with_its_row(line: str, told: str) -> None:
    with pytest.raises(DataFileError, match=told) as caught:
        load(line)
    assert caught.value.row == 129
