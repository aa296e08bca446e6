"""State lives in the URL: what a query string says, checked, with a message for what is wrong.

A page declares its controls as :class:`Parameter` objects. :func:`read` turns a query string
into a :class:`State`; a value that is not allowed becomes a :class:`Problem` and the default
is used. :func:`from_controls` does the same for a callback's values, where a value that the
page never offered is an error (:class:`~data.errors.InvalidParameter`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

from data import as_at as as_at_months
from data.areas import Area
from data.errors import InvalidParameter
from data.periods import Month
from data.store import Store

LONGEST_TEXT: Final = 100
"""Characters of free text that a query parameter may hold."""

ALLOWED_SHOWN: Final = 12
"""How many allowed values a message lists before it says "and n more"."""

SHELL_PARAMETERS: Final = ("area", "as-at", "view")


@dataclass(frozen=True)
class Choice:
    """One value of a control: what the URL says, what the screen says, and its group."""

    value: str
    label: str
    group: str | None = None
    indent: bool = False


@dataclass(frozen=True)
class Context:
    """What every page knows before its own controls are read."""

    store: Store
    area: Area
    as_at: Month


@dataclass(frozen=True)
class Parameter:
    """A control of a page and its query parameter.

    Args:
        name: The query parameter, kebab-case.
        label: The control's label on screen.
        choices: The values on offer in a context; ``None`` for free text.
        default: The value when the URL says nothing.
        multiple: Several values, separated by commas.
        only_with: Another parameter and the value of it without which this one changes nothing.
    """

    name: str
    label: str
    choices: Callable[[Context], Sequence[Choice]] | None
    default: Callable[[Context], str]
    multiple: bool = False
    only_with: tuple[str, str] | None = None

    def check(self, raw: str, context: Context) -> str:
        """Return ``raw`` in its canonical form.

        Raises:
            InvalidParameter: if the value is not on offer; it names what is.
        """
        if self.choices is None:
            if len(raw) > LONGEST_TEXT:
                raise InvalidParameter(self.name, raw, f"at most {LONGEST_TEXT} characters")
            return raw
        allowed = [choice.value for choice in self.choices(context)]
        wanted = _split(raw) if self.multiple else [raw]
        for value in wanted:
            if value not in allowed:
                raise InvalidParameter(self.name, value, allowed)
        return ",".join(value for value in allowed if value in wanted) if self.multiple else raw


@dataclass(frozen=True)
class Problem:
    """A value that a URL asked for and that is not allowed."""

    parameter: str
    value: str
    allowed: str
    used: str

    def sentence(self) -> str:
        """The message on the page."""
        return (
            f"“{self.value}” is not a value of “{self.parameter}”. "
            f"Allowed: {self.allowed}. Shown instead: {self.used}."
        )


@dataclass(frozen=True)
class State:
    """A page's state: the context, each parameter's value, and what was wrong in the URL.

    ``path`` is the page's: it stands in the ids of its controls.
    """

    context: Context
    values: Mapping[str, str]
    defaults: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    view: frozenset[str] = field(default_factory=frozenset)
    path: str = ""

    @property
    def store(self) -> Store:
        """The loaded data."""
        return self.context.store

    @property
    def area(self) -> Area:
        """The chosen area."""
        return self.context.area

    @property
    def as_at(self) -> Month:
        """The last month taken into account."""
        return self.context.as_at

    def __getitem__(self, name: str) -> str:
        """The value of a parameter."""
        return self.values[name]

    def many(self, name: str) -> tuple[str, ...]:
        """The values of a parameter that takes several."""
        return tuple(_split(self.values[name]))


def read(store: Store, parameters: Sequence[Parameter], query: Mapping[str, Any]) -> State:
    """Read a query string.

    Args:
        store: The loaded data.
        parameters: The page's own parameters.
        query: The parsed query string; a repeated parameter is a list, its last value counts.

    Returns:
        The state, with a problem for every value that is not allowed.
    """
    problems: list[Problem] = []
    given = {name: str(raw[-1] if isinstance(raw, list) else raw) for name, raw in query.items()}
    area = _read_area(store, given, problems)
    as_at = _read_as_at(store, given, problems)
    context = Context(store=store, area=area, as_at=as_at)
    values: dict[str, str] = {}
    defaults: dict[str, str] = {}
    refused: list[tuple[Parameter, InvalidParameter]] = []
    for parameter in parameters:
        default = parameter.default(context)
        defaults[parameter.name] = values[parameter.name] = default
        if (raw := given.get(parameter.name)) is None or raw == "":
            continue
        try:
            values[parameter.name] = parameter.check(raw, context)
        except InvalidParameter as error:
            refused.append((parameter, error))
    named = {parameter.name: parameter for parameter in parameters}
    problems += [
        _problem(error, _instead(parameter, named, values, context)) for parameter, error in refused
    ]
    known = {*SHELL_PARAMETERS, *values}
    problems.extend(
        _problem(
            InvalidParameter(name[:LONGEST_TEXT], raw, f"this page knows {_listed(sorted(known))}"),
            "the page without it",
        )
        for name, raw in given.items()
        if name not in known
    )
    view = frozenset(_split(given.get("view", "")))
    return State(context, values, defaults, tuple(problems), view)


def from_controls(
    store: Store,
    parameters: Sequence[Parameter],
    page_state: Mapping[str, Any],
    values: Mapping[str, Any],
) -> State:
    """The state that a callback is asked for.

    Args:
        store: The loaded data.
        parameters: The page's own parameters.
        page_state: ``area`` and ``as_at`` as the page was drawn with.
        values: The controls' values by parameter name.

    Raises:
        InvalidParameter: if any value is not one that the page offers.
    """
    area = store.areas.get(_text("area", page_state.get("area")))
    as_at = as_at_months.resolve(store, _text("as-at", page_state.get("as_at")))
    context = Context(store=store, area=area, as_at=as_at)
    checked: dict[str, str] = {}
    defaults: dict[str, str] = {}
    for parameter in parameters:
        defaults[parameter.name] = parameter.default(context)
        raw = values.get(parameter.name)
        if parameter.multiple and isinstance(raw, list):
            raw = ",".join(_text(parameter.name, item) for item in raw)
        if raw == defaults[parameter.name]:
            checked[parameter.name] = raw
        elif raw is None or raw == "":
            checked[parameter.name] = "" if parameter.multiple else defaults[parameter.name]
        else:
            checked[parameter.name] = parameter.check(_text(parameter.name, raw), context)
    return State(context, checked, defaults)


def query_string(**values: str | None) -> str:
    """A query string of the given parameters, underscores as hyphens; empty ones left out."""
    kept = {name.replace("_", "-"): value for name, value in values.items() if value}
    return f"?{urlencode(kept, safe=',')}" if kept else ""


def label_of(parameter: Parameter, value: str, context: Context) -> str:
    """What the screen calls a value of a parameter."""
    if parameter.choices is None:
        return value or "no filter"
    labels = {choice.value: choice.label for choice in parameter.choices(context)}
    return ", ".join(labels.get(item, item) for item in _split(value)) or "all"


def _split(raw: str) -> list[str]:
    return [part.strip() for part in raw.split(",") if part.strip()]


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise InvalidParameter(name, str(value), "a text")
    return value


def _read_area(store: Store, given: Mapping[str, str], problems: list[Problem]) -> Area:
    try:
        return store.areas.get(given.get("area") or "london")
    except InvalidParameter as error:
        problems.append(_problem(error, "London"))
        return store.areas.get("london")


def _read_as_at(store: Store, given: Mapping[str, str], problems: list[Problem]) -> Month:
    try:
        return as_at_months.resolve(store, given.get("as-at") or None)
    except InvalidParameter as error:
        newest = as_at_months.newest_report(store)
        problems.append(_problem(error, newest.label))
        return newest


def _instead(
    parameter: Parameter,
    named: Mapping[str, Parameter],
    values: Mapping[str, str],
    context: Context,
) -> str:
    """What is used instead of a value; and when, where nothing on screen depends on it now."""
    label = label_of(parameter, values[parameter.name], context)
    if parameter.only_with is None or values[parameter.only_with[0]] == parameter.only_with[1]:
        return label
    other, value = named[parameter.only_with[0]], parameter.only_with[1]
    return f"{label}, once “{other.label}” is “{label_of(other, value, context)}”"


def _problem(error: InvalidParameter, used: str) -> Problem:
    allowed = error.allowed
    return Problem(
        parameter=error.parameter,
        value=str(error.value),
        allowed=allowed if isinstance(allowed, str) else _listed(list(allowed)),
        used=used,
    )


def _listed(values: Sequence[str]) -> str:
    shown = ", ".join(values[:ALLOWED_SHOWN])
    more = len(values) - ALLOWED_SHOWN
    return f"{shown} and {more} more" if more > 0 else shown
