"""Equal questions are answered from memory; errors and older data never are."""

import asyncio

import pytest
from starlette.testclient import TestClient

from server.answers import Answer, Answers
from server.dashboard import Dashboard
from tests.app.loops import finish
from tests.app.questions import ROUTE, count, say, visit
from tests.app.sample import Release, calls


@pytest.fixture(autouse=True)
def _fresh(sample: Dashboard, release: Release) -> None:
    sample.answers.clear()
    calls().clear()
    release.name = "first"


def test_an_equal_question_is_computed_once(client: TestClient, sample: Dashboard) -> None:
    answers = [client.post(ROUTE, json=say("hello")).text for _ in range(5)]
    assert len(set(answers)) == 1
    assert calls() == ["hello"]
    assert (sample.answers.hits, sample.answers.misses) == (4, 1)


def test_another_question_is_computed(client: TestClient) -> None:
    for word in ("hello", "goodbye", "hello"):
        assert f"You said {word}" in client.post(ROUTE, json=say(word)).text
    assert calls() == ["hello", "goodbye"]


def test_a_new_release_makes_old_answers_unreachable(client: TestClient, release: Release) -> None:
    for name in ("first", "second", "second"):
        release.name = name
        client.post(ROUTE, json=say("hello"))
    assert calls() == ["hello", "hello"]


@pytest.mark.parametrize(("word", "status"), [("forbidden", 422), ("fault", 500), ("nothing", 204)])
def test_only_a_success_is_kept(client: TestClient, word: str, status: int) -> None:
    for _ in range(2):
        assert client.post(ROUTE, json=say(word)).status_code == status
    assert calls() == [word, word]


def test_a_callback_that_does_not_say_it_is_pure_always_runs(client: TestClient) -> None:
    for _ in range(2):
        client.post(ROUTE, json=count(1))
    assert calls() == ["count", "count"]


def test_a_page_is_laid_out_once_for_an_address(client: TestClient) -> None:
    for search in ("", "?area=london", "?area=london"):
        client.post(ROUTE, json=visit("/", search))
    assert calls() == ["layout", "layout"]


def test_a_page_that_says_it_is_not_pure_is_laid_out_each_time(client: TestClient) -> None:
    for _ in range(2):
        client.post(ROUTE, json=visit("/clock"))
    assert calls() == ["clock", "clock"]


def test_the_question_is_checked_even_if_a_similar_one_is_kept(client: TestClient) -> None:
    client.post(ROUTE, json=say("hello"))
    assert client.post(ROUTE, json=say("hello") | {"inputs": []}).status_code == 422


def answer(size: int, status: int = 200) -> Answer:
    return Answer(status, (), b"x" * size)


def test_memory_is_bounded_and_the_least_used_goes_first() -> None:
    async def run() -> None:
        answers = Answers(1)

        async def work() -> Answer:
            return answer(300_000)

        for name in (b"a", b"b", b"c"):
            await answers.compute(("r", "br", name), work, keep=lambda: True)
        assert answers.find(("r", "br", b"a"))
        await answers.compute(("r", "br", b"d"), work, keep=lambda: True)
        assert [bool(answers.find(("r", "br", name))) for name in (b"a", b"b", b"c", b"d")] == [
            True, False, True, True,
        ]  # fmt: skip

    finish(run())


def test_an_answer_larger_than_the_memory_is_given_and_not_kept() -> None:
    async def run() -> None:
        for answers in (Answers(0), Answers(1)):

            async def work() -> Answer:
                return answer(2_000_000)

            assert (
                len((await answers.compute(("r", "br", b"q"), work, lambda: True)).body)
                == 2_000_000
            )
            assert answers.find(("r", "br", b"q")) is None

    finish(run())


def test_whoever_asks_the_same_meanwhile_waits_for_the_same_computation() -> None:
    async def run() -> None:
        answers, started, goes_on = Answers(1), 0, asyncio.Event()

        async def work() -> Answer:
            nonlocal started
            started += 1
            await goes_on.wait()
            return answer(10)

        readers = [
            asyncio.create_task(answers.compute(("r", "br", b"q"), work, lambda: True))
            for _ in range(5)
        ]
        await asyncio.sleep(0)
        readers[0].cancel()
        goes_on.set()
        got = await asyncio.gather(*readers, return_exceptions=True)
        assert isinstance(got[0], asyncio.CancelledError)
        assert got[1:] == [answer(10)] * 4
        assert started == 1

    finish(run())


def test_an_answer_computed_while_the_data_changed_is_not_kept() -> None:
    async def run() -> None:
        answers = Answers(1)

        async def work() -> Answer:
            return answer(10)

        await answers.compute(("old", "br", b"q"), work, keep=lambda: False)
        assert answers.find(("old", "br", b"q")) is None

    finish(run())


def test_a_failure_reaches_everyone_and_the_next_one_tries_again() -> None:
    async def run() -> None:
        answers, tries = Answers(1), 0

        async def work() -> Answer:
            nonlocal tries
            tries += 1
            await asyncio.sleep(0)
            raise RuntimeError("fault")

        for _ in range(2):
            got = await asyncio.gather(
                *(answers.compute(("r", "br", b"q"), work, lambda: True) for _ in range(3)),
                return_exceptions=True,
            )
            assert [str(one) for one in got] == ["fault"] * 3
        assert tries == 2

    finish(run())


def test_an_answer_is_kept_compressed_as_its_reader_accepts(client: TestClient) -> None:
    word = "hello " * 200
    for accepted, encoding in (
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0", None),
        ("identity", None),
    ):
        for _ in range(2):
            answer = client.post(ROUTE, json=say(word), headers={"Accept-Encoding": accepted})
            assert answer.headers.get("content-encoding") == encoding
            assert f"You said {word}" in answer.text
            assert "Accept-Encoding" in answer.headers["vary"]
    assert len(calls()) == 3
