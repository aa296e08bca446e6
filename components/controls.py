"""Controls: each holds one query parameter, has a visible label and works by keyboard."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from components import ids
from components.dom import dom
from components.url_state import Choice, Parameter, State


def combobox(
    element_id: str,
    *,
    label: str,
    choices: Sequence[Choice],
    value: str,
    hint: str = "type to search",
    target: str | None = None,
    navigate: str | None = None,
) -> html.Div:
    """A searchable list with groups (WAI-ARIA combobox), drawn by ``assets/40-combobox.js``.

    Args:
        element_id: The id of the element.
        label: The visible label.
        choices: Values in order; a change of ``group`` starts a new heading.
        value: The chosen value.
        hint: What the empty field says.
        target: The component whose ``value`` follows the choice.
        navigate: Instead: the query parameter of the page's address that follows it.
    """
    data: dict[str, Any] = {
        "data-island": "combobox",
        "data-label": label,
        "data-options": json.dumps(
            [[c.value, c.label, c.group or "", int(c.indent)] for c in choices],
            ensure_ascii=False,
            separators=(",", ":"),
        ),
        "data-value": value,
        "data-hint": hint,
    }
    if target:
        data["data-target"] = target
    if navigate:
        data["data-navigate"] = navigate
    return html.Div(id=element_id, className="combobox", **data)


def searchable(parameter: Parameter, state: State) -> html.Div:
    """A searchable control for a parameter with many choices."""
    assert parameter.choices is not None  # noqa: S101 - a programming error, not a reader's
    name = parameter.name
    element_id = f"combobox-{name}"
    target = json.dumps(ids.control(name, state.path), separators=(",", ":"), sort_keys=True)
    return html.Div(
        [
            combobox(
                element_id,
                label=parameter.label,
                choices=parameter.choices(state.context),
                value=state[name],
                target=target,
            ),
            dcc.Input(id=ids.control(name, state.path), type="hidden", value=state[name]),
        ],
        className="control control-wide",
    )


def segmented(parameter: Parameter, state: State) -> html.Fieldset:
    """A few mutually exclusive choices, all in sight."""
    assert parameter.choices is not None  # noqa: S101 - a programming error, not a reader's
    return html.Fieldset(
        [
            html.Legend(parameter.label, className="control-label"),
            dbc.RadioItems(
                id=ids.control(parameter.name, state.path),
                options=[
                    {"label": choice.label, "value": choice.value}
                    for choice in parameter.choices(state.context)
                ],
                value=state[parameter.name],
                className="segmented",
                inputClassName="segmented-input",
                labelClassName="segmented-label",
                labelCheckedClassName="segmented-checked",
            ),
        ],
        className="control",
    )


def options(choices: Sequence[Choice]) -> list[dict[str, str]]:
    """Choices as Dash's components take them."""
    return [{"label": choice.label, "value": choice.value} for choice in choices]


def select(parameter: Parameter, state: State, choices: Sequence[Choice] | None = None) -> html.Div:
    """A native select for one of several choices.

    Args:
        parameter: What it holds.
        state: The page's state.
        choices: What is on offer; by default all that the parameter may be.
    """
    assert parameter.choices is not None  # noqa: S101 - a programming error, not a reader's
    return html.Div(
        [
            html.Label(
                parameter.label,
                htmlFor=element_name(parameter.name, state.path),
                className="control-label",
            ),
            dbc.Select(
                id=ids.control(parameter.name, state.path),
                options=options(parameter.choices(state.context) if choices is None else choices),
                value=state[parameter.name],
                className="control-select",
            ),
        ],
        className="control",
    )


def chips(parameter: Parameter, state: State) -> html.Fieldset:
    """Any number of choices, as chips that are checkboxes."""
    assert parameter.choices is not None  # noqa: S101 - a programming error, not a reader's
    return html.Fieldset(
        [
            html.Legend(parameter.label, className="control-label"),
            dbc.Checklist(
                id=ids.control(parameter.name, state.path),
                options=[
                    {"label": choice.label, "value": choice.value}
                    for choice in parameter.choices(state.context)
                ],
                value=list(state.many(parameter.name)),
                className="chips",
                inputClassName="chips-input",
                labelClassName="chips-label",
                labelCheckedClassName="chips-checked",
            ),
        ],
        className="control",
    )


def search_box(parameter: Parameter, state: State) -> html.Div:
    """Free text; the page follows half a second after the last key."""
    return html.Div(
        [
            html.Label(
                parameter.label,
                htmlFor=element_name(parameter.name, state.path),
                className="control-label",
            ),
            dcc.Input(
                id=ids.control(parameter.name, state.path),
                type="search",
                value=state[parameter.name],
                debounce=0.5,
                maxLength=100,
                className="control-search form-control",
                autoComplete="off",
            ),
        ],
        className="control control-wide",
    )


def bar(*controls: Component) -> html.Section:
    """The row of a page's controls."""
    return html.Section(
        list(controls), className="control-row", **dom(aria_label="Choose what is shown")
    )


def element_name(name: str, path: str) -> str:
    """The DOM id of a page's control, for a label's ``for``."""
    return json.dumps(ids.control(name, path), separators=(",", ":"), sort_keys=True)
