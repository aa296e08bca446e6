"""After the start every page is drawn once, so that the first reader finds it."""

import gc
import time
import weakref
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from server.dashboard import Dashboard
from server.first_question import first_question
from server.memory import settle
from server.settings import Settings
from tests.app.questions import ROUTE, visit
from tests.app.registry import own_pages
from tests.app.sample import Release, calls, sample_app


@pytest.fixture
def app(settings: Settings) -> Iterator[Dashboard]:
    with own_pages():
        yield sample_app(settings.model_copy(update={"warm_up": True}), Release())


def test_the_first_reader_finds_every_page_drawn(app: Dashboard) -> None:
    calls().clear()
    with TestClient(app.server) as client:
        end = time.monotonic() + 20
        while calls().count("clock") < 1 or calls().count("layout") < 1:
            assert time.monotonic() < end
            time.sleep(0.01)
        while app.answers.misses < 3:
            assert time.monotonic() < end
            time.sleep(0.01)
        misses = app.answers.misses
        body = client.build_request("POST", ROUTE, json=first_question("/")).content
        answer = client.post(ROUTE, content=body, headers={"Content-Type": "application/json"})
        assert "Home" in answer.text
        assert client.get("/_dash-layout").status_code == 200
        assert app.answers.misses == misses
    assert calls().count("layout") == 1


def test_what_is_there_to_stay_is_not_looked_through_again(app: Dashboard) -> None:
    gc.unfreeze()
    with TestClient(app.server):
        end = time.monotonic() + 20
        while not gc.get_freeze_count():
            assert time.monotonic() < end
            time.sleep(0.01)


def test_what_became_garbage_after_it_was_set_aside_is_freed() -> None:
    class Part:
        """Refers to itself, so that only the garbage collector finds it."""

        def __init__(self) -> None:
            self.whole = self

    part = Part()
    settle()
    gone = weakref.ref(part)
    del part
    assert gone() is not None
    settle()
    assert gone() is None
    gc.unfreeze()


def test_the_question_is_one_that_pages_answer() -> None:
    assert first_question("/chart") == visit("/chart")
