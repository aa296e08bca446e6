"""Setting up compiles the code, so that no start does."""

import os
import subprocess
import sys
from importlib.util import cache_from_source
from pathlib import Path

from server.settings import ROOT

CODE = ("api", "components", "data", "pages", "server")


def set_up(project: Path) -> None:
    """Compile as `make setup` does, where Python is told to keep no compiled code."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    command = ["make", "--silent", ".cache/.compiled"]
    subprocess.run(command, cwd=project, env=environment, check=True)


def test_code_is_compiled_once_and_again_when_it_changes(tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
    modules = [tmp_path / "app.py", *(tmp_path / part / "inner" / "module.py" for part in CODE)]
    for module in modules:
        module.parent.mkdir(parents=True, exist_ok=True)
        module.write_text("VALUE = 1\n", encoding="utf-8")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    for name in ("requirements.txt", "constraints.txt", ".venv/.installed"):
        (tmp_path / name).touch()

    set_up(tmp_path)
    compiled = [Path(cache_from_source(str(module))) for module in modules]
    assert all(each.is_file() for each in compiled)

    before = [each.stat().st_mtime_ns for each in compiled]
    set_up(tmp_path)
    assert [each.stat().st_mtime_ns for each in compiled] == before

    modules[-1].write_text("VALUE = 22\n", encoding="utf-8")
    later = (tmp_path / ".cache" / ".compiled").stat().st_mtime + 2
    os.utime(modules[-1], (later, later))
    set_up(tmp_path)
    after = [each.stat().st_mtime_ns for each in compiled]
    assert after[:-1] == before[:-1]
    assert after[-1] > before[-1]


def test_everything_that_is_served_is_compiled() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    line = next(line for line in makefile.splitlines() if line.startswith("CODE :="))
    kept = {"assets", "deploy", "docs", "tests"}
    packages = {each.parent.name for each in ROOT.glob("*/__init__.py")} - kept
    assert set(line.removeprefix("CODE :=").split()) == {"app.py", *packages}
