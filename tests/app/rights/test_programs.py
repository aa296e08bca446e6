"""Programs ask with a token: the product's own, the provider's, and the one of the measures."""

from pathlib import Path
from typing import Any

from tests.app.openid import OpenIdProvider
from tests.app.rights.asked import EDITORS_TOKEN, TOKEN, bearer, digest
from tests.app.signed_in import SESSION, Reader, entries


def test_programs_ask_with_a_token(app: Any, provider: OpenIdProvider, place: Path) -> None:
    program = Reader(app, provider)
    assert program.get("/api/v1/areas", headers=bearer(TOKEN)).status_code == 200
    assert SESSION not in program.cookies
    table = "/api/v1/datasets/boroughs.csv"
    assert program.get(table, headers=bearer(TOKEN)).status_code == 403
    assert program.get(table, headers=bearer(EDITORS_TOKEN)).status_code == 200
    assert entries(place)[-1]["name"] == "loader"
    wrong = program.get("/api/v1/areas", headers=bearer(digest(TOKEN)))
    assert wrong.status_code == 401
    assert 'error="invalid_token"' in wrong.headers["www-authenticate"]


def test_programs_ask_with_the_providers_access_token(app: Any, provider: OpenIdProvider) -> None:
    program = Reader(app, provider)

    def status(**changes: Any) -> int:
        token = provider.access_token(**changes)
        return int(program.get("/api/v1/areas", headers=bearer(token)).status_code)

    assert status() == 200
    assert status(aud="another") == 401
    assert status(iss="https://another.example") == 401
    assert status(exp=1) == 401
    assert status(roles=["another-group"]) == 401
    provider.algorithm = "none"
    assert status() == 401
    provider.algorithm = "RS256"
    assert program.get("/api/v1/areas", headers=bearer("a.b.c")).status_code == 401


def test_measures_keep_their_own_token(readers: dict[str, Reader]) -> None:
    assert readers["nobody"].get("/metrics").status_code == 401
    answer = readers["nobody"].get("/metrics", headers=bearer("for prometheus"))
    assert answer.status_code == 200
