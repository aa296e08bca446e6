"""The About page: generated from the catalogue, and true of the tables."""

from __future__ import annotations

import csv
from dataclasses import replace
from itertools import chain, pairwise

import pytest
from dash import html

from components import shell
from components.url_state import State, read
from components.views import (
    about,
    about_breaks,
    about_datasets,
    about_definitions,
    about_missing,
    about_parts,
    about_revisions,
    about_trust,
)
from data.breaks import BREAKS
from data.store import DEFAULT_DIRECTORY, get_store
from tests.unit.components.reading import links_of, parts_of, text_of


def state(**query: str) -> State:
    return read(get_store(), (), {name.replace("_", "-"): value for name, value in query.items()})


@pytest.fixture(scope="module")
def shared() -> list[tuple[str, int, int]]:
    """Month, older and newer extract of the months that both hold, read from the file itself."""
    with (DEFAULT_DIRECTORY / "knife_injury_under_25.csv").open(encoding="utf-8") as file:
        return [
            (row["month"], int(row["extract_2024_04"]), int(row["extract_2026_03"]))
            for row in csv.DictReader(file)
            if row["extract_2024_04"] and row["extract_2026_03"]
        ]


def test_the_title_is_a_finding() -> None:
    assert about.title(get_store()) == (
        "Every figure here is published; recorded crime runs to February 2026"
    )


def test_the_title_does_not_claim_that_internal_data_are_published() -> None:
    store = get_store()
    first, *rest = store.catalogue
    internal = replace(store, catalogue=(replace(first, disclosure="suppress-below: 5"), *rest))
    assert about.title(internal).startswith("Small counts of internal data are suppressed")


@pytest.mark.parametrize(
    "query",
    [{}, {"area": "south-west", "as_at": "2026-02"}, {"area": "E09000016", "as_at": "2010-04"}],
)
def test_the_page_says_the_same_of_the_data_for_every_area_and_month(query: dict[str, str]) -> None:
    found, usual = state(**query), state()
    assert about.context(found) == about.context(usual)
    assert [text_of(each) for each in about.sections(found)] == [
        text_of(each) for each in about.sections(usual)
    ]


def test_links_within_the_product_carry_area_and_month() -> None:
    found = links_of(about.sections(state(area="west", as_at="2024-02")))
    checks = [link for link in found if link.startswith("/report-check")]
    assert len(checks) == 2
    assert all("area=west" in link and "as-at=2024-02" in link for link in checks)


@pytest.mark.parametrize("query", [{"area": "south-west"}, {"as_at": "2026-02"}])
def test_what_is_made_once_is_the_same_as_made_for_each_state(query: dict[str, str]) -> None:
    for section in about.SECTIONS:
        for_it, at_first = (str(section.body(each)) for each in (state(**query), state()))
        assert (for_it != at_first) is section.leads_on, section.id


def test_every_fragment_that_is_linked_exists() -> None:
    sections = about.sections(state())
    ids = {getattr(part, "id", None) for part in parts_of(sections)}
    page = [about.contents(), *sections]
    fragments = {link[1:] for link in links_of(page) if link.startswith("#")}
    assert fragments <= ids
    footer = {
        link.partition("#")[2] for link in links_of(shell._footer(get_store())) if "#" in link
    }
    assert {"accessibility", "datasets"} <= footer <= ids
    assert "licence" in ids


def test_every_dataset_has_its_entry_and_its_download() -> None:
    store = get_store()
    body = about_datasets.body(state())
    text, links = text_of(body), links_of(body)
    for entry in store.catalogue:
        ending = "geojson" if entry.format == "geojson" else "csv"
        assert f"/api/v1/datasets/{entry.id}.{ending}" in links
        for words in (entry.title, entry.description, entry.source, entry.licence):
            assert words in text, entry.id
        for words in (*entry.caveats, *(gap.note for gap in entry.gaps)):
            assert words in text, entry.id
        assert entry.source_url in links
    assert "April 2010 to February 2026. February 2026 is provisional." in text
    assert "no period of its own" in text


def test_a_suppressed_dataset_says_so() -> None:
    entry = replace(get_store().catalogue[0], disclosure="suppress-below: 5")
    assert about_datasets.disclosure(entry).startswith("Counts below 5 are suppressed")
    published = about_datasets.disclosure(get_store().catalogue[0])
    assert published.startswith("Published")


def test_every_break_is_listed_with_what_it_concerns() -> None:
    body = about_breaks.body(state())
    table = next(part for part in parts_of(body) if isinstance(part, html.Table))
    text = text_of(table)
    for each in BREAKS:
        assert each.month.label in text
        assert each.description in text
    rows = [part for part in parts_of(table) if isinstance(part, html.Tr)]
    assert len(rows) == len(BREAKS) + 1
    by_label = {each.label: each for each in BREAKS}
    assert about_breaks.concerns(by_label["Census population"], get_store()) == (
        "Rates of every series"
    )
    assert about_breaks.concerns(by_label["Borough by place of offence"], get_store()).endswith(
        "BCUs and boroughs only"
    )
    assert about_breaks.concerns(by_label["Burglary counting rule"], get_store()) == (
        "Burglary: business and community and Burglary: residential"
    )


