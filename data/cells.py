"""What a cell may hold: a pydantic schema made from a column's catalogue entry.

The schema is one of text, so that an error can show what the file holds; each distinct text of a
column is validated once. See docs/decisions/0020-validation.md for the choice of library.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, Strict, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from data.catalogue.model import Column, Domain

Domains = Mapping[Domain, Collection[str]]

PATTERNS: Mapping[str, tuple[str, str]] = {
    "integer": (r"0|[1-9][0-9]*", "must be a whole number, not negative, digits only"),
    "decimal": (r"[0-9]+(\.[0-9]+)?", "must be a number, not negative"),
    "month": (r"[12][0-9]{3}-(0[1-9]|1[0-2])", "must be a month written as 2018-06"),
    "quarter": (r"[12][0-9]{3}-[0-9]{2}-Q[1-4]", "must be a quarter written as 2018-19-Q1"),
    "flag": (r"[TF]", "must be T or F"),
}
"""How a cell of each type is written, and the rule in words."""

DOMAIN_RULES: Mapping[Domain, str] = {
    "borough": "must be the code of a borough of boroughs.csv",
    "borough-or-city": "must be the code of a borough of boroughs.csv or the City of London",
    "source": "must be the code of a borough of boroughs.csv, AVIATION or UNKNOWN",
    "knife-area": "must be the code of a borough of boroughs.csv, or UNKNOWN",
    "group": "must be a known offence group",
    "pre-2019-group": "must be one of the nine offence groups used before March 2019",
    "offence": "must be a known offence",
}

LONGEST_NUMBER = 15
"""Digits that a number may have before it is worth converting."""


class Fault(NamedTuple):
    """A text that breaks a rule.

    Attributes:
        position: Which of the texts it is.
        rule: The rule in words.
        text: The text.
    """

    position: int
    rule: str
    text: str


def first_fault(schema: TypeAdapter[list[str]], texts: Sequence[str]) -> Fault | None:
    """Return the first text that the schema refuses, or None."""
    try:
        schema.validate_python(list(texts))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        return Fault(int(first["loc"][0]), first["msg"], str(first["input"]))
    return None


def cell_schema(column: Column, domains: Domains) -> TypeAdapter[list[str]]:
    """Return the schema of a list of a column's cells.

    Args:
        column: The catalogue entry of the column.
        domains: Allowed values of the columns that name a domain.
    """
    rules: list[AfterValidator] = []
    if not column.blank:
        rules.append(_rule(lambda text: text != "", "must not be blank"))
    rules += [_unless_blank(holds, rule) for holds, rule in _conditions(column, domains)]
    cell: Any = Annotated[(str, Strict(), *rules)]
    return TypeAdapter(list[cell])


def _conditions(column: Column, domains: Domains) -> list[tuple[Callable[[str], bool], str]]:
    """Return what a cell that is not blank must satisfy, and each rule in words."""
    found: list[tuple[Callable[[str], bool], str]] = []
    pattern, rule = PATTERNS.get(column.type, (column.pattern, column.rule))
    if pattern is not None:
        whole = re.compile(pattern)
        found.append(
            (lambda text: whole.fullmatch(text) is not None, rule or f"must match {pattern}")
        )
    if column.type in ("integer", "decimal"):
        low, high = column.minimum, column.maximum
        found.append((lambda text: _between(text, low, high), f"must be from {low:,} to {high:,}"))
    if column.values is not None:
        values = frozenset(column.values)
        found.append((values.__contains__, "must be " + " or ".join(column.values)))
    if column.domain is not None:
        allowed = frozenset(domains[column.domain])
        found.append((allowed.__contains__, DOMAIN_RULES[column.domain]))
    return found


def _between(text: str, low: int, high: int) -> bool:
    return len(text) <= LONGEST_NUMBER and low <= float(text) <= high


def _unless_blank(holds: Callable[[str], bool], rule: str) -> AfterValidator:
    return _rule(lambda text: text == "" or holds(text), rule)


def _rule(holds: Callable[[str], bool], rule: str) -> AfterValidator:
    def check(text: str) -> str:
        if not holds(text):
            # The rule goes in as a value, since braces in it would be taken for a placeholder.
            raise PydanticCustomError("data_rule", "{rule}", {"rule": rule})
        return text

    return AfterValidator(check)
