"""Catalogue entries: the report's milestones, figures, claims and totals."""

from __future__ import annotations

from typing import Any

from data.catalogue.model import Column, Dataset
from data.catalogue.report_rules import CLAIM_RULES, FIGURE_RULES, MILESTONE_RULES, quarter_rule
from data.catalogue.report_sources import PUBLISHER, report_attribution, report_source
from data.milestones import KINDS, REACHES, STATUSES, THEMES
from data.periods import Quarter
from data.report import CLAIM_CHECKS, FIGURE_CHECKS, MEASURES
from data.verdicts import QUALIFIERS

ID = r"[a-z0-9]+(-[a-z0-9]+)*"
ID_RULE = "must be lower-case words and numbers joined by hyphens"
IDS = rf"{ID}( {ID})*"
IDS_RULE = "must be ids separated by one space"
AREA = r"(E09[0-9]{6}|[a-z]+(-[a-z]+)*)"
AREAS = rf"{AREA}( {AREA})*"
NUMBER = r"-?[0-9]+(\.[0-9]+)?"
LARGEST_TOTAL = 10_000

FIRST_REPORT = (Quarter(2018, 1),)
"""The report whose tables come with the product; with later ones loaded, the source names all."""

REPORT: dict[str, Any] = {
    "source": report_source(FIRST_REPORT),
    "source_url": (
        "https://www.met.police.uk/police-forces/metropolitan-police/areas/about-us/"
        "about-the-met/met-business-plan/"
    ),
    "publisher": PUBLISHER,
    "licence": "Facts from a published report, in this product’s own words; it states no licence",
    "licence_url": "",
    "attribution": report_attribution(FIRST_REPORT),
}
REPORTED_QUARTER = Column(
    name="reported_quarter", type="quarter", description="The quarter whose report it stands in"
)
THEME = Column(name="theme", values=tuple(THEMES), description="Chapter of the report")
OWN_WORDS = "Stated in this product’s own words; the facts and numbers are the report’s."


def _id(what: str) -> Column:
    return Column(name="id", pattern=ID, rule=ID_RULE, description=f"Name of the {what}")


def _ids(name: str, description: str) -> Column:
    return Column(name=name, blank=True, pattern=IDS, rule=IDS_RULE, description=description)


def _text(name: str, description: str, *, blank: bool = True) -> Column:
    return Column(name=name, blank=blank, description=description)


def _number(name: str, description: str, *, blank: bool = False) -> Column:
    return Column(
        name=name,
        blank=blank,
        pattern=NUMBER,
        rule="must be a number written with digits only, such as 827225, 5.26 or -30",
        description=description,
    )


def _words(name: str, values: tuple[str, ...], description: str, *, blank: bool = True) -> Column:
    return Column(name=name, blank=blank, values=values, description=description)


def _area(name: str, description: str) -> Column:
    return Column(
        name=name,
        blank=True,
        pattern=AREA,
        rule="must be london, the slug of a BCU or the ONS code of a borough",
        description=description,
    )


WHY_NOT = _text("uncheckable_because", "Why nothing loaded can check it; else empty")

