"""Asks a server as fast as it answers, from a process of its own; also one question at a time.

Run as `python -m tests.performance.load` with a job as JSON on standard input; prints what came
of it. `ask` does that.
"""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from http.client import HTTPConnection
from itertools import cycle, islice

from server.settings import ROOT

ROUTE = "/_dash-update-component"
AS_A_BROWSER = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Content-Type": "application/json",
}


@dataclass(frozen=True)
class Job:
    """What to ask.

    Args:
        port: Of a server on this machine.
        questions: Bodies to post to Dash's route; of the data API, paths to get.
        connections: How many ask at a time.
        seconds: How long; 0 asks each question once.
    """

    port: int
    questions: Sequence[str]
    connections: int = 1
    seconds: float = 0


@dataclass(frozen=True)
class Outcome:
    """What came of a job.

    Args:
        seconds: How long it took.
        milliseconds: How long each answer took.
        sizes: Bytes of each answer's body.
    """

    seconds: float
    milliseconds: list[float]
    sizes: list[int]

    @property
    def a_second(self) -> float:
        """Answers a second."""
        return len(self.milliseconds) / self.seconds


def ask(job: Job) -> Outcome:
    """Do a job in a process of its own.

    Raises:
        subprocess.CalledProcessError: an answer was not a success.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tests.performance.load"],
        cwd=ROOT,
        input=json.dumps(asdict(job)),
        capture_output=True,
        text=True,
        check=True,
    )
    return Outcome(**json.loads(done.stdout))


def do(job: Job) -> Outcome:
    """Do a job in this process."""
    milliseconds: list[float] = []
    sizes: list[int] = []
    faults: list[str] = []
    lock = threading.Lock()
    begun = time.perf_counter()
    questions = _questions(job, begun)

    def work() -> None:
        connection = HTTPConnection("127.0.0.1", job.port, timeout=60)
        try:
            while not faults:
                with lock:
                    question = next(questions, None)
                if question is None:
                    return
                started = time.perf_counter()
                status, body = _answer(connection, question)
                milliseconds.append((time.perf_counter() - started) * 1000)
                sizes.append(len(body))
                if status != 200:
                    faults.append(f"{status} for {question}: {body[:300]!r}")
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(job.connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise SystemExit(faults[0])
    return Outcome(time.perf_counter() - begun, milliseconds, sizes)


def _questions(job: Job, begun: float) -> Iterator[str]:
    if not job.seconds:
        yield from job.questions
        return
    for question in cycle(job.questions):
        if time.perf_counter() > begun + job.seconds:
            return
        yield question


def _answer(connection: HTTPConnection, question: str) -> tuple[int, bytes]:
    if question.startswith("/"):
        connection.request("GET", question, headers=AS_A_BROWSER)
    else:
        connection.request("POST", ROUTE, question.encode(), AS_A_BROWSER)
    response = connection.getresponse()
    return response.status, response.read()


def several(questions: Sequence[str], number: int) -> list[str]:
    """Return so many questions, repeating those given where they are too few."""
    return list(islice(cycle(questions), number))


if __name__ == "__main__":
    print(json.dumps(asdict(do(Job(**json.load(sys.stdin))))))
