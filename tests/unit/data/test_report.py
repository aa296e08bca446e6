"""Figures and claims read from their tables."""

import pandas as pd
import pytest

from data.errors import InvalidParameter
from data.periods import Month
from data.report import claims_of, figures_of, parse_comparisons

FIGURE = {
    "reported_quarter": "2018-19-Q1",
    "id": "tno",
    "theme": "overview",
    "measure": "Total notifiable offences",
    "qualifier": "",
    "value": "827225",
    "unit": "offences",
    "period": "2017-18",
    "earlier_value": "777458",
    "earlier_period": "2016-17",
    "check_kind": "value",
    "check_offence": "all",
    "check_area": "london",
    "check_measure": "count",
    "check_period": "2017-18",
    "check_earlier_period": "2016-17",
    "uncheckable_because": "",
    "headline": "all",
}


def test_a_figure_carries_the_query_that_checks_it() -> None:
    (figure,) = figures_of(pd.DataFrame([FIGURE]))
    assert figure.query is not None
    assert figure.query.offences == ("all",)
    ((period, earlier),) = figure.query.comparisons
    assert period.first == Month(2017, 4)
    assert earlier is not None
    assert earlier.last == Month(2017, 3)
    assert figure.stated_earlier is not None
    assert (figure.stated.number, figure.stated_earlier.number) == (827225, 777458)


def test_a_figure_that_nothing_checks_has_no_query() -> None:
    unchecked = FIGURE | {"check_kind": "none", "uncheckable_because": "No data.", "value": "4"}
    (figure,) = figures_of(pd.DataFrame([unchecked]))
    assert figure.query is None
    assert figure.uncheckable_because == "No data."


def test_a_claim_names_its_comparisons_and_what_to_leave_out() -> None:
    (claim,) = claims_of(
        pd.DataFrame(
            [
                {
                    "reported_quarter": "2018-19-Q1",
                    "id": "below",
                    "theme": "overview",
                    "claim": "Many are below",
                    "check_kind": "mostly-lower",
                    "check_offences": "burglary robbery",
                    "check_leave_out": "robbery",
                    "check_area": "london",
                    "check_measure": "count",
                    "check_comparisons": "2017-18:2012 2017-18:2012-13",
                    "uncheckable_because": "",
                    "related_figures": "tno",
                }
            ]
        )
    )
    assert claim.query is not None
    assert claim.query.offences == ("burglary", "robbery")
    earlier = [span for _, span in claim.query.comparisons]
    assert [str(each.first) for each in earlier if each] == ["2012-01", "2012-04"]
    assert claim.leave_out == ("robbery",)
    assert claim.related == ("tno",)


@pytest.mark.parametrize("text", ["2017-18", "2017-18:", ":2012", "2017-18:then"])
def test_a_comparison_needs_both_periods(text: str) -> None:
    with pytest.raises(InvalidParameter):
        parse_comparisons(text)
