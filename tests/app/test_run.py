"""Start and stop: messages and exit statuses, several processes, a graceful end."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from server.settings import ROOT
from tests.app.processes import environment, free_port, get, serving, wait_until

COMMANDS = [("app.py",), ("-m", "server")]


def run(*command: str, **settings: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_a_port_in_use_is_said(command: tuple[str, ...]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = run(*command, PORT=port)
    assert result.returncode == 1
    assert f"Cannot listen on HOST=127.0.0.1 PORT={port}: Address already in use" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_address_that_is_not_this_machines_is_said() -> None:
    result = run("app.py", HOST="192.0.2.1", PORT=free_port())
    assert result.returncode == 1
    assert "Cannot listen on HOST=192.0.2.1" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_bad_setting_is_said() -> None:
    result = run("app.py", PORT="eighty", WORKERS="0")
    assert result.returncode == 2
    assert "PORT='eighty' cannot be used" in result.stderr
    assert "WORKERS='0' cannot be used" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.fixture
def bad_data(tmp_path: Path) -> Path:
    """The bundled data with one negative count, in line 3 of its file."""
    directory = tmp_path / "files"
    shutil.copytree(ROOT / "data" / "files", directory)
    file = directory / "knife_injury_under_25.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    fields = lines[2].split(",")
    fields[-1] = "-7"
    lines[2] = ",".join(fields)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return directory


@pytest.mark.parametrize("workers", [1, 2])
def test_bad_data_are_refused_with_the_place(bad_data: Path, workers: int) -> None:
    result = run("app.py", DATA_DIR=bad_data, PORT=free_port(), WORKERS=workers)
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.count("The dashboard cannot start") == 1
    for part in ("knife_injury_under_25.csv", "row 3", "column", "-7"):
        assert part in result.stderr
    assert "Traceback" not in result.stderr


def test_another_host_refuses_bad_data_in_the_same_words(bad_data: Path) -> None:
    port = str(free_port())
    result = run("-m", "uvicorn", "app:server", "--port", port, DATA_DIR=bad_data)
    assert result.returncode != 0
    assert "knife_injury_under_25.csv, row 3" in result.stderr
    assert "Traceback" not in result.stderr


def test_another_host_can_serve_it() -> None:
    port = free_port()
    with serving("-m", "uvicorn", "app:server", "--port", str(port), PORT=port):
        assert get(port, "/api/v1/nope")[0] == 404


def test_importing_reads_nothing() -> None:
    code = (
        "import app, sys; sys.exit(any(name in sys.modules for name in ('pandas', 'data.store')))"
    )
    result = run("-c", code, DATA_DIR="/nowhere", PORT="bad")
    assert (result.returncode, result.stderr) == (0, "")


def children(pid: int) -> list[int]:
    """Processes that serve: not the one that multiprocessing adds for itself."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    return [
        int(child)
        for child in listed
        if "spawn_main" in Path(f"/proc/{child}/cmdline").read_text(encoding="utf-8")
    ]


def test_a_process_that_dies_is_replaced_and_all_stop_together() -> None:
    port = free_port()
    with serving("app.py", PORT=port, WORKERS=2) as process:
        wait_until(lambda: len(children(process.pid)) == 2)
        before = children(process.pid)
        os.kill(before[0], signal.SIGKILL)
        wait_until(lambda: len(set(children(process.pid)) - set(before)) == 1)
        assert get(port, "/api/v1/nope")[0] == 404
        after = children(process.pid)
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        assert out.count("Met Business Plan dashboard") == 1
        assert not any(Path(f"/proc/{child}").exists() for child in after)


def test_one_line_says_where_it_is_and_a_stop_finishes_what_is_under_way() -> None:
    port = free_port()
    with serving("app.py", PORT=port) as process:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.settimeout(30)
            connection.sendall(
                b"POST /_dash-update-component HTTP/1.1\r\nHost: x\r\n"
                b"Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{"
            )
            # The server has the beginning once it has answered someone who came later.
            assert get(port, "/about")[0] in {200, 404}
            process.send_signal(signal.SIGTERM)
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(timeout=1)
            connection.sendall(b"}")
            assert connection.recv(20).startswith(b"HTTP/1.1 422")
        out, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert out == f"Met Business Plan dashboard: http://127.0.0.1:{port} (Ctrl+C stops it)\n"
    assert err == ""
