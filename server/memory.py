"""Memory: what was freed goes back to the system, what stays is not looked through again."""

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


def settle() -> None:
    """Set aside what is there to stay: the garbage collector no longer looks through it.

    The program and its data are some hundred thousand objects. To look through them takes a fifth
    of a second, in which nobody is answered, and finds nothing. What has become garbage by now is
    freed first, whether it was set aside before or not.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def give_back() -> None:
    """Give memory that was freed back to the system.

    The C library keeps it for itself; without this a process would hold two releases and more
    after a few loads.
    """
    settle()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(C_LIBRARY).malloc_trim(0)