def test_the_two_extracts_side_by_side(shared: list[tuple[str, int, int]]) -> None:
    found = about_revisions.extracts(get_store())
    assert (found.older.label, found.newer.label) == ("April 2024", "March 2026")
    rows = found.shared[["month", "older", "newer"]].itertuples(index=False, name=None)
    assert list(rows) == shared
    assert len(shared) == 23
    assert shared[0][0] == "2022-03"
    assert max(abs(newer - older) for _, older, newer in shared) == 7
    text = text_of(about_revisions.body(state()))
    for month, older, newer in shared:
        difference = newer - older
        shown = f"{'+' if difference > 0 else ''}{difference}".replace("-", "−")
        assert f"{about_parts.period(month)}{older}{newer}{shown}" in text


def test_the_revisions_in_words(shared: list[tuple[str, int, int]]) -> None:
    card = about_revisions.card(get_store())
    assert card.title == "Revisions moved no month by more than 7 victims"
    assert len(card.title.split()) <= 10
    older, newer = sum(row[1] for row in shared), sum(row[2] for row in shared)
    lower = sum(row[2] < row[1] for row in shared)
    assert f"{older:,} victims" in card.summary
    assert f"{newer:,}" in card.summary
    assert round(100 * (newer - older) / older, 1) == -1.5
    assert "(−1.5\u00a0%)" in card.summary
    assert f"lower in {lower} months" in card.summary


def test_the_chart_and_its_table_hold_both_extracts_whole() -> None:
    card = about_revisions.card(get_store())
    assert len(card.table.rows) == 107
    assert card.table.rows[0][0] == "2026-02"
    lines = [trace for trace in card.figure.data if trace.mode == "lines"]
    assert {trace.name for trace in lines} == {"Extract of Apr 2024", "Extract of Mar 2026"}
    assert sum(len(trace.x) for trace in lines) == 107 + 23
    names = {each.text: each for each in card.figure.layout.annotations}
    assert names["Extract of Apr 2024"].y == max(
        max(trace.y) for trace in lines if trace.name == "Extract of Apr 2024"
    )


def test_what_the_report_speaks_of_without_data() -> None:
    store = get_store()
    headings = about_missing.without_series(store)
    assert "Domestic abuse" in headings["Safeguarding"]
    assert "Modern slavery" in headings["Safeguarding"]
    assert "Local crime priorities" not in chain(*headings.values())
    claims = list(chain(*about_missing.uncheckable(store, "claim").values()))
    assert "Gun seizures are at a record" in claims
    assert len(claims) == 4
    figures = list(chain(*about_missing.uncheckable(store, "figure").values()))
    assert len(figures) == 36
    assert "4 published monthly figures" in about_missing.points(store)


def test_the_report_check_in_one_sentence() -> None:
    text = text_of(about_trust.body(state()))
    assert "51 figures and claims" in text
    assert "3 agree, 7 come close, 1 differs and 40 cannot be checked." in text
    assert get_store().release in text


def test_publishers_are_counted_once() -> None:
    publishers = {about_parts.publisher(entry) for entry in get_store().catalogue}
    assert "Metropolitan Police Service" in publishers
    assert not any("Datastore" in each for each in publishers)


def test_words_that_pages_use_are_defined() -> None:
    terms = [
        text_of(part)
        for part in parts_of(about_definitions.body(state()))
        if isinstance(part, html.Dt)
    ]
    for word in ("Area", "Basic Command Unit (BCU)", "AVIATION and UNKNOWN", "As at",
                 "Provisional", "Rate", "Rolling 12 months", "Change on a year", "Break", "Event",
                 "Milestone", "Commitment", "Activity", "Status"):  # fmt: skip
        assert word in terms
    bcus = dict(about_definitions.bcus(get_store()))
    assert len(bcus) == 12
    assert bcus["South West BCU"] == (
        "Kingston upon Thames, Merton, Richmond upon Thames and Wandsworth"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2018-06", "June 2018"),
        ("2018-19-Q1", "April to June 2018"),
        ("2021", "2021"),
        (None, "–"),
    ],
)
def test_periods_in_words(text: str | None, words: str) -> None:
    assert about_parts.period(text) == words


def test_headings_are_in_order() -> None:
    levels = [
        int(type(part).__name__[1])
        for part in parts_of(about.sections(state()))
        if type(part).__name__ in {"H2", "H3", "H4"}
    ]
    assert levels[0] == 2
    assert all(after - before <= 1 for before, after in pairwise(levels))
