"""About: the largest revisions between versions of the data, and the releases that were loaded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from dash import html
from dash.development.base_component import Component

from components import formatting
from components.views.about_parts import api, table
from data.ledger import Version, comparable_groups, versions
from data.ledger_extracts import EARLIER_NAME
from data.periods import Month
from data.queries.revisions import largest

if TYPE_CHECKING:
    from data.store import Store

DATASET: Final = "recorded-crime"
SHOWN: Final = 12


def body(store: Store) -> Sequence[Component]:
    """The parts of the section."""
    return [_largest(store), _releases(store)]


def _largest(store: Store) -> Component:
    found = largest(store, dataset=DATASET, number=SHOWN)
    heading = html.H3("Recorded crime: the largest revisions", className="card-title")
    if found.empty:
        text = "No two versions of recorded crime that are loaded differ."
        return html.Section([heading, html.P(text)], className="panel about-ledger")
    every = {each.name: each for each in versions(store, DATASET)}
    rows = [
        (
            html.A(
                store.offences.get(row["offence"]).name,
                href=api(
                    f"/revisions?offence={row['offence']}&area={row['area']}&month={row['month']}"
                ),
            ),
            store.areas.get(row["area"]).label,
            Month.parse(row["month"]).label,
            name(every[row["older"]]),
            formatting.count(row["before"]),
            name(every[row["newer"]]),
            formatting.count(row["now"]),
            formatting.signed_count(row["difference"]),
        )
        for row in found.to_dict("records")
    ]
    columns = ["Offence", "Area", "Month", "In", "Count", "Then in", "Count", "Revised by"]
    return html.Section(
        [
            heading,
            html.P(summary(store)),
            table(
                f"The {formatting.plural(len(rows), 'largest revision', 'largest revisions')} of "
                "a month between two versions that follow each other",
                columns,
                rows,
                numbers=(4, 6, 7),
            ),
        ],
        className="panel about-ledger",
    )


def summary(store: Store) -> str:
    """What the two extracts of recorded crime show, in words."""
    every = versions(store, DATASET)
    extract = next((each for each in every if each.name == EARLIER_NAME), None)
    releases = [each for each in every if each.kind == "release"]
    if extract is None or not releases:
        return "The value of any month in every release is at the address that an offence links to."
    first = releases[0]
    parts = []
    for slug in comparable_groups(store):
        pairs = [
            (extract.value("london", slug, month), first.value("london", slug, month))
            for month in extract.periods
        ]
        before, now = (sum(pair[i] for pair in pairs) for i in (0, 1))
        offence = store.offences.get(slug).name.lower()
        parts.append(f"{offence} {formatting.change(100 * (now - before) / before)}")
    months = list(extract.periods)
    return (
        f"The extract published in {extract.published} and the later one share the months "
        f"{Month.parse(months[0]).label} to {Month.parse(months[-1]).label}. Over these, for the "
        f"groups that mean the same in both classifications, London’s count was revised by: "
        f"{'; '.join(parts)}. An offence links to its value in every version."
    )


def _releases(store: Store) -> Component:
    made = [each for each in versions(store, DATASET) if each.kind == "release"]
    rows = [
        (
            each.name,
            each.loaded[:16].replace("T", " ") if each.loaded else "shipped with the product",
            "in use" if each.in_use else "",
        )
        for each in reversed(made)
    ]
    return html.Section(
        [
            html.H3("Releases of the data", className="card-title"),
            table("Releases, the newest first", ["Release", "Loaded (UTC)", ""], rows),
        ],
        className="panel about-ledger",
    )


def name(version: Version) -> str:
    """What a version is called on screen."""
    if version.kind == "extract":
        return f"extract of {version.published}"
    return f"release\N{NO-BREAK SPACE}{version.name.partition('-')[0].lstrip('0') or '0'}"
