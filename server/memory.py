"""What the C library does with memory that was freed: it goes back to the system."""

import contextlib
import ctypes
import gc

C_LIBRARY = "libc.so.6"
ARENA_MAX = -8
"""Parameter of `mallopt` in glibc's malloc.h: how many places threads take memory from."""


def few_arenas() -> None:
    """Let all threads take memory from one place.

    Each thread would otherwise get a place of its own, and what one has freed is of no use to the
    others: some tens of megabytes where several threads compute by turns. Python runs one of them
    at a time, so that they do not wait for each other.
    """
    with contextlib.suppress(OSError, AttributeError):  # another C library
        ctypes.CDLL(C_LIBRARY).mallopt(ARENA_MAX, 1)


def give_back() -> None:
    """Give memory that was freed back to the system.

    The C library keeps it for itself; without this a process would hold two releases and more
    after a few loads.
    """
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(C_LIBRARY).malloc_trim(0)
