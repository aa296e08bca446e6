"""What readers do: one step is one request as a browser or a program sends it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.app.questions import ROUTE, visit

PAGES = ("/", "/crime-trends", "/knife-injury", "/burglary", "/area", "/milestones", "/about")
AREAS = ("london", "south-west", "west", "E09000016", "E09000027", "E09000033")
OFFENCES = ("all", "burglary", "robbery", "theft", "shoplifting", "violence-with-injury")
MEASURES = ("count", "rolling-12", "rate")
QUARTERS = ("2018-19-Q1", "2017-18-Q4", "2016-17-Q2")
MONTHS = ("2018-06", "2019-12", "2026-02")
DOWNLOADS = ("recorded-crime", "population-by-year", "milestones")
THINK = (1.0, 6.0)
"""Seconds that a reader looks at an answer, at least and at most."""


@dataclass(frozen=True)
class Step:
    """One request.

    Attributes:
        kind: What it is in the table of results.
        method: Of HTTP.
        path: With its query.
        body: What is posted; None for a request without.
        asked: What must be shown, for `expected`.
    """

    kind: str
    method: str
    path: str
    body: bytes | None = None
    asked: Mapping[str, str] = field(default_factory=dict)


class Questions:
    """Builds callbacks' questions from what the server says that its pages ask.

    Args:
        dependencies: The answer of `/_dash-dependencies`.
    """

    def __init__(self, dependencies: Sequence[Mapping[str, Any]]) -> None:
        self._trends = _updating(dependencies, "trend-figure.figure")
        self._map = _updating(dependencies, "map-figure.figure")

    def trends(self, area: str, as_at: str, values: Mapping[str, str]) -> bytes:
        """A change of a control on `/crime-trends`."""
        return _question(self._trends, "/crime-trends", area, as_at, values)

    def map(self, area: str, as_at: str, values: Mapping[str, str]) -> bytes:
        """A change of a control on `/burglary`."""
        return _question(self._map, "/burglary", area, as_at, values)


def _updating(dependencies: Sequence[Mapping[str, Any]], output: str) -> Mapping[str, Any]:
    return next(each for each in dependencies if output in each["output"])


def _question(
    callback: Mapping[str, Any], path: str, area: str, as_at: str, values: Mapping[str, str]
) -> bytes:
    known = {"area": area, "as_at": as_at, "path": path}
    states = {"page-state": known}
    outputs = callback["output"].strip(".").split("...")
    question = {
        "output": callback["output"],
        "outputs": [_output(each) for each in outputs],
        "inputs": [
            {"id": (named := json.loads(each["id"])), "property": each["property"],
             "value": values.get(named["name"])}
            for each in callback["inputs"]
        ],
        "state": [{**each, "value": states.get(each["id"])} for each in callback["state"]],
        "changedPropIds": [f"{callback['inputs'][0]['id']}.value"],
        "parsedChangedPropsIds": [f"{callback['inputs'][0]['id']}.value"],
    }  # fmt: skip
    return json.dumps(question).encode()


def _output(named: str) -> dict[str, Any]:
    """What an output is called in a question: the id of a control is an object."""
    component, name = named.rsplit(".", 1)
    known = json.loads(component) if component.startswith("{") else component
    return {"id": known, "property": name}


TRENDS = {
    "offence": "all", "measure": "count", "range": "5y", "compare": "none", "chart": "line",
    "window": "3y", "season": "auto", "rebase": "auto",
    "published": "now",
}  # fmt: skip
MAP = {
    "offence": "burglary",
    "measure": "change-on-year",
    "quarter": "2018-19-Q1",
    "adjusted": "yes",
}


def session(chance: random.Random, questions: Questions) -> Iterator[Step]:
    """Go through the steps of one reader's visit: pages, changes, data, and a second visit."""
    area, as_at = chance.choice(AREAS), chance.choice(MONTHS)
    path = chance.choice(PAGES)
    yield Step("page", "GET", path)
    yield Step("second visit", "GET", path)
    yield _layout(path, area, as_at)
    for _ in range(chance.randrange(1, 4)):
        yield chance.choice((_filter, _map_change, _series, _comparison))(
            chance, questions, area, as_at
        )
    yield _layout(chance.choice(PAGES), area, as_at)
    if chance.random() < 0.2:
        yield _download(chance)
    again = _series(chance, questions, area, as_at)
    yield again
    yield Step("second visit", again.method, again.path, again.body, again.asked)


def _layout(path: str, area: str, as_at: str) -> Step:
    body = json.dumps(visit(path, f"?area={area}&as-at={as_at}")).encode()
    asked = {"shown": path, "area": area, "as_at": as_at}
    return Step("page drawn", "POST", ROUTE, body, asked)


def _filter(chance: random.Random, questions: Questions, area: str, as_at: str) -> Step:
    chosen = {"offence": chance.choice(OFFENCES), "measure": chance.choice(MEASURES)}
    body = questions.trends(area, as_at, TRENDS | chosen)
    asked = {"shown": "trends", "area": area, "as_at": as_at} | chosen
    return Step("filter", "POST", ROUTE, body, asked)


def _map_change(chance: random.Random, questions: Questions, area: str, _as_at: str) -> Step:
    chosen = {"quarter": chance.choice(QUARTERS), "measure": chance.choice(("rate", "count"))}
    # A borough is drawn with those of its BCU: what is checked are all of London's.
    del area
    body = questions.map("london", "2018-06", MAP | chosen)
    return Step("map", "POST", ROUTE, body, {"shown": "map", "quarter": chosen["quarter"]})


def _series(chance: random.Random, _questions: Questions, area: str, as_at: str) -> Step:
    offence, measure = chance.choice(OFFENCES), chance.choice(MEASURES)
    path = f"/api/v1/series?offence={offence}&area={area}&measure={measure}&as-at={as_at}"
    asked = {"shown": "series", "area": area, "as_at": as_at}
    return Step("API", "GET", path, None, asked | {"offence": offence, "measure": measure})


def _comparison(chance: random.Random, _questions: Questions, _area: str, _as_at: str) -> Step:
    offence, quarter = chance.choice(OFFENCES), chance.choice(QUARTERS)
    path = f"/api/v1/comparison?offence={offence}&by=borough&quarter={quarter}"
    asked = {"shown": "comparison", "offence": offence, "quarter": quarter}
    return Step("API", "GET", path, None, asked)


def _download(chance: random.Random) -> Step:
    name = chance.choice(DOWNLOADS)
    asked = {"shown": "download", "dataset": name}
    return Step("download", "GET", f"/api/v1/datasets/{name}.csv", None, asked)
