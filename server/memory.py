"""What the C library does with memory that was freed: it goes back to the system."""

import contextlib
import ctypes
import gc

C_LIBRARY = "libc.so.6"
ARENA_MAX, MMAP_THRESHOLD = -8, -3
"""Parameters of `mallopt` in glibc's malloc.h: how many places threads take memory from; from how
many bytes a piece is one of its own, which goes back to the system as soon as it is freed."""

LARGE = 256 * 1024


def few_arenas() -> None:
    """Let all threads take memory from one place.

    Each thread would otherwise get a place of its own, and what one has freed is of no use to the
    others: some tens of megabytes where several threads compute by turns. Python runs one of them
    at a time, so that they do not wait for each other.
    """
    with contextlib.suppress(OSError, AttributeError):  # another C library
        library = ctypes.CDLL(C_LIBRARY)
        library.mallopt(ARENA_MAX, 1)
        # Where it is not said, glibc lets it grow to 32 MB, and blocks of counts stay.
        library.mallopt(MMAP_THRESHOLD, LARGE)


def give_back() -> None:
    """Give memory that was freed back to the system.

    The C library keeps it for itself; without this a process would hold two releases and more
    after a few loads.
    """
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(C_LIBRARY).malloc_trim(0)
