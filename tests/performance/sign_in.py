"""What sign-in costs: the same questions to the product with it and without, in one process.

`python -m tests.performance.sign_in` prints requests a second and milliseconds, by turns, so that
whatever else the machine does meets both alike.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

import dash
from starlette.testclient import TestClient

import app as product
from server.settings import Settings
from tests.app.openid import openid_provider
from tests.app.questions import ROUTE
from tests.app.signed_in import HERE, Reader, dashboard
from tests.performance.soak.steps import TRENDS, Questions

ROUNDS = 300
AREAS = ("london", "south-west", "E09000016", "E09000033", "west", "E09000010")
OFFENCES = ("burglary", "theft", "robbery", "vehicle-offences", "all")
REMEMBERED = "/api/v1/series?offence=burglary&area=london"
KINDS = ("filter change", "answer of the data API", "remembered answer")


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name, openid_provider() as provider:
        place = Path(name)
        registry = dict(dash.page_registry)
        plain = product.create_app(Settings(cache_dir=place / "cache", warm_up=False))
        dash.page_registry.clear()
        dash.page_registry.update(registry)
        with dashboard(provider, place) as signed:
            reader = Reader(signed, provider)
            reader.sign_in("viewer")
            clients = {
                "without": TestClient(plain.server, base_url=HERE),
                "with": reader,
            }
            questions = Questions(reader.get("/_dash-dependencies").json())
            for what in KINDS:
                for kind, each in measured(clients, what, questions).items():
                    rate, middle = len(each) / sum(each), 1000 * statistics.median(each)
                    late = 1000 * statistics.quantiles(each, n=20)[-1]
                    times = f"p50 {middle:.2f} ms, p95 {late:.2f} ms"
                    print(f"{what}, {kind} sign-in: {rate:.0f}/s, {times}")


def measured(
    clients: dict[str, TestClient], what: str, questions: Questions
) -> dict[str, list[float]]:
    """Return seconds of each request, by client."""
    took: dict[str, list[float]] = {kind: [] for kind in clients}
    for number in range(ROUNDS):
        offence, area = OFFENCES[number % 5], AREAS[number // 5 % 6]
        month = f"2017-{1 + number // 30 % 12:02d}"
        path = f"/api/v1/series?offence={offence}&area={area}&from={month}"
        body = questions.trends(area, month, {**TRENDS, "offence": offence})
        for kind, client in clients.items():
            started = time.perf_counter()
            if what == KINDS[0]:
                headers = {"Origin": HERE, "Content-Type": "application/json"}
                answer = client.post(ROUTE, content=body, headers=headers)
            else:
                answer = client.get(path if what == KINDS[1] else REMEMBERED)
            took[kind].append(time.perf_counter() - started)
            if not answer.is_success:
                raise RuntimeError(f"{what} without an answer: {answer.status_code}")
    return took


if __name__ == "__main__":
    main()