DATASETS: tuple[Dataset, ...] = (
    Dataset(
        id="milestones",
        file="milestones.csv",
        title="Business Plan milestones, commitments and activities",
        description=(
            "What the quarterly report promises and tells, one row each: milestones with the "
            "report’s status, commitments that it makes without one, and activities."
        ),
        columns=(
            REPORTED_QUARTER,
            _id("milestone, commitment or activity; the same in every quarter’s report"),
            _words("kind", tuple(KINDS), "What kind of row it is", blank=False),
            THEME,
            _text("subtheme", "Heading in the report", blank=False),
            _text("title", "What it is", blank=False),
            _words("status", tuple(STATUSES), "The report’s status; empty for an activity"),
            _text("due", "Month or financial quarter by whose end it is due; may be empty"),
            _text("due_note", "What the report says where the due date is vague"),
            _words(
                "reach",
                tuple(REACHES),
                "How far it reaches: "
                + "; ".join(f"{reach}: {meaning}" for reach, meaning in REACHES.items()),
                blank=False,
            ),
            Column(
                name="areas",
                blank=True,
                pattern=AREAS,
                rule="must be slugs of BCUs and ONS codes of boroughs, separated by one space",
                description="The BCUs and boroughs that it names",
            ),
            _text("note", "What the report adds"),
            _ids("figures", "The report’s figures and claims about it"),
            _ids("offences", "Series that show its context; no proof of effect"),
            _text("owner", "Who answers for it"),
            _text("original_due", "The due date first promised, in the form of due"),
            _text("reason_for_delay", "Why it is late, or its date moved"),
            _ids("continues", "Earlier milestones that it is part of or takes the place of"),
            _text("areas_as_written", "Areas that the board names and this product does not know"),
        ),
        key=("reported_quarter", "id"),
        caveats=(
            OWN_WORDS,
            "Commitments are not assessed: the report gives no status, and none is guessed.",
            "A due date has passed when the last day of its month or quarter is on or before the "
            "last day of the as-at month; what has no date never passes.",
        ),
        rules=MILESTONE_RULES,
        **REPORT,
    ),
    Dataset(
        id="report-figures",
        file="report_figures.csv",
        title="Figures that the report states",
        description=(
            "Every number of the report as it is written there, with the query that checks it, "
            "or why nothing loaded can."
        ),
        columns=(
            REPORTED_QUARTER,
            _id("figure"),
            THEME,
            _text("measure", "What the figure measures", blank=False),
            _words("qualifier", tuple(QUALIFIERS), "The report’s word before it, as “over”"),
            _number("value", "The figure as written, which gives its precision"),
            _text("unit", "What it counts; %; £m (million pounds)", blank=False),
            _text("period", "Its period in the report’s terms", blank=False),
            _number("earlier_value", "The figure that the report sets it against", blank=True),
            _text("earlier_period", "That figure’s period in the report’s terms"),
            _words("check_kind", tuple(FIGURE_CHECKS), "What is checked", blank=False),
            _ids("check_offence", "Series that checks it"),
            _area("check_area", "Area of the series"),
            _words("check_measure", MEASURES, "Measure of the series"),
            _text("check_period", "Months that are added up"),
            _text("check_earlier_period", "Months that they are set against"),
            WHY_NOT,
            _ids("headline", "Series beside which the overview quotes it"),
        ),
        key=("reported_quarter", "id"),
        caveats=(OWN_WORDS, "The data have been revised since the report was written."),
        rules=FIGURE_RULES,
        **REPORT,
    ),
    Dataset(
        id="report-claims",
        file="report_claims.csv",
        title="Claims that the report makes in words",
        description=(
            "What the report says in words about crime and that data could bear out, with the "
            "query and the test that check it, or why nothing loaded can."
        ),
        columns=(
            REPORTED_QUARTER,
            _id("claim"),
            THEME,
            _text("claim", "What the report says", blank=False),
            _words(
                "check_kind",
                tuple(CLAIM_CHECKS),
                "The test: "
                + "; ".join(f"{check}: {meaning}" for check, meaning in CLAIM_CHECKS.items()),
                blank=False,
            ),
            _ids("check_offences", "Series that check it"),
            _ids("check_leave_out", "Series left out in a second count: their recording changed"),
            _area("check_area", "Area of the series"),
            _words("check_measure", MEASURES, "Measure of the series"),
            _text("check_comparisons", "Each period, a colon, and the period it is set against"),
            WHY_NOT,
            _ids("related_figures", "The report’s own figures on the same matter"),
        ),
        key=("reported_quarter", "id"),
        caveats=(OWN_WORDS,),
        rules=CLAIM_RULES,
        **REPORT,
    ),
    Dataset(
        id="milestone-totals",
        file="milestone_totals.csv",
        title="Milestone totals known of other quarters",
        description=(
            "What is publicly known of the milestones of other quarters: totals only. Empty where "
            "nothing is stated."
        ),
        columns=(
            Column(name="quarter", type="quarter", description="Reporting quarter"),
            *(
                Column(
                    name=name,
                    type="integer",
                    unit="milestones",
                    blank=True,
                    maximum=LARGEST_TOTAL,
                    description=description,
                )
                for name, description in (
                    ("milestones", "Milestones due in the quarter"),
                    ("delayed", "Of which delayed"),
                    ("carried_over_from_earlier", "Carried over from earlier quarters"),
                    ("delivered_year_to_date", "Delivered in the financial year so far"),
                )
            ),
            _text("source", "Who says so", blank=False),
        ),
        key=("quarter",),
        rules=(quarter_rule("quarter"),),
        unit="milestones",
        caveats=("Empty means that no number is stated: it is not zero.",),
        **(REPORT | {"source": "Reports to the Audit Panel and Business Plan progress reports"}),
    ),
)
