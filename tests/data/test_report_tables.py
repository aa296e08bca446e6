"""The bundled report tables say what the shared copies of the report say."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from data.build.report import TABLES
from data.catalogue import dataset
from data.store import DEFAULT_DIRECTORY, get_store

SHARED = Path(__file__).resolve().parents[3] / "shared" / "report"
needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the shared copies of the report are not beside the repository"
)
IDS = {
    "milestones": "milestones",
    "report_figures": "report-figures",
    "report_claims": "report-claims",
    "milestone_totals": "milestone-totals",
}


def shared(name: str) -> pd.DataFrame:
    return pd.read_csv(SHARED / f"{name}.csv", dtype=str, keep_default_na=False)


def bundled(dataset_id: str) -> pd.DataFrame:
    path = DEFAULT_DIRECTORY / dataset(dataset_id).file
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def numbers(text: str) -> list[str]:
    """Return the numbers in a text; words for numbers count as themselves."""
    return sorted(re.findall(r"\d[\d,.]*\d|\d", text.replace("m,", " ")))


def test_the_report_has_its_rows() -> None:
    store = get_store()
    kinds = store.table("milestones")["kind"].value_counts()
    assert kinds.to_dict() == {"activity": 25, "commitment": 11, "milestone": 6}
    assert len(store.table("report-figures")) == 45
    assert len(store.table("report-claims")) == 6
    assert len(store.table("milestone-totals")) == 5


@needs_shared
@pytest.mark.parametrize("name", list(TABLES))
def test_the_bundled_file_is_what_the_builder_makes(name: str) -> None:
    made = TABLES[name](SHARED)
    pd.testing.assert_frame_equal(made, bundled(IDS[name]), check_dtype=False)


@needs_shared
def test_facts_of_milestones_are_the_reports() -> None:
    ours, theirs = bundled("milestones"), shared("milestones")
    for column in ("id", "reported_quarter", "kind", "theme", "subtheme", "status", "due"):
        assert list(ours[column]) == list(theirs[column]), column
    areas = (theirs["bcus"] + " " + theirs["boroughs"]).str.strip()
    assert list(ours["areas"]) == list(areas)


@needs_shared
def test_no_number_is_lost_or_made_up_in_our_wording() -> None:
    ours, theirs = bundled("milestones"), shared("milestones")
    for (_, our), (_, their) in zip(ours.iterrows(), theirs.iterrows(), strict=True):
        for column in ("title", "note"):
            assert numbers(our[column]) == numbers(their[column]), our["id"]


@needs_shared
def test_figures_are_as_the_report_writes_them() -> None:
    ours, theirs = bundled("report-figures"), shared("figures")
    columns = ["id", "theme", "measure", "qualifier", "value", "unit", "period"]
    columns += ["earlier_value", "earlier_period"]
    pd.testing.assert_frame_equal(ours[columns], theirs[columns])
    claims = ["id", "theme", "claim"]
    pd.testing.assert_frame_equal(bundled("report-claims")[claims], shared("claims")[claims])


@needs_shared
def test_what_the_shared_table_can_check_is_checked_on_that_table() -> None:
    """The shared tables name a table for each figure that can be checked."""
    store = get_store()
    tables = {
        "recorded_crime_by_borough_month": "recorded-crime",
        "recorded_crime_london_month_pre2019_classification": "recorded-crime-pre-2019",
        "knife_offences_met_quarter": "knife-offences-by-quarter",
        "knife_injury_victims_under_25_london_month": "knife-injury-under-25",
    }
    theirs = shared("figures")["check_with"]
    for offence, table in zip(bundled("report-figures")["check_offence"], theirs, strict=True):
        if table:
            assert store.offences.get(str(offence)).dataset == tables[str(table)]
