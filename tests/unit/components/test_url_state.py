"""State lives in the URL: what is allowed, what is not, and what is used instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import url_state
from components.url_state import Choice, Parameter
from components.views.crime_trends import PARAMETERS
from data.errors import InvalidParameter
from data.store import get_store

STATUS = Parameter(
    "status",
    "Status",
    lambda _: [Choice("delivered", "Delivered"), Choice("some-delay", "Some delay")],
    lambda _: "",
    multiple=True,
)


def read(
    query: dict[str, object], parameters: tuple[Parameter, ...] = PARAMETERS
) -> url_state.State:
    return url_state.read(get_store(), parameters, query)


def test_nothing_said_is_london_as_at_the_newest_report() -> None:
    state = read({})
    assert (state.area.code, str(state.as_at), state["offence"]) == ("london", "2018-06", "all")
    assert state.problems == ()


def test_everything_said_is_kept() -> None:
    state = read(
        {"area": "south-west", "as-at": "2026-02", "offence": "burglary", "measure": "rate"}
    )
    assert state.area.label == "South West BCU"
    assert str(state.as_at) == "2026-02"
    assert (state["offence"], state["measure"]) == ("burglary", "rate")


@pytest.mark.parametrize(
    ("query", "parameter", "value", "allowed", "used"),
    [
        ({"area": "narnia"}, "area", "narnia", "south-west", "London"),
        ({"as-at": "2030-01"}, "as-at", "2030-01", "2010-04", "June 2018"),
        ({"as-at": "June"}, "as-at", "June", "2018-06", "June 2018"),
        ({"measure": "banana"}, "measure", "banana", "rolling-12", "Count"),
        ({"offence": "treason"}, "offence", "treason", "burglary", "All recorded crime"),
        ({"colour": "red"}, "colour", "red", "measure", "the page without it"),
        ({"measure": "<script>"}, "measure", "<script>", "count", "Count"),
    ],
)
def test_a_bad_value_is_named_with_what_is_allowed_and_what_is_used(
    query: dict[str, object], parameter: str, value: str, allowed: str, used: str
) -> None:
    (problem,) = read(query).problems
    assert (problem.parameter, problem.value, problem.used) == (parameter, value, used)
    assert allowed in problem.allowed
    for part in (parameter, value, used):
        assert part in problem.sentence()


def test_a_repeated_parameter_counts_with_its_last_value() -> None:
    assert read({"measure": ["count", "rate"]})["measure"] == "rate"


def test_an_offence_that_the_area_does_not_have_is_refused() -> None:
    state = read({"area": "E09000016", "offence": "knife-injury-victims-under-25"})
    assert [problem.parameter for problem in state.problems] == ["offence"]
    assert state["offence"] == "all"


def test_several_values_come_in_the_order_of_the_choices() -> None:
    state = read({"status": "some-delay,delivered"}, (STATUS,))
    assert state.many("status") == ("delivered", "some-delay")
    assert read({"status": "late"}, (STATUS,)).problems[0].value == "late"


def test_a_callback_takes_only_what_the_page_offers() -> None:
    page_state = {"area": "west", "as_at": "2018-06"}
    values = {"offence": "burglary", "measure": "rate", "range": "3y", "compare": "london"}
    state = url_state.from_controls(get_store(), PARAMETERS, page_state, values)
    assert (state.area.code, state["range"]) == ("west", "3y")
    for name, wrong in (("measure", "banana"), ("offence", 5), ("range", ["3y"])):
        with pytest.raises(InvalidParameter) as caught:
            url_state.from_controls(get_store(), PARAMETERS, page_state, {**values, name: wrong})
        assert caught.value.parameter == name


def test_a_callback_with_a_bad_area_or_month_is_refused() -> None:
    for page_state in ({"area": None, "as_at": "2018-06"}, {"area": "west", "as_at": "1066-10"}):
        with pytest.raises(InvalidParameter):
            url_state.from_controls(get_store(), PARAMETERS, page_state, {})


def test_an_address_leaves_out_what_is_empty() -> None:
    assert url_state.query_string(area="south-west", as_at="2018-06", q="") == (
        "?area=south-west&as-at=2018-06"
    )
    assert url_state.query_string() == ""


@given(
    st.dictionaries(
        st.sampled_from(["area", "as-at", "offence", "measure", "range", "compare", "view", "x"]),
        st.text(max_size=30),
    )
)
def test_no_query_string_breaks_a_page(query: dict[str, str]) -> None:
    state = read(dict(query))
    for parameter in PARAMETERS:
        choices = parameter.choices
        assert choices is not None
        assert state[parameter.name] in {choice.value for choice in choices(state.context)}
    assert all(problem.parameter in query for problem in state.problems)


def test_what_is_shown_instead_is_shown() -> None:
    """The months of a control chart are set by `window`: another `range` is not on screen."""
    (there,) = read({"range": "10y"}).problems
    assert there.sentence().endswith("Shown instead: 5 years.")
    (elsewhere,) = read({"range": "10y", "chart": "process"}).problems
    assert elsewhere.used == "5 years, once “View” is “Over time”"
    (window,) = read({"window": "10y"}).problems
    assert window.used == "3 years, once “View” is “Signal or noise”"
    assert read({"window": "10y", "chart": "process"}).problems[0].used == "3 years"


def test_a_view_that_is_refused_is_the_usual_one_for_the_others() -> None:
    said = {each.parameter: each.used for each in read({"chart": "pie", "range": "10y"}).problems}
    assert said == {"chart": "Over time", "range": "5 years"}
