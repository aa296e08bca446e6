"""Real-time priority, so that what else the machine does is not measured: `SCALE_PRIORITY`."""

import os

SETTING = "SCALE_PRIORITY"


def wanted() -> int:
    """Return the priority to measure with, 1 to 99; 0 where none is set."""
    return int(os.environ.get(SETTING) or 0)


def take(pid: int = 0) -> None:
    """Give a process, and whatever it starts from now on, the priority that is wanted.

    Args:
        pid: Which process; 0 for this one.

    Raises:
        PermissionError: The system does not let this user.
    """
    if wanted():
        os.sched_setscheduler(pid, os.SCHED_RR, os.sched_param(wanted()))


def words() -> str:
    """Say how much of the machine what is measured had."""
    busy = f"load average at the end {os.getloadavg()[0]:.1f}"
    if wanted():
        return f"real-time priority over other work (`{SETTING}`), {busy}"
    return busy
