"""Signing in and out with a real provider: what is accepted, and everything that is not."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.access.addresses import is_own_path
from server.access.sessions import Seal
from tests.app.openid import CLIENT, OpenIdProvider, key
from tests.app.questions import visit
from tests.app.signed_in import HERE, SESSION, Reader, dashboard, entries


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("access")


@pytest.fixture(scope="module")
def app(provider: OpenIdProvider, place: Path) -> Iterator[Any]:
    with dashboard(provider, place) as app:
        yield app


@pytest.fixture
def reader(app: Any, provider: OpenIdProvider) -> Iterator[Reader]:
    provider.reset()
    with Reader(app, provider) as reader:
        yield reader


def test_a_reader_is_led_to_the_provider_and_back_to_the_page(
    reader: Reader, provider: OpenIdProvider
) -> None:
    asked = reader.open("/burglary?area=south-west&measure=rate")
    assert asked.status_code == 303
    signed = reader.sign_in("viewer", asked.headers["location"])
    assert signed.status_code == 303
    assert signed.headers["location"] == f"{HERE}/burglary?area=south-west&measure=rate"
    question = provider.asked[-1]
    assert question["code_challenge_method"] == "S256"
    assert question["redirect_uri"] == f"{HERE}/sign-in/callback"
    assert question["client_id"] == CLIENT
    assert len(question["state"]) >= 20
    assert len(question["nonce"]) >= 20
    page = reader.open("/burglary?area=south-west&measure=rate")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert reader.account() | {"token": ""} == {
        "name": "Alex Viewer", "role": "viewer", "token": "", "rights": ["download", "open", "read"]
    }  # fmt: skip


def test_the_cookies_are_for_this_host_and_no_script(reader: Reader) -> None:
    begun = reader.open("/sign-in").headers["set-cookie"]
    signed = reader.sign_in().headers.get_list("set-cookie")
    session = next(each for each in signed if each.startswith(f"{SESSION}="))
    for cookie in (begun, session):
        assert cookie.startswith("__Host-")
        assert {"HttpOnly", "Secure", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Alex" not in session
    assert len(session) < 1500


@pytest.mark.parametrize(
    "changes",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "somebody-else"},
        {"aud": None},
        {"aud": [CLIENT, "somebody-else"]},
        {"azp": "somebody-else"},
        {"iss": "https://another.example"},
        {"exp": int(time.time()) - 3600},
        {"exp": None},
        {"nbf": int(time.time()) + 3600},
        {"sub": None},
    ],
)
def test_a_wrong_claim_is_not_accepted(
    reader: Reader, provider: OpenIdProvider, place: Path, changes: dict[str, Any]
) -> None:
    provider.changes = changes
    answer = reader.sign_in("editor")
    assert answer.status_code == 403
    assert "You are not signed in" in answer.text
    assert SESSION not in reader.cookies
    assert entries(place)[-1]["outcome"] == "refused"
    assert reader.open("/").status_code == 303


def test_clocks_may_differ_a_little(reader: Reader, provider: OpenIdProvider) -> None:
    now = int(time.time())
    provider.changes = {"exp": now - 30, "iat": now + 30, "nbf": now + 30}
    assert reader.sign_in().status_code == 303


def test_an_unsigned_token_is_not_accepted(reader: Reader, provider: OpenIdProvider) -> None:
    provider.algorithm = "none"
    assert reader.sign_in("editor").status_code == 403


def test_a_token_of_another_signer_is_not_accepted(
    reader: Reader, provider: OpenIdProvider
) -> None:
    own, provider.signer = provider.signer, key("first")
    try:
        assert reader.sign_in("editor").status_code == 403
    finally:
        provider.signer = own
    assert reader.sign_in("editor").status_code == 303


def test_a_new_key_is_fetched(reader: Reader, provider: OpenIdProvider) -> None:
    assert reader.sign_in().status_code == 303
    provider.rotate("second")
    assert reader.sign_in().status_code == 303


def test_an_answer_counts_once_and_for_the_browser_that_asked(
    reader: Reader, app: Any, provider: OpenIdProvider
) -> None:
    back = reader.answer_of_provider()
    with Reader(app, provider) as other:
        assert other.open(back).status_code == 403
    assert reader.open(re.sub("state=[^&]+", "state=made-up", back)).status_code == 403
    assert reader.open(re.sub("state=[^&]+", "state=%0d%0aX:%20y", back)).status_code == 403
    assert reader.open(back).status_code == 303
    assert reader.open(back).status_code == 403


def test_an_answer_of_another_issuer_is_not_taken(reader: Reader) -> None:
    back = reader.answer_of_provider()
    assert reader.open(f"{back}&iss=https%3A%2F%2Fevil.example").status_code == 403


def test_two_tabs_may_sign_in_at_once(reader: Reader) -> None:
    first = reader.answer_of_provider("/sign-in?next=/area")
    second = reader.answer_of_provider("/sign-in?next=/about")
    assert reader.open(second).headers["location"] == f"{HERE}/about"
    assert reader.open(first).headers["location"] == f"{HERE}/area"


def test_whoever_says_no_at_the_provider_is_told(reader: Reader, provider: OpenIdProvider) -> None:
    provider.denies = True
    answer = reader.sign_in()
    assert answer.status_code == 403
    assert "did not let you in" in answer.text


def test_someone_without_a_role_is_told_whom_to_ask(reader: Reader, place: Path) -> None:
    answer = reader.sign_in("nobody")
    assert answer.status_code == 403
    assert "You have no role on this dashboard" in answer.text
    assert "dashboard@example.org" in answer.text
    assert SESSION not in reader.cookies
    last = entries(place)[-1]
    assert (last["action"], last["outcome"], last["detail"]) == ("sign-in", "refused", "no role")


def test_a_role_may_stand_in_the_user_information_only(
    reader: Reader, provider: OpenIdProvider
) -> None:
    provider.changes, provider.elsewhere = {"roles": None}, {"roles": ["dashboard-editors"]}
    assert reader.sign_in().status_code == 303
    assert reader.account()["role"] == "editor"


def test_a_changed_role_counts_from_the_next_sign_in(reader: Reader) -> None:
    reader.sign_in("viewer")
    assert reader.account()["role"] == "viewer"
    reader.sign_in("editor")
    assert reader.account()["role"] == "editor"
    reader.sign_in("viewer")
    assert reader.account()["role"] == "viewer"


def test_a_cookie_that_was_changed_or_made_up_is_none(reader: Reader) -> None:
    reader.sign_in()
    value = reader.cookies[SESSION]
    forged = Seal("x" * 40, "session").seal({"id": "a" * 20})
    another = Seal("made up for these tests and long enough", "sign-in").seal({"id": "a" * 20})
    for wrong in (value[:-4] + "AAAA", value[:40], forged, another, "", "é"):
        given = [(b"cookie", f"{SESSION}={wrong}".encode())]
        reader.cookies.clear()
        assert reader.get("/_dash-layout", headers=given).status_code == 401
    given = [(b"cookie", f"{SESSION}={value}".encode())]
    assert reader.get("/_dash-layout", headers=given).status_code == 200


def test_signing_out_ends_the_session_everywhere(reader: Reader, place: Path) -> None:
    reader.sign_in()
    value, token = reader.cookies[SESSION], reader.account()["token"]
    without = reader.post("/sign-out", data={"token": "wrong"}, headers={"Origin": HERE})
    foreign = reader.post(
        "/sign-out", data={"token": token}, headers={"Origin": "https://other.example"}
    )
    assert (without.status_code, foreign.status_code) == (403, 403)
    assert reader.open("/about").status_code == 200
    answer = reader.post("/sign-out", data={"token": token}, headers={"Origin": HERE})
    assert answer.status_code == 200
    assert "You have signed out" in answer.text
    assert "/end-session?post_logout_redirect_uri=https%3A%2F%2Fdashboard.test%2Fsigned-out" in (
        answer.text
    )
    assert f"client_id={CLIENT}" in answer.text
    assert SESSION not in reader.cookies
    copied = reader.get("/_dash-layout", headers={"Cookie": f"{SESSION}={value}"})
    assert copied.status_code == 401
    assert reader.open("/signed-out").status_code == 200
    assert [each["action"] for each in entries(place)][-1] == "sign-out"


def test_a_provider_that_is_down_is_said_and_the_rest_goes_on(
    reader: Reader, app: Any, provider: OpenIdProvider
) -> None:
    reader.sign_in()
    with dashboard_anew(app, provider) as other:
        provider.down = True
        answer = other.open("/sign-in")
        assert answer.status_code == 503
        assert "Signing in is not possible just now" in answer.text
        assert other.open("/healthz").status_code == 200
        assert other.open("/readyz").status_code == 200
        # Whoever is signed in goes on.
        assert reader.open("/about").status_code == 200
        assert reader.ask(visit("/about")).status_code == 200
        provider.down = False
        assert other.open("/sign-in").status_code == 303


def dashboard_anew(app: Any, provider: OpenIdProvider) -> Reader:
    """A reader of the same dashboard, which has forgotten what the provider said of itself."""
    layers = [each for each in app.server.user_middleware if "gate" in each.kwargs]
    gate = layers[0].kwargs["gate"]
    gate.provider._client.server_metadata.clear()
    return Reader(app, provider)


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "///evil",
        "/\t/evil.example", "javascript:alert(1)", "/%0d%0aSet-Cookie:x", "/a\r\nb", "/../up",
        "/%2e%2e/up", "/sign-out", "/sign-in?next=/", "http:evil.example", "/é", "", "about",
        "/a" * 3000,
    ],
)  # fmt: skip
def test_nobody_is_sent_elsewhere_after_signing_in(reader: Reader, wanted: str) -> None:
    import httpx2  # noqa: PLC0415

    answer = reader.sign_in("viewer", f"/sign-in?{httpx2.QueryParams(next=wanted)}")
    location = answer.headers["location"]
    assert location in {f"{HERE}/", f"{HERE}/%0d%0aSet-Cookie:x"}


def test_own_paths_are_recognised() -> None:
    assert is_own_path("/area?area=E09000001&as-at=2018-06#rates")
    assert is_own_path("/milestones?q=a%20b")
    assert not is_own_path("/load/jobs")
