"""The work of one job, in a process of its own with bounds on memory and time."""

from __future__ import annotations

import fcntl
import json
import resource
import shutil
import signal
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data import audit
from data.apart import apart
from data.desk.model import (
    NOTHING_CHANGED,
    UNDER_WAY,
    Doing,
    FileSaid,
    Found,
    Owner,
    State,
    Task,
    doing_of,
)
from data.desk.place import FILES, LIMITS, LOCK, OWNER, STATE, write

if TYPE_CHECKING:
    from data.extracts.findings import Finding
    from data.extracts.loading import Outcome

Save = Callable[[Doing], None]


def work(place: Path) -> None:
    """Do what a job's task says, and write down what came of it.

    One job is worked on at a time; whoever comes second waits. While this process lives it holds
    the job's own lock, so that everybody can see that it does.

    Args:
        place: The job's directory.
    """
    with (place / LOCK).open("w") as mine:
        fcntl.flock(mine, fcntl.LOCK_EX)
        limits = _read(place / LIMITS)
        doing = doing_of(_read(place / STATE))
        owner = Owner(**_read(place / OWNER))
        with Path(limits["lock"]).open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)

            def do() -> int:
                _bound(limits["memory"], limits["seconds"])
                _Work(place, limits, owner, doing).do()
                return 0

            ended = apart(do, stopped=1)
            if ended:
                _Work(place, limits, owner, doing_of(_read(place / STATE))).end(ended)


def _bound(memory: int, seconds: int) -> None:
    """Have the system end this process where it needs more memory or time."""
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    memory = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(seconds)


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_bytes())
    return content


class _Work:
    def __init__(self, place: Path, limits: dict[str, Any], owner: Owner, doing: Doing) -> None:
        self._place = place
        self._data = Path(limits["data"])
        self._audit = limits["audit"]
        self._owner = owner
        self._doing = doing

    def do(self) -> None:
        """Do it; whatever happens ends as a sentence for the reader, never as a trace."""
        from data.errors import DataFileError  # noqa: PLC0415 - heavy ones follow the bounds
        from data.releases import ReleaseError  # noqa: PLC0415

        task = self._doing.task
        if task is None:
            return
        self._save(replace(self._doing, state="working"))
        try:
            self._note(task, "begun")
            done = self._go_back(task) if task.action == "rollback" else self._load(task)
        except DataFileError as error:
            done = self._failed(f"{NOTHING_CHANGED}, since with these files {error}")
        except MemoryError:
            done = self._failed(f"{NOTHING_CHANGED}: there is not enough memory for these files.")
        except (ReleaseError, OSError) as error:
            done = self._failed(f"{NOTHING_CHANGED}: {error}")
        except Exception as error:
            done = self._failed(f"{NOTHING_CHANGED}: {type(error).__name__}: {error}"[:500])
        self._note(task, _outcome(done), done)
        if done.state in {"loaded", "unchanged"}:
            # What is loaded stands in the release; the files themselves are not kept.
            shutil.rmtree(self._place / FILES, ignore_errors=True)
        self._save(done)

    def end(self, ended: int | signal.Signals) -> None:
        """Say that the work was ended before it came to anything.

        Args:
            ended: The signal that ended it, or an exit status.
        """
        task = self._doing.task
        if task is None or self._doing.state not in UNDER_WAY:
            return
        if ended == signal.SIGALRM:
            reason = "it needed more time than it may have"
        elif isinstance(ended, signal.Signals):
            reason = f"it needed more memory than it may have, or was ended ({ended.name})"
        else:
            reason = "it was asked to stop"
        step = f" while “{self._doing.step}”" if self._doing.step else ""
        counts = "unless the list of releases shows a new one"
        done = self._failed(f"{NOTHING_CHANGED} {counts}: {reason}{step}.")
        self._note(task, "failed", done)
        self._save(done)

    def _load(self, task: Task) -> Doing:
        from data import releases  # noqa: PLC0415
        from data.extracts.loading import load  # noqa: PLC0415

        paths = sorted((self._place / FILES).iterdir())
        if task.action == "check":
            base = releases.current(self._data).id
            outcome = load(
                paths,
                self._data,
                correction=task.correction,
                afresh=task.afresh,
                dry_run=True,
                by=self._owner.by,
                step=self._step,
            )
            return self._said(outcome, replace(task, base=base))
        with releases.locked(self._data):
            counts = releases.current(self._data).id
            if counts != task.base:
                raise releases.ReleaseError(
                    f"release {counts} counts since the files were checked. Check them again"
                )
            outcome = load(
                paths,
                self._data,
                accept=task.accept,
                correction=task.correction,
                afresh=task.afresh,
                by=self._owner.by,
                step=self._step,
            )
        return self._said(outcome, task)

    def _go_back(self, task: Task) -> Doing:
        from data import releases  # noqa: PLC0415

        release = releases.rollback(self._data, task.release, by=self._owner.by)
        return replace(
            self._doing,
            state="loaded",
            release=release.id,
            message=f"Release {release.id} counts now.",
        )

    def _said(self, outcome: Outcome, task: Task) -> Doing:
        files = tuple(
            FileSaid(each.path.name, each.title, tuple(each.notes)) for each in outcome.files
        )
        done = replace(
            self._doing,
            task=task,
            files=files,
            errors=_found(outcome.errors),
            doubts=_found(outcome.doubts),
        )
        if outcome.errors or (outcome.doubts and task.action == "load"):
            return replace(done, state="refused", message="")
        if outcome.release is None:
            return replace(done, state="checked")
        state: State = "loaded" if outcome.new else "unchanged"
        return replace(done, state=state, release=outcome.release.id)

    def _failed(self, message: str) -> Doing:
        return replace(self._doing, state="failed", message=message)

    def _step(self, what: str) -> None:
        self._save(replace(self._doing, state="working", step=what))

    def _save(self, doing: Doing) -> None:
        write(self._place / STATE, asdict(doing))

    def _note(self, task: Task, outcome: audit.Outcome, done: Doing | None = None) -> None:
        """Write a line to the audit log; where that is not possible nothing is begun."""
        names = sorted(each.name for each in (self._place / FILES).iterdir())
        entry = audit.Entry(
            action=task.action,
            outcome=outcome,
            subject=self._owner.subject,
            name=self._owner.name,
            role=self._owner.role,
            object=task.release or ", ".join(names),
            release=done.release if done else task.base,
            request_id=task.request_id,
            detail=_detail(task, done),
        )
        try:
            audit.write(self._audit, entry)
        except OSError as error:
            if outcome == "begun":
                raise OSError(f"the audit log cannot be written ({error.strerror})") from error


def _outcome(done: Doing) -> audit.Outcome:
    if done.state == "refused":
        return "refused"
    return "failed" if done.state == "failed" else "done"


def _detail(task: Task, done: Doing | None) -> str:
    parts = [f"accepted: {', '.join(task.accept)}"] if task.accept else []
    parts += ["a correction"] if task.correction else []
    parts += ["built afresh"] if task.afresh else []
    if done is not None:
        parts += [f"{len(done.errors)} mistakes"] if done.errors else []
        parts += [f"{len(done.doubts)} to confirm"] if done.doubts else []
        parts += [done.message] if done.state == "failed" else []
        parts += ["nothing differs"] if done.state == "unchanged" else []
    return "; ".join(parts)


def _found(findings: Iterable[Finding]) -> tuple[Found, ...]:
    return tuple(
        Found(each.file, each.rule, each.row, each.column, each.value, each.accept)
        for each in findings
    )
