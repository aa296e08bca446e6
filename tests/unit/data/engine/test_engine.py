"""Deadlines, sessions and silence of an engine, with a made-up one that does as it is told."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

import pytest
import sqlglot

from data.engine.engine import Engine
from data.engine.expressions import Shape, Values, statement
from data.engine.model import Table
from data.engine.session import Failed, Missing, Unreachable
from data.errors import EngineUnavailable

ASKED = Shape(Table("recorded-crime-by-ward", "periods")), Values()


class MadeUp:
    """A driver and its sessions; `acts` says what the next questions meet."""

    name, dialect, schema = "Engine", "duckdb", ""

    def __init__(self, *acts: object, gives_up: bool = False) -> None:
        self.acts = list(acts)
        self.gives_up = gives_up
        self.opened = 0
        self.interrupted = threading.Event()

    def open(self) -> MadeUp:
        self.opened += 1
        return self

    def missing(self, table: Table) -> str:
        return f"has no {table.name}."

    def run(self, _: str, __: object = None) -> Mapping[str, Any]:
        act = self.acts.pop(0) if self.acts else {}
        if act == "wait":
            assert self.interrupted.wait(30)
            raise Failed("was interrupted.")
        if isinstance(act, Exception):
            raise act
        return {"period": [act]}

    def interrupt(self) -> None:
        self.interrupted.set()

    def close(self) -> None:
        """Nothing to let go of."""


def test_a_question_past_its_time_is_interrupted_and_the_engine_is_asked_again() -> None:
    driver = MadeUp("wait", 7)
    engine = Engine(driver, answer=0.05)
    with pytest.raises(EngineUnavailable, match=r"Engine did not answer within 0.05 seconds\."):
        engine.ask(*ASKED)
    assert engine.ask(*ASKED) == {"period": [7]}
    assert driver.opened == 2, "an interrupted session is not used again"


def test_an_engine_that_hangs_is_left_alone_for_a_while() -> None:
    driver = MadeUp(1, "wait", 7, gives_up=True)
    engine = Engine(driver, answer=0.05, retry=60)
    engine.ask(*ASKED)
    for _ in range(2):
        with pytest.raises(EngineUnavailable, match="did not answer within"):
            engine.ask(*ASKED)
    assert driver.acts == [7], "neither tried a second time at once, nor asked meanwhile"


def test_a_session_lost_while_idle_is_replaced_once() -> None:
    driver = MadeUp(1, Unreachable("is gone."), 2, Unreachable("is gone."), Unreachable("is down."))
    engine = Engine(driver, retry=0)
    assert engine.ask(*ASKED) == {"period": [1]}
    assert engine.ask(*ASKED) == {"period": [2]}
    with pytest.raises(EngineUnavailable, match=r"Engine is down\."):
        engine.ask(*ASKED)


def test_one_failed_question_does_not_silence_the_engine() -> None:
    driver = MadeUp(Failed("cannot answer."), Missing(), 3)
    engine = Engine(driver, retry=60)
    with pytest.raises(EngineUnavailable, match="cannot answer"):
        engine.ask(*ASKED)
    with pytest.raises(EngineUnavailable, match="has no periods_recorded_crime_by_ward"):
        engine.ask(*ASKED)
    assert engine.ask_once(*ASKED) == {"period": [3]}
    assert engine.ask_once(*ASKED) == {"period": [3]}
    assert driver.opened == 1, "the session goes on after a question that failed"


def test_postgresql_is_given_one_text_for_a_shape_and_the_others_their_values_as_literals() -> None:
    shape = Shape(Table("wards", "facts"), ("area_code",), areas=True, offences=True, periods=True)
    bold = "it's '; DROP TABLE x; --"
    several = [Values(("E05",), (bold,), (), 1, 2), Values(("E05", "E06"), ("b",), (), 3, 4)]
    found = [statement("postgresql", "one", shape, each) for each in several]
    assert found[0].text == found[1].text
    assert bold not in found[0].text
    assert found[0].values == {"offences": [bold], "areas": ["E05"], "first": 1, "last": 2}
    for dialect in ("duckdb", "spark"):
        text, values = statement(dialect, "", shape, several[0])
        assert values is None
        tree = sqlglot.parse_one(text, dialect=dialect)
        assert bold in {each.name for each in tree.find_all(sqlglot.exp.Literal)}
