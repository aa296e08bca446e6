"""A quarter's board and a report's figures that are loaded while the server runs."""

import json
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from data.intake.loading import take_in
from tests.app.processes import free_port, serving, wait_until
from tests.unit.data.intake.made_up import csv_text, data_directory
from tests.unit.data.intake.quarters import commitments, load_figures, second

BOARD, CHECK = "/api/v1/milestones", "/api/v1/report-check"


def ask(port: int, path: str) -> tuple[int, Any, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, json.loads(response.read()), response.headers["X-Data-Release"]
    finally:
        connection.close()


def rows(port: int, path: str) -> int:
    status, answer, _ = ask(port, path)
    return len(answer["rows"]) if status == 200 else -1


def test_a_running_server_shows_a_new_board_and_its_figures(tmp_path: Path) -> None:
    directory = data_directory(tmp_path / "data")
    file = tmp_path / "board.csv"
    file.write_text(csv_text([*second(), *commitments("Q2 2018/19")]), encoding="utf-8")
    port = free_port()
    with serving("app.py", PORT=port, WORKERS=1, DATA_DIR=directory, LOG_LEVEL="error"):
        status, answer, before = ask(port, BOARD)
        assert (status, len(answer["rows"])) == (200, 42)
        assert ask(port, f"{CHECK}?quarter=2018-19-Q2")[0] == 422

        assert take_in(file, directory, accept_warnings=True).outcome == "added"
        # Whoever asks meanwhile has the old board or the new one, whole.
        seen = set()

        def is_there() -> bool:
            seen.add(rows(port, BOARD))
            return rows(port, f"{BOARD}?quarter=2018-19-Q2") == 17

        wait_until(is_there)
        assert seen <= {42, 17}
        assert ask(port, BOARD)[2] != before
        # The newest report is the default now; the earlier board is still there.
        assert rows(port, BOARD) == 17
        assert rows(port, f"{BOARD}?quarter=2018-19-Q1") == 42

        load_figures(directory, tmp_path)
        wait_until(lambda: rows(port, f"{CHECK}?quarter=2018-19-Q2") == 3)
        assert rows(port, CHECK) == 54
