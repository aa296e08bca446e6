"""Where jobs are, and what the server asks of the desk."""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import threading
import time
import unicodedata
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

from data.desk.model import (
    NOTHING_CHANGED,
    DeskError,
    Doing,
    Job,
    Limits,
    Owner,
    Task,
    doing_of,
)

ROOT: Final = Path(__file__).resolve().parents[2]
ID: Final = re.compile(r"[A-Za-z0-9_-]{24}")
STATE, OWNER, LIMITS, FILES, LOCK = "state.json", "owner.json", "limits.json", "files", "lock"
MOST_JOBS: Final = 8
"""Jobs that may wait or be worked on at a time; further ones are refused until one is done."""
MOST_FILES: Final = 20
LONGEST_NAME: Final = 100
KEPT_SECONDS: Final = 24 * 60 * 60
STARTING_SECONDS: Final = 30
SECRETS: Final = (
    "CACHE_URL",
    "ENGINE_URL",
    "SESSION_SECRET",
    "OIDC_CLIENT_SECRET",
    "API_TOKENS",
    "METRICS_TOKEN",
)
"""What a process that reads files of others has no use for."""

FEW_THREADS: Final = {"POLARS_MAX_THREADS": "2", "OPENBLAS_NUM_THREADS": "1"}
"""Readers of the dashboard come first, and each thread takes memory of its own."""

INTERRUPTED: Final = (
    f"{NOTHING_CHANGED} unless the list of releases shows a new one: the work needed more memory "
    "or time than it may have, or the server was stopped meanwhile."
)
_CONFIGURED: dict[str, Desk] = {}


