"""Answers that several processes share in Redis; readers are served whatever Redis does."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator

import pytest

from server.answers import Answer, Answers
from server.shared_answers import SharedAnswers, decoded, encoded
from tests.app.loops import finish
from tests.app.services import RedisServer, redis_server

KEY = ("release", "br", b"a question about south-west")
GOOD = Answer(200, ((b"content-type", b"application/json"), (b"x", b"\xe9")), b'{"a": 1}\n\x00')


@pytest.fixture(scope="module")
def running() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture
def redis(running: RedisServer) -> RedisServer:
    with running.client() as client:
        client.flushall()
    return running


def worker(answer: Answer, done: list[int], seconds: float = 0) -> Callable[[], Awaitable[Answer]]:
    async def work() -> Answer:
        done.append(1)
        await asyncio.sleep(seconds)
        return answer

    return work


async def settled(shared: SharedAnswers, work: Callable[[], Awaitable[Answer]]) -> None:
    """Ask for an answer and wait until it is written."""
    await shared.get_or(KEY, work)
    await shared.settle()


def test_an_answer_is_kept_to_the_last_byte() -> None:
    assert decoded(encoded(GOOD)) == GOOD
    for content in (None, b"", b"x", b"{}\n", b'{"status": 1, "headers": 2}\n', encoded(GOOD)[5:]):
        assert decoded(content) is None


def test_what_one_process_computed_another_finds(redis: RedisServer) -> None:
    done: list[int] = []

    async def run() -> list[Answer]:
        processes = [Answers(1, SharedAnswers(redis.url, "v1")) for _ in range(3)]
        return [await each.compute(KEY, worker(GOOD, done), lambda: True) for each in processes]

    assert finish(run()) == [GOOD] * 3
    assert len(done) == 1


def test_another_program_release_or_encoding_finds_nothing(redis: RedisServer) -> None:
    done: list[int] = []

    async def run() -> None:
        for version, key in (
            ("v1", KEY),
            ("v2", KEY),
            ("v1", ("later", *KEY[1:])),
            ("v1", (KEY[0], "gzip", KEY[2])),
            ("v1", (KEY[0], "b", b"r" + KEY[2])),
        ):
            await SharedAnswers(redis.url, version).get_or(key, worker(GOOD, done))

    finish(run())
    assert len(done) == 5


def test_several_who_lack_the_same_answer_have_it_computed_once(redis: RedisServer) -> None:
    done: list[int] = []

    async def run() -> list[Answer]:
        processes = [SharedAnswers(redis.url, "v1", patience=5) for _ in range(5)]
        return await asyncio.gather(
            *(each.get_or(KEY, worker(GOOD, done, 0.2)) for each in processes)
        )

    assert finish(run()) == [GOOD] * 5
    assert len(done) == 1


@pytest.mark.parametrize("status", [204, 422, 500])
def test_only_a_success_is_shared(redis: RedisServer, status: int) -> None:
    done: list[int] = []
    fault = Answer(status, (), b"no")

    finish(settled(SharedAnswers(redis.url, "v1"), worker(fault, done)))
    with redis.client() as client:
        assert client.dbsize() == 0


def test_no_question_can_be_read_in_redis_and_everything_goes_by_itself(
    redis: RedisServer,
) -> None:
    finish(settled(SharedAnswers(redis.url, "v1"), worker(GOOD, [])))
    with redis.client() as client:
        names = client.keys()
        assert len(names) == 1
        assert b"south-west" not in names[0]
        assert 0 < client.ttl(names[0]) <= 24 * 60 * 60


@pytest.mark.parametrize("how", ["down", "silent"])
def test_a_redis_that_fails_is_passed_over_and_comes_back_by_itself(
    how: str, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[int] = []

    async def run(server: RedisServer) -> None:
        shared = SharedAnswers(server.url, "v1", patience=0.1, pause=0.3)
        await settled(shared, worker(GOOD, done))
        server.stop() if how == "down" else server.hold()
        for place in range(20):
            question = (KEY[0], KEY[1], b"%d" % place)
            assert await shared.get_or(question, worker(GOOD, done)) == GOOD
        assert len(done) == 21
        server.start() if how == "down" else server.go_on()
        await asyncio.sleep(0.4)
        other = SharedAnswers(server.url, "v1", patience=1)
        await settled(shared, worker(GOOD, done))
        before = len(done)
        assert await other.get_or(KEY, worker(GOOD, done)) == GOOD
        assert len(done) == before

    with caplog.at_level(logging.INFO, "server"), redis_server() as server:
        finish(run(server))
    assert caplog.text.count("does not answer and is passed over") == 1
    assert caplog.text.count("answers again") == 1
