"""Lets wrk read as many readers do: the steps of `soak`, drawn beforehand, with time to think."""

import json
import random
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from server.callbacks import PAGE
from server.settings import ROOT
from tests.app.services import program
from tests.performance.soak.steps import Questions, Step, session

SCRIPT = ROOT / "tests" / "performance" / "scale" / "readers.lua"
DRAWN = 20_000
PATIENCE = 20
THREADS = 2
WARMING = 8
MILLISECOND = 1000


@dataclass(frozen=True)
class Result:
    """What came of a run.

    Attributes:
        requests: Answers that came.
        seconds: How long it took.
        bytes: What came over the wire.
        p50: Milliseconds within which half of the answers came.
        p95: The same for 95 in a hundred.
        p99: The same for 99 in a hundred.
        most: Milliseconds of the slowest.
        errors: Connections that broke, answers that were none, and what took over 20 s.
    """

    requests: int
    seconds: float
    bytes: int
    p50: float
    p95: float
    p99: float
    most: float
    errors: int

    @property
    def a_second(self) -> float:
        """Answers a second."""
        return self.requests / self.seconds


def draw(port: int, file: Path, seed: int) -> None:
    """Write down the requests that readers make.

    Args:
        port: Of a server, which is asked for its callbacks and tags.
        file: Where to.
        seed: Of what they do.
    """
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", "/_dash-dependencies")
    questions = Questions(json.loads(connection.getresponse().read()))
    chance = random.Random(seed)  # noqa: S311 - a seeded sample
    tags: dict[str, str] = {}
    lines: list[str] = []
    while len(lines) < DRAWN:
        for step in session(chance, questions):
            lines += _lines(step, connection, tags)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _lines(step: Step, connection: HTTPConnection, tags: dict[str, str]) -> Iterator[str]:
    method, path, body = step.method, step.path, (step.body or b"").decode()
    if step.kind == "page drawn":
        # As the product's own script asks for it.
        values = [each["value"] for each in json.loads(body)["inputs"]]
        query = urlencode({"pathname": values[0], "search": values[1]})
        method, path, body = "GET", f"{PAGE}?{query}", ""
    tag = ""
    if step.kind == "second visit":
        if path not in tags:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            tags[path] = answer.headers.get("ETag", "")
        tag = tags[path]
    yield "\t".join((method, path, tag, body))


def warm(port: int, file: Path) -> tuple[int, float]:
    """Ask every different request once, as readers do when a release is new.

    Returns:
        How many different ones there are, and the seconds that it took.
    """
    waiting = iter(sorted(set(file.read_text(encoding="utf-8").splitlines())))
    begun, lock = time.monotonic(), threading.Lock()
    asked: list[int] = []

    def work(_: int) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            with lock:
                line = next(waiting, None)
            if line is None:
                return
            method, path, tag, body = line.split("\t")
            headers = {"Accept-Encoding": "gzip, deflate, br, zstd"}
            headers |= {"If-None-Match": tag} if tag else {}
            headers |= {"Content-Type": "application/json"} if body else {}
            connection.request(method, path, body.encode() or None, headers)
            answer = connection.getresponse()
            answer.read()
            asked.append(answer.status)

    with ThreadPoolExecutor(WARMING) as pool:
        list(pool.map(work, range(WARMING)))
    if set(asked) - {200, 304}:
        raise RuntimeError(f"statuses {sorted(set(asked))} where every answer should be one")
    return len(asked), time.monotonic() - begun


def read(
    port: int,
    file: Path,
    *,
    readers: int,
    seconds: float,
    think: tuple[float, float] = (0, 0),
) -> "subprocess.Popen[str]":
    """Begin to read; `result` waits for the end.

    Args:
        port: Where to ask.
        file: The requests, as `draw` wrote them.
        readers: How many, each with a connection of its own.
        seconds: How long.
        think: Seconds that each reader looks at an answer, at least and at most.
    """
    milliseconds = [str(round(each * MILLISECOND)) for each in think]
    options = {"-t": THREADS, "-c": readers, "-d": f"{round(seconds)}s", "-s": SCRIPT}
    given = [str(part) for pair in options.items() for part in pair]
    address = f"http://127.0.0.1:{port}"
    return subprocess.Popen(
        [program("wrk"), *given, "--timeout", f"{PATIENCE}s", address, "--", str(file),
         *milliseconds],
        stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip


def result(process: "subprocess.Popen[str]", seconds: float) -> Result:
    """Wait for the end of a run.

    Args:
        process: What `read` began.
        seconds: How long it was to take; far longer ends it.

    Raises:
        RuntimeError: It gave no result.
    """
    try:
        said, _ = process.communicate(timeout=seconds + 60)
    finally:
        process.kill()
    found = [line for line in said.splitlines() if line.startswith("RESULT ")]
    if not found:
        raise RuntimeError(f"wrk gave no result: {said[-500:]}")
    known = json.loads(found[0].removeprefix("RESULT "))
    return Result(
        requests=known["requests"],
        seconds=known["microseconds"] / 1e6,
        bytes=known["bytes"],
        p50=known["p50"] / MILLISECOND,
        p95=known["p95"] / MILLISECOND,
        p99=known["p99"] / MILLISECOND,
        most=known["most"] / MILLISECOND,
        errors=known["broken"] + known["status"] + known["timeouts"],
    )
