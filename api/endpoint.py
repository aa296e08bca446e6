"""What an endpoint is: its question, its rows and the query that answers."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from types import UnionType
from typing import Any
from urllib.parse import parse_qsl

from api import endpoints
from api.models import Meta, Row
from api.questions import Question
from data.result import Result
from data.store import Store


@dataclass(frozen=True)
class Example:
    """A question worth following.

    Attributes:
        title: What it asks, in words.
        query: The address's query, without `?`.
    """

    title: str
    query: str


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """One address of the data API.

    Attributes:
        path: Below the API's root: `/series`.
        order: Place on the documentation page.
        summary: What it answers, in a few words.
        description: What to know; paragraphs are parted by blank lines, backquotes mark code.
        question: The parameters.
        rows: The shape of a row, or the union of several shapes of which an answer has one.
        answer: The query.
        examples: Questions to follow; the first is shown with its answer.
        meta: The shape of what must be known to read the rows.
    """

    path: str
    order: int
    summary: str
    description: str
    question: type[Question]
    rows: type[Row] | UnionType
    answer: Callable[[Store, Any], Result]
    examples: tuple[Example, ...]
    meta: type[Meta] = Meta

    @property
    def name(self) -> str:
        """The path as a word: `series`."""
        return self.path.strip("/")

    def first_example(self) -> dict[str, str]:
        """Return the parameters of the first example."""
        return dict(parse_qsl(self.examples[0].query))


def every_endpoint() -> tuple[Endpoint, ...]:
    """Return the endpoints of all modules in `api.endpoints`, in their order."""
    found = []
    for module in pkgutil.iter_modules(endpoints.__path__):
        loaded = importlib.import_module(f"{endpoints.__name__}.{module.name}")
        found.append(loaded.ENDPOINT)
    return tuple(sorted(found, key=lambda endpoint: endpoint.order))
