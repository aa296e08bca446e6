"""Work in a process of its own: it ends with a status and in words, whoever asks it to stop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from data.apart import STOPS, outcome_of, stoppable
from server.settings import ROOT

TWICE = """
import os, signal, sys, time
from data import apart

def ask():
    os.kill(os.getpid(), signal.{first})

def work():
    ask()
    time.sleep(60)
    return 0

def say(*lines):
    # The second request comes while it is said that the first was heard.
    os.kill(os.getpid(), signal.{second})
    print(*lines, file=sys.stderr, flush=True)

apart.say = say

def main():
    return 0 if apart.outcome_of(work, nothing="Nothing was added") == 0 else 2

sys.exit(apart.command(main, stopped=2))
"""


@pytest.mark.parametrize("first", [each.name for each in STOPS])
@pytest.mark.parametrize("second", [each.name for each in STOPS])
def test_a_second_request_cuts_nothing_short(first: str, second: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TWICE.format(first=first, second=second)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 2
    assert "Interrupted. `python -m data releases` says which release counts." in done.stderr
    assert done.stderr.count("Interrupted.") == 1
    assert "Traceback" not in done.stderr


def test_a_block_within_such_a_block_leaves_requests_to_the_outer_one() -> None:
    before = [signal.getsignal(each) for each in STOPS]
    heard = False
    try:
        with stoppable():
            outer = signal.getsignal(signal.SIGTERM)
            with stoppable():
                assert signal.getsignal(signal.SIGTERM) is outer
            assert signal.getsignal(signal.SIGTERM) is outer
            os.kill(os.getpid(), signal.SIGTERM)
    except KeyboardInterrupt:
        heard = True
    assert heard
    assert [signal.getsignal(each) for each in STOPS] == before


def test_after_a_block_the_next_one_can_be_stopped_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def work() -> int:
        os.kill(os.getpid(), signal.SIGTERM)
        return 1

    for _ in range(2):
        assert outcome_of(work, nothing="Nothing was added") is None
        assert "Interrupted." in capsys.readouterr().err
    assert outcome_of(lambda: 1, nothing="Nothing was added") == 1