class Desk:
    """The desk of one data directory.

    Args:
        place: The directory for its jobs.
        data: The data directory.
        audit: Where the audit log is: a file, or `-`.
        limits: What a job may use.
        store: URL of the release store that releases are published to; empty for none.
        engine: URL of the engine that releases are put on before they count; empty for none.
    """

    def __init__(
        self,
        place: Path,
        data: Path,
        audit: str,
        limits: Limits,
        *,
        store: str = "",
        engine: str = "",
    ) -> None:
        self.store = store
        self.engine = engine
        self.place = place
        self.data = data
        self.audit = audit
        self.limits = limits

    def begin(self, owner: Owner) -> Job:
        """Return a new job, and remove what is left of old ones.

        Raises:
            DeskError: Too many are under way.
            OSError: The directory cannot be written.
        """
        self.place.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._remove_old()
        name = secrets.token_urlsafe(18)
        (self.place / name / FILES).mkdir(parents=True, mode=0o700)
        write(self.place / name / OWNER, asdict(owner))
        return self._put(Job(name, owner, Doing()))

    def job(self, name: str, owner: str | None = None) -> Job:
        """Return a job.

        Args:
            name: Its id.
            owner: The subject that it must be of; None where that does not matter.

        Raises:
            DeskError: There is none of this name (any more), or it is somebody else's.
        """
        gone = DeskError("There is no such load any more. Choose the files again.")
        if not ID.fullmatch(name):
            raise gone
        place = self.place / name
        try:
            who = Owner(**json.loads((place / OWNER).read_bytes()))
            doing = doing_of(json.loads((place / STATE).read_bytes()))
        except (OSError, ValueError):
            raise gone from None
        if owner is not None and who.subject != owner:
            raise gone
        job = Job(name, who, doing)
        if job.under_way and self._is_dead(place):
            job = self._put(replace(job, doing=replace(doing, state="failed", message=INTERRUPTED)))
        return job

    def room_for(self, job: Job, name: str) -> tuple[Path, int]:
        """Return where a file of a job goes, and how many bytes it may have.

        Raises:
            DeskError: The job takes no file, none of this name, or no more of them.
        """
        if job.doing.state != "open":
            raise DeskError("These files are checked already. Choose them again to change them.")
        shown = file_name(name)
        if not shown:
            raise DeskError("The file has no name that can be used.")
        there = list((self.place / job.id / FILES).iterdir())
        if len(there) >= MOST_FILES:
            raise DeskError(f"At most {MOST_FILES} files can be loaded at once.")
        path = self.place / job.id / FILES / shown
        if path.exists():
            raise DeskError(f"Two files are called {shown}. Rename one of them.")
        used = sum(each.stat().st_size for each in there)
        return path, self.limits.upload_bytes - used

    def start(self, job: Job, task: Task) -> Job:
        """Have a job worked on.

        Raises:
            DeskError: It is under way already, has no files, was not checked, or too many wait.
        """
        if job.under_way:
            raise DeskError("This is under way already.")
        if task.action == "check" and job.doing.state != "open":
            raise DeskError("These files are checked already.")
        if task.action == "load" and job.doing.state != "checked":
            raise DeskError("Only files that were checked, without mistakes, can be loaded.")
        if task.action != "rollback" and not any((self.place / job.id / FILES).iterdir()):
            raise DeskError("Choose a file first.")
        if self._under_way() >= MOST_JOBS:
            raise DeskError("Too many loads are under way. Try again in a few minutes.")
        job = self._put(replace(job, doing=replace(job.doing, state="waiting", task=task, step="")))
        self._work_on(job)
        return job

    def drop(self, job: Job) -> None:
        """Remove a job that is not under way, with its files."""
        if not job.under_way:
            shutil.rmtree(self.place / job.id, ignore_errors=True)

    def _put(self, job: Job) -> Job:
        write(self.place / job.id / STATE, asdict(job.doing))
        return job

    def _work_on(self, job: Job) -> None:
        place = self.place / job.id
        write(
            place / LIMITS,
            {
                "data": str(self.data.absolute()),
                "audit": self.audit,
                "memory": self.limits.memory_bytes,
                "seconds": self.limits.seconds,
                "lock": str((self.place / LOCK).absolute()),
            },
        )
        given = {name: value for name, value in os.environ.items() if name not in SECRETS}
        process = subprocess.Popen(  # noqa: S603 - this product's own program
            [sys.executable, "-m", "data.desk", str(place.absolute())],
            cwd=ROOT,
            env={
                **given,
                **FEW_THREADS,
                "TMPDIR": str(place.absolute()),
                "DATA_DIR": str(self.data.absolute()),
                "RELEASE_STORE": self.store,
                "ENGINE_PUBLISH_URL": self.engine,
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # It ends what it began even if the server is stopped meanwhile.
            start_new_session=True,
        )
        threading.Thread(target=process.wait, daemon=True).start()

    def _under_way(self) -> int:
        jobs = (each.name for each in self.place.iterdir() if ID.fullmatch(each.name))
        count = 0
        for name in jobs:
            try:
                count += self.job(name).under_way
            except DeskError:
                continue
        return count

    def _is_dead(self, place: Path) -> bool:
        """Whether nobody works on a job any more; whoever does holds its lock."""
        try:
            with (place / LOCK).open("r") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except FileNotFoundError:
            pass
        except OSError:
            return False
        # It may have ended between the two looks.
        state = json.loads((place / STATE).read_bytes())["state"]
        if state == "waiting":
            return time.time() - (place / STATE).stat().st_mtime > STARTING_SECONDS
        return bool(state == "working")

    def _remove_old(self) -> None:
        for each in self.place.iterdir():
            if not ID.fullmatch(each.name):
                continue
            if time.time() - each.stat().st_mtime > KEPT_SECONDS:
                shutil.rmtree(each, ignore_errors=True)


def configure(desk: Desk | None) -> None:
    """Set the desk of this process; None where nobody loads in the browser."""
    _CONFIGURED.clear()
    if desk is not None:
        _CONFIGURED["desk"] = desk


def current() -> Desk | None:
    """Return the desk of this process, or None."""
    return _CONFIGURED.get("desk")


def write(path: Path, content: object) -> None:
    """Write a file so that nobody sees half of it."""
    unfinished = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    unfinished.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    unfinished.chmod(0o600)
    unfinished.replace(path)


def file_name(given: str) -> str:
    """Return a name as a file may have it: no directory, nothing that cannot be seen."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    shown = "".join(sign if sign.isprintable() else "_" for sign in last).strip().lstrip(".")
    stem, dot, ending = shown.rpartition(".")
    while len(shown.encode()) > LONGEST_NAME:
        stem, shown = stem[:-1], f"{stem[:-1]}{dot}{ending}"
        if not stem:
            return ""
    return shown
