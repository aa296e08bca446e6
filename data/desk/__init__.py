"""The desk: loads that someone asks for in the browser, as files that all processes see.

A job is a directory under `ACCESS_DIR/jobs`: the files that were sent, what is to be done
and how far it is (`state.json`). The work itself is done by a process of its own with bounds on
memory and time (`python -m data.desk JOB`), one job after another, with the functions of the
command line. Whichever process of the server is asked can say how far it is.
"""

from data.desk.model import DeskError, Doing, Job, Limits, Owner, Task
from data.desk.place import Desk, configure, current

__all__ = [
    "Desk",
    "DeskError",
    "Doing",
    "Job",
    "Limits",
    "Owner",
    "Task",
    "configure",
    "current",
]
