"""Work in a process of its own, so that somebody is left to say it when the system ends it.

A library that finds no memory aborts, and the system kills whoever takes too much: neither can be
caught where it happens. Whoever asked gets a sentence and an exit status all the same.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from types import FrameType
from typing import TypeVar

Outcome = TypeVar("Outcome")

STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Requests to stop: from the keyboard, from the system, from a terminal that is closed."""

PATIENCE = 0.5
"""Seconds after a request to stop in which further ones are the same."""

FAILED = 1
DIE_WITH_PARENT = 1
"""`PR_SET_PDEATHSIG` in Linux's prctl.h."""

INTERRUPTED = "Interrupted."


def apart(work: Callable[[], int], *, stopped: int) -> int | signal.Signals:
    """Do work in a child process and wait for it.

    Call it before threads are started. The child ends with this process.

    Args:
        work: Returns an exit status. A `KeyboardInterrupt` in it is a request to stop, whichever
            came.
        stopped: The exit status after such a request that the work did not handle itself.

    Returns:
        The work's exit status, or the signal that ended it.
    """
    keep_standard_streams()
    # A request to stop waits until somebody is there to take it.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    child = os.fork()
    if not child:
        _end_with_parent()
        # What is said to people is a sentence.
        os.environ["RUST_BACKTRACE"] = "0"
        os._exit(_status(work, stopped, before))

    asked: list[float] = []

    def pass_on(number: int, _: FrameType | None) -> None:
        asked.append(time.monotonic())
        # Who asks again gets a child ended that hears nothing, as in a library that waits for ever.
        again = asked[-1] - asked[0] > PATIENCE
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL if again else number)

    handlers = {each: signal.signal(each, pass_on) for each in STOPS}
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    try:
        _, ended = os.waitpid(child, 0)
    finally:
        for each, handler in handlers.items():
            signal.signal(each, handler)
    status = os.waitstatus_to_exitcode(ended)
    if status == -signal.SIGKILL and asked:
        say(INTERRUPTED)
        return stopped
    return signal.Signals(-status) if status < 0 else status


def command(main: Callable[[], int], *, stopped: int) -> int:
    """Run a command apart; where the system ends it, say so.

    Args:
        main: The command; returns an exit status.
        stopped: The exit status where it was asked to stop, or ended.
    """
    status = apart(main, stopped=stopped)
    if not isinstance(status, signal.Signals):
        return status
    say(
        f"Ended by the system ({status.name}), most likely since there is not enough memory. "
        "`python -m data releases` says which release counts."
    )
    return stopped


def keep_standard_streams() -> None:
    """Let no file that is opened take the place of a standard stream that is closed."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(number)
        except OSError:
            os.dup2(os.open(os.devnull, os.O_RDWR), number)
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, mode, closefd=False))


_stoppable = threading.Lock()
"""Held while a block that can be stopped goes on."""


@contextlib.contextmanager
def stoppable(*, last: bool = False) -> Iterator[None]:
    """Let the first request to stop end a block with `KeyboardInterrupt`, and heed no further one.

    What tidies up after the first is not to be cut short by a second. So a block within such a
    block leaves requests to the outer one.

    Args:
        last: Whether the process ends with the block; what it says then is not cut short either.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or not _stoppable.acquire(blocking=False):
        yield
        return

    def stop(*_: object) -> None:
        for each in STOPS:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {each: signal.signal(each, stop) for each in STOPS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, signal.SIG_IGN if last else handler)
        _stoppable.release()


def _status(work: Callable[[], int], stopped: int, mask: set[int | signal.Signals]) -> int:
    """Do the work in the child; return its exit status whatever happens."""
    try:
        with stoppable(last=True):
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            status = work()
    except KeyboardInterrupt:
        say(INTERRUPTED)
        status = stopped
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else FAILED if end.code else 0
    except BaseException:
        traceback.print_exc()
        status = FAILED
    for stream in (sys.stdout, sys.stderr):
        # Whoever read it has gone, or its disk is full: what is done stays done.
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    return status


def _end_with_parent() -> None:
    with contextlib.suppress(OSError, AttributeError):  # elsewhere than on Linux
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)


def outcome_of(work: Callable[[], Outcome | None], *, nothing: str) -> Outcome | None:
    """Do a command's work, whatever becomes of it; never a trace.

    Args:
        work: The work; None where it has said itself why that was not possible.
        nothing: What is true where it failed, such as "Nothing was added".

    Returns:
        What came of it; None where it was said why nothing did.
    """
    try:
        with stoppable():
            return work()
    except KeyboardInterrupt:
        say("", f"{INTERRUPTED} `python -m data releases` says which release counts.")
    except MemoryError:
        say(f"{nothing}: there is not enough memory for this file.")
    except Exception as error:  # a person is never left with a trace
        say(f"{nothing}: {type(error).__name__}: {error}".splitlines()[0][:500])
    return None


def say(*lines: str) -> None:
    """Write lines to standard error, if anybody reads it."""
    with contextlib.suppress(OSError, ValueError):
        for line in lines:
            print(line, file=sys.stderr, flush=True)
