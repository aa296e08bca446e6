"""Documents that must keep up with the code: libraries, the README's commands and links."""

import re

from server.settings import ROOT

LISTS = ("requirements.txt", "requirements-print.txt", "requirements-dev.txt")
REQUIREMENT = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[\w,]+\])?==(\S+)$")


def pinned(name: str) -> dict[str, str]:
    """Names and versions of a list of requirements; every line must pin one exactly."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith(("#", "-r ", "-c "))]
    matches = [REQUIREMENT.match(line) for line in wanted]
    assert all(matches), [line for line, match in zip(wanted, matches, strict=True) if not match]
    return {plain(match[1]): match[2] for match in matches if match}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_library_has_a_reason() -> None:
    text = (ROOT / "docs/decisions/0001-libraries.md").read_text(encoding="utf-8")
    explained = {plain(name) for name in re.findall(r"`([A-Za-z0-9_.-]+)`", text)}
    for list_ in LISTS:
        assert set(pinned(list_)) <= explained


def test_the_constraints_pin_the_same_versions() -> None:
    everything = pinned("constraints.txt")
    for list_ in LISTS:
        for name, version in pinned(list_).items():
            assert everything[name] == version


def test_the_readme_names_targets_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`make ([a-z-]+)`", readme))
    assert {"run", "test"} <= named <= targets


def test_links_between_documents_lead_somewhere() -> None:
    documents = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    missing = [
        f"{document.name}: {target}"
        for document in documents
        for target in re.findall(
            r"\]\((?!https?://|#|mailto:)([^)#]+)", document.read_text("utf-8")
        )
        if not (document.parent / target).exists()
    ]
    assert not missing
