"""Files are made within limits: a few at a time, a bounded queue, a time, a size; each once."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from api.answers import Answer
from api.exports.making import Exports, Limits, Step, Unavailable
from tests.app.loops import finish


def answer(text: str = "file", size: int = 0) -> Answer:
    return Answer(text.encode() + b"x" * size, "text/plain", "file.txt")


class Work:
    """Work that goes on until it is let go, and counts how much of it there is."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.running = self.most = self.begun = 0
        self._lock = threading.Lock()

    def __call__(self, step: Step) -> Answer:
        with self._lock:
            self.begun += 1
            self.running += 1
            self.most = max(self.most, self.running)
        try:
            while not self.go.wait(0.005):
                step()
            return answer()
        finally:
            with self._lock:
                self.running -= 1


async def until(reached: Callable[[], bool]) -> None:
    while not reached():
        await asyncio.sleep(0.005)


def test_the_same_file_is_made_once_and_kept() -> None:
    async def work() -> int:
        exports, made = Exports(Limits()), Work()
        asked = [asyncio.create_task(exports.get("key", made)) for _ in range(5)]
        await until(lambda: made.begun == 1)
        made.go.set()
        files = await asyncio.gather(*asked)
        assert {file.body for file in files} == {b"file"}
        await exports.get("key", made)
        return made.begun

    assert finish(work()) == 1


def test_many_at_once_wait_and_one_too_many_is_told_so() -> None:
    async def work() -> tuple[int, Unavailable]:
        exports, made = Exports(Limits(at_once=2, waiting=3)), Work()
        asked = [asyncio.create_task(exports.get(f"key-{n}", made)) for n in range(5)]
        await until(lambda: made.begun == 2)
        # The event loop answers meanwhile, and a file that is under way can still be asked for.
        asked.append(asyncio.create_task(exports.get("key-0", made)))
        with pytest.raises(Unavailable) as caught:
            await exports.get("one more", made)
        made.go.set()
        assert len(await asyncio.gather(*asked)) == 6
        assert made.begun == 5
        return made.most, caught.value

    most, told = finish(work())
    assert most == 2
    assert "try again in a moment" in told.message
    assert told.retry_after


def test_a_slow_file_is_given_up_and_its_place_is_free_again() -> None:
    async def work() -> Unavailable:
        now = [0.0]
        exports, slow = Exports(Limits(seconds=30), clock=lambda: now[0]), Work()
        asked = asyncio.create_task(exports.get("slow", slow))
        await until(lambda: slow.begun == 1)
        now[0] = 31
        with pytest.raises(Unavailable) as caught:
            await asked
        await until(lambda: slow.running == 0)
        quick = Work()
        quick.go.set()
        assert (await exports.get("slow", quick)).body == b"file"
        return caught.value

    told = finish(work())
    assert "took longer than 30 seconds" in told.message
    assert told.retry_after == 5


def test_who_waits_for_a_place_is_given_up_too() -> None:
    async def work() -> Unavailable:
        now = [0.0]
        exports, first, second = Exports(Limits(seconds=10), clock=lambda: now[0]), Work(), Work()
        one = asyncio.create_task(exports.get("one", first))
        await until(lambda: first.begun == 1)
        two = asyncio.create_task(exports.get("two", second))
        await asyncio.sleep(0.01)
        now[0] = 11
        with pytest.raises(Unavailable):
            await one
        with pytest.raises(Unavailable) as caught:
            await two
        assert second.begun == 0
        return caught.value

    assert "given up" in finish(work()).message


def test_a_reader_who_leaves_takes_the_file_from_nobody() -> None:
    async def work() -> bytes:
        exports, made = Exports(Limits()), Work()
        leaves = asyncio.create_task(exports.get("key", made))
        await until(lambda: made.begun == 1)
        stays = asyncio.create_task(exports.get("key", made))
        await asyncio.sleep(0)
        leaves.cancel()
        made.go.set()
        return (await stays).body

    assert finish(work()) == b"file"


def test_too_large_a_file_is_refused_with_what_to_do() -> None:
    async def work() -> Unavailable:
        exports = Exports(Limits(largest_mb=1))
        with pytest.raises(Unavailable) as caught:
            await exports.get("key", lambda _: answer(size=1_000_001))
        return caught.value

    told = finish(work())
    assert "larger than 1 MB" in told.message
    assert "one page" in told.message
    assert told.retry_after is None


def test_files_made_are_kept_within_a_memory() -> None:
    async def work() -> list[int]:
        exports, made = Exports(Limits(kept_mb=1)), []

        def make(_: Step) -> Answer:
            made.append(1)
            return answer(size=400_000)

        for key in ("a", "b", "a", "c", "b"):
            await exports.get(key, make)
        return made

    # "a" was asked for after "b", so "c" took the place of "b".
    assert len(finish(work())) == 4


def test_a_fault_reaches_who_asked_and_is_not_kept() -> None:
    async def work() -> bytes:
        exports = Exports(Limits())

        def fails(_: Step) -> Answer:
            raise ValueError("broken")

        with pytest.raises(ValueError, match="broken"):
            await exports.get("key", fails)
        return (await exports.get("key", lambda _: answer())).body

    assert finish(work()) == b"file"
