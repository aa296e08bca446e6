"""What a job is: who asks for what, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

Action = Literal["check", "load", "rollback"]
State = Literal["open", "waiting", "working", "checked", "refused", "loaded", "unchanged", "failed"]

UNDER_WAY: Final = frozenset({"waiting", "working"})
NOTHING_CHANGED: Final = "Nothing was changed"


class DeskError(Exception):
    """Something that was asked of the desk cannot be done; the message says why."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who asks.

    Attributes:
        subject: The stable name by which a job is known to be theirs.
        by: The name for the release.
        name: The name for the audit log; empty where it keeps pseudonyms.
        role: The role that was used.
    """

    subject: str
    by: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What a job may use.

    Attributes:
        upload_bytes: Size of its files together.
        memory_bytes: Memory of the process that works on it.
        seconds: Time that it may work.
    """

    upload_bytes: int
    memory_bytes: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done.

    Attributes:
        action: Check files, load them, or go back to a release.
        accept: What is accepted of what someone must confirm.
        correction: The files correct a quarter that is loaded.
        afresh: The tables are built from these files alone.
        release: The release to go back to.
        base: The release on which the files were checked; loading them onto another is refused.
        request_id: Of the request that asked.
    """

    action: Action
    accept: tuple[str, ...] = ()
    correction: bool = False
    afresh: bool = False
    release: str = ""
    base: str = ""
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class FileSaid:
    """What is known of one file.

    Attributes:
        name: Its name.
        title: What it was recognised as; empty where it was not.
        notes: What is new and what was revised, a sentence or line each.
    """

    name: str
    title: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A mistake, or something to confirm: as `data.extracts.findings.Finding`.

    Attributes:
        file: Name of the file.
        rule: What must hold, or what was noticed.
        row: Line or row; None for the whole file.
        column: Header of the column; None for the whole row or file.
        value: What stands there.
        accept: What accepts it; None for a mistake.
    """

    file: str
    rule: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    accept: str | None = None


@dataclass(frozen=True, slots=True)
class Doing:
    """How far a job is.

    Attributes:
        state: `open` (files may come), `waiting`, `working`, `checked` (may be loaded, perhaps
            with something to confirm), `refused` (there are mistakes), `loaded`, `unchanged` (all
            of it was loaded already), `failed`.
        task: What was asked for last; None as long as files come.
        step: What is done just now.
        files: What is known of the files.
        errors: Mistakes.
        doubts: What must be confirmed.
        release: The release that came of it, or that counts.
        message: What went wrong, or came of it, in a sentence.
    """

    state: State = "open"
    task: Task | None = None
    step: str = ""
    files: tuple[FileSaid, ...] = ()
    errors: tuple[Found, ...] = ()
    doubts: tuple[Found, ...] = ()
    release: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A job.

    Attributes:
        id: Its name, which cannot be guessed.
        owner: Who asks.
        doing: How far it is.
    """

    id: str
    owner: Owner
    doing: Doing

    @property
    def under_way(self) -> bool:
        """Whether something is being done for it."""
        return self.doing.state in UNDER_WAY


def task_of(known: dict[str, Any]) -> Task:
    """Return a task as it was written down."""
    return Task(**{**known, "accept": tuple(known["accept"])})


def doing_of(known: dict[str, Any]) -> Doing:
    """Return how far a job is, as it was written down."""
    return Doing(
        state=known["state"],
        task=None if known["task"] is None else task_of(known["task"]),
        step=known["step"],
        files=tuple(
            FileSaid(each["name"], each["title"], tuple(each["notes"])) for each in known["files"]
        ),
        errors=tuple(Found(**each) for each in known["errors"]),
        doubts=tuple(Found(**each) for each in known["doubts"]),
        release=known["release"],
        message=known["message"],
    )
