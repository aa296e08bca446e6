"""Whatever is asked, the data API answers or says what is wrong: it never fails."""

import json
from urllib.parse import urlencode

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.endpoint import every_endpoint
from data.offences import Offences

OFFENCES = [offence.slug for offence in Offences().all()]
AREAS = ["london", "south-west", "west", "E09000016", "E09000033", "E09000001", "nowhere"]

months = st.one_of(
    st.dates().map(lambda day: day.strftime("%Y-%m")),
    st.sampled_from(["2010-04", "2018-06", "2024-02", "2024-03", "2026-02", "2018-00", "0000-01"]),
)
years = st.integers(1990, 2030).map(lambda year: f"{year}-{(year + 1) % 100:02d}")
quarters = st.builds("{}-Q{}".format, years, st.integers(0, 5))
junk = st.text(max_size=120)
VALUES = {
    "offence": st.sampled_from(OFFENCES),
    "area": st.sampled_from(AREAS),
    "measure": st.sampled_from(["count", "rate", "rolling-12", "change-on-year"]),
    "from": months,
    "to": months,
    "as-at": months,
    "month": months,
    "quarter": quarters,
    "financial-year": years,
    "by": st.sampled_from(["borough", "bcu", "ward"]),
    "version": st.sampled_from(["now", "extract-2019", "release-1"]),
    "status": st.sampled_from(["delivered", "on-track", "delivered,some-delay", ","]),
    "kind": st.sampled_from(["milestone", "commitment,activity"]),
    "theme": st.sampled_from(["overview", "acquisitive"]),
    "q": junk,
    "rebase": st.one_of(months, st.sampled_from(["auto", "none", "Auto"])),
    "format": st.sampled_from(["json", "csv", "csv-metadata.json"]),
}
PATHS = [endpoint.path for endpoint in every_endpoint()]


@st.composite
def questions(draw: st.DrawFn) -> str:
    path = draw(st.sampled_from(PATHS + [f"{path}.csv-metadata.json" for path in PATHS]))
    endpoint = next(each for each in every_endpoint() if path.startswith(each.path))
    known = [field.alias or name for name, field in endpoint.question.model_fields.items()]
    names = draw(st.lists(st.sampled_from(known), unique=draw(st.booleans()), max_size=7))
    pairs = [(name, draw(st.one_of(VALUES[name], VALUES[name], junk))) for name in names]
    if draw(st.integers(0, 5)) == 0:
        pairs.append((draw(junk), draw(junk)))
    return f"/api/v1{path}?{urlencode(pairs)}"


@given(address=questions())
@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_question_is_answered_or_refused(api: TestClient, address: str) -> None:
    response = api.get(address)
    assert response.status_code in {200, 422}, (address, response.text)
    if response.status_code == 422:
        error = response.json()["error"]
        assert list(error) == ["parameter", "value", "allowed", "message"]
        assert len(error["value"]) <= 100
        assert error["message"]
    elif "json" in response.headers["content-type"]:
        json.loads(response.content, parse_constant=lambda name: 1 / 0)
    else:
        assert response.headers["content-type"].startswith("text/csv")


@given(
    pairs=st.lists(st.tuples(st.sampled_from(sorted(VALUES)), st.binary(max_size=20)), max_size=4)
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_bytes_are_answered_or_refused(api: TestClient, pairs: list[tuple[str, bytes]]) -> None:
    response = api.get(f"/api/v1/series?{urlencode(pairs)}")
    assert response.status_code in {200, 422}
