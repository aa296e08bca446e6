"""`/metrics`: what Prometheus collects; several processes give one answer."""

import os
import time
from collections.abc import Callable, Iterable, Mapping
from hmac import compare_digest
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""Names the directory through which the processes of one server share their counts."""

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
FAILED = 500
State = Callable[[], Mapping[str, Any]]


class Measures:
    """What one process counts.

    Args:
        state: Gives what is known of the data in use; see `server.health`.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._registry = registry = CollectorRegistry()
        self._requests = Counter(
            "http_requests_total",
            "Requests answered",
            ["method", "route", "status"],
            registry=registry,
        )
        self._seconds = Histogram(
            "http_request_duration_seconds",
            "Time from a request to the end of its answer",
            ["route"],
            buckets=BUCKETS,
            registry=registry,
        )
        self._errors = Counter(
            "http_errors_total",
            "Requests that ended in a failure of the server",
            ["route"],
            registry=registry,
        )
        self._callbacks = Histogram(
            "callback_duration_seconds",
            "Time that a callback computed; answers from memory are not in it",
            ["callback"],
            buckets=BUCKETS,
            registry=registry,
        )
        self._release = Gauge(
            "data_release_number",
            "Number of the release that each process serves",
            registry=registry,
            multiprocess_mode="liveall",
        )
        self.released()

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)
        if status >= FAILED:
            self._errors.labels(route).inc()

    def callback(self, name: str, seconds: float) -> None:
        """Note the time of a callback, named by its output."""
        self._callbacks.labels(name).observe(seconds)

    def released(self) -> None:
        """Note which release is in use."""
        self._release.set(int(str(self._state()["release"]).partition("-")[0] or 0))

    def exposition(self) -> bytes:
        """Return all of it as Prometheus reads it, of all processes where they share it."""
        registry = self._registry
        shared = os.environ.get(SHARED)
        if shared:
            _forget_the_dead(Path(shared))
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry) + generate_latest(_Data(self._state))


class _Data(CollectorRegistry):
    """The data in use, as they are when it is asked."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state

    def collect(self) -> Iterable[Metric]:
        known = self._state()
        info = GaugeMetricFamily(
            "data_release_info", "The release in use", labels=["release", "content"]
        )
        info.add_metric([known["release"], known["content"]], 1)
        yield info
        yield GaugeMetricFamily(
            "data_release_age_seconds",
            "Time since the release in use was made",
            value=max(time.time() - known["made"], 0),
        )
        yield GaugeMetricFamily(
            "data_release_refused",
            "1 where a newer release is refused and an older one serves",
            value=int(known["refused"] is not None),
        )
        store = known.get("store")
        if store is not None:
            yield GaugeMetricFamily(
                "data_release_store_fault",
                "1 where the release store cannot be reached or used",
                value=int(store["fault"] is not None),
            )


def _forget_the_dead(shared: Path) -> None:
    """Leave out what processes served that are no longer there."""
    for file in shared.glob("gauge_live*_*.db"):
        pid = int(file.stem.rpartition("_")[2])
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            mark_process_dead(pid, str(shared))  # type: ignore[no-untyped-call]
        except PermissionError:
            continue


def metrics(measures: Measures, token: str) -> Route:
    """Return the route.

    Args:
        measures: What is counted.
        token: What a collector must send as `Authorization: Bearer …`; empty where it need not.
    """

    def answer(request: Request) -> Response:
        given = request.headers.get("authorization", "")
        if token and not compare_digest(given.encode(), f"Bearer {token}".encode()):
            challenge = {"WWW-Authenticate": "Bearer"}
            return PlainTextResponse("Not allowed", status_code=401, headers=challenge)
        headers = {"Cache-Control": "no-store"}
        return Response(measures.exposition(), media_type=CONTENT_TYPE_LATEST, headers=headers)

    return Route("/metrics", answer)
