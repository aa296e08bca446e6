"""Sessions: when they end, how a secret is changed, what a cookie may not be."""

from pathlib import Path

import pytest

from server.access.asker import Person, claim_values, person_of
from server.access.sessions import Seal, Sessions

SECRET, NEWER = "a" * 40, "b" * 40
PERSON = Person("u-1", "Alex Example", ("dashboard-viewers",))


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000_000.0

    def __call__(self) -> float:
        return self.now


def sessions(place: Path, clock: Clock, secret: str = SECRET) -> Sessions:
    return Sessions(secret, idle=600, longest=3600, ended=place / "ended", clock=clock)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_session_that_is_not_used_ends(tmp_path: Path, clock: Clock) -> None:
    here = sessions(tmp_path, clock)
    session = here.begin(PERSON)
    cookie = here.write(session)
    clock.now += 600
    assert here.read(cookie) == session
    clock.now += 1
    assert here.read(cookie) is None


def test_use_prolongs_a_session_but_not_for_ever(tmp_path: Path, clock: Clock) -> None:
    here = sessions(tmp_path, clock)
    session = here.begin(PERSON)
    assert here.renewed(session) is None
    for _ in range(7):
        clock.now += 500
        anew = here.renewed(session)
        assert anew
        session = anew
        assert here.read(here.write(session)) == session
    clock.now += 101
    assert here.read(here.write(session)) is None


def test_other_processes_know_a_session_and_its_end(tmp_path: Path, clock: Clock) -> None:
    here, there = sessions(tmp_path, clock), sessions(tmp_path, clock)
    session = here.begin(PERSON)
    cookie = here.write(session)
    assert there.read(cookie) == session
    here.end(session)
    assert there.read(cookie) is None
    assert there.read(there.write(there.begin(PERSON))) is not None


def test_a_secret_is_changed_without_ending_sessions(tmp_path: Path, clock: Clock) -> None:
    cookie = sessions(tmp_path, clock).write(sessions(tmp_path, clock).begin(PERSON))
    assert sessions(tmp_path, clock, f"{NEWER},{SECRET}").read(cookie)
    assert sessions(tmp_path, clock, NEWER).read(cookie) is None


def test_what_was_sealed_for_another_purpose_does_not_open() -> None:
    sealed = Seal(SECRET, "sign-in").seal({"next": "/"})
    assert Seal(SECRET, "sign-in").open(sealed, 60) == {"next": "/"}
    assert Seal(SECRET, "session").open(sealed, 60) is None
    assert "next" not in sealed


def test_claims_are_found_wherever_they_are() -> None:
    claims = {
        "roles": ["a", 5, "b"],
        "realm_access": {"roles": ["c"]},
        "one": "d",
        "https://example.org/roles": ["e"],
    }
    assert claim_values(claims, "roles") == ("a", "b")
    assert claim_values(claims, "realm_access.roles") == ("c",)
    assert claim_values(claims, "one") == ("d",)
    assert claim_values(claims, "https://example.org/roles") == ("e",)
    for path in ("none", "realm_access", "one.two", "roles.0"):
        assert claim_values(claims, path) == ()


def test_a_person_has_a_name_that_can_be_shown() -> None:
    known = frozenset({"a"})
    named = person_of({"sub": "s", "name": "Al\nex\x07", "roles": ["a", "z"]}, "roles", known)
    assert (named.name, named.values) == ("Al ex", ("a",))
    assert person_of({"sub": "s", "name": "  "}, "roles", known).name == "s"
    assert person_of({"sub": "s", "preferred_username": "ax"}, "roles", known).name == "ax"
