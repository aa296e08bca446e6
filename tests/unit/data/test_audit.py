"""The audit log: whole lines from several writers, rotation, and nothing that breaks a line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from data import audit
from data.audit import FIELDS, Entry
from server.access.auditing import pseudonym, pseudonym_key
from server.settings import ROOT

WRITER = """
import sys
from data.audit import Entry, write
for number in range(300):
    write(sys.argv[1], Entry(action="load", outcome="done", object=f"{sys.argv[2]}-{number}" * 20))
"""


def test_lines_of_several_processes_are_whole(tmp_path: Path) -> None:
    file = tmp_path / "audit.jsonl"
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(file), name], cwd=ROOT)
        for name in ("a", "b", "c")
    ]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0]
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 900
    assert len({line["object"] for line in lines}) == 900
    assert all(list(line) == list(FIELDS) for line in lines)
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_file_that_was_moved_away_is_begun_anew(tmp_path: Path) -> None:
    file = tmp_path / "audit.jsonl"
    audit.write(str(file), Entry(action="sign-in", outcome="done"))
    file.rename(tmp_path / "audit.jsonl.1")
    audit.write(str(file), Entry(action="sign-out", outcome="done"))
    assert [json.loads(each.read_text())["action"] for each in (file,)] == ["sign-out"]


def test_nothing_breaks_a_line_or_makes_it_endless(tmp_path: Path) -> None:
    file = tmp_path / "audit.jsonl"
    hostile = Entry(action="refusal", outcome="refused", name="a\nb\u2028c", object="x\r\n" * 9000)
    audit.write(str(file), hostile)
    (line,) = file.read_bytes().splitlines()
    known = json.loads(line)
    assert known["name"] == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c"
    assert len(known["object"]) == audit.LONGEST_DETAIL
    assert "\n" not in known["object"]


def test_recent_entries_come_newest_first_and_broken_lines_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "audit.jsonl"
    assert audit.recent(str(file), frozenset({"load"}), 5) == []
    for number in range(8):
        audit.write(str(file), Entry(action="load", outcome="done", object=str(number)))
        audit.write(str(file), Entry(action="sign-in", outcome="done"))
    with file.open("a", encoding="utf-8") as out:
        out.write("half a li\n[]\n")
    found = audit.recent(str(file), frozenset({"load"}), 3)
    assert [each["object"] for each in found] == ["7", "6", "5"]
    assert audit.recent(audit.TO_LOG, frozenset({"load"}), 3) == []


def test_a_full_disk_is_an_error() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no device that is always full")
    with pytest.raises(OSError, match="No space"):
        audit.write("/dev/full", Entry(action="load", outcome="begun"))


def test_a_pseudonym_is_the_same_for_the_same_person_and_key(tmp_path: Path) -> None:
    key = pseudonym_key(tmp_path)
    assert pseudonym_key(tmp_path) == key
    assert pseudonym(key, "u-1") == pseudonym(key, "u-1")
    assert pseudonym(key, "u-1") != pseudonym(key, "u-2")
    assert pseudonym(key, "u-1") != pseudonym(b"another", "u-1")
    assert (tmp_path / "pseudonym.key").stat().st_mode & 0o777 == 0o600
