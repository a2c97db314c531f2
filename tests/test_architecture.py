"""The house rules of docs/architecture.md that a machine can hold."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ["site", "home", "services", "training", "referral_forms"]
OWN = {"config", "home", "referral_forms", "training", "services", "content", "journeys", "accounts", "places"}
OWN |= {"vault", "design"}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "mixins", "common", "core", "misc"}
LONGEST_FILE = 300


def sources() -> list[Path]:
    skipped = {"migrations", "node_modules", "__pycache__"}
    return [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")) if not skipped & set(path.parts)]


SOURCES = sources()


def hidden_imports(path: Path) -> Iterator[str]:
    """Imports of our own modules inside functions: they hide a cycle."""
    for function in ast.walk(ast.parse(path.read_text())):
        # An app's `ready` runs when every model is loaded: what it imports cannot stand at the top.
        if not isinstance(function, ast.FunctionDef) or function.name == "ready":
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").split(".")[0] in OWN):
                yield f"{path.relative_to(ROOT)}:{node.lineno}"
            if isinstance(node, ast.Import) and any(alias.name.split(".")[0] in OWN for alias in node.names):
                yield f"{path.relative_to(ROOT)}:{node.lineno}"


def test_rooms_import_one_way_only():
    # In a process of its own: import-linter switches off the loggers of whoever calls it.
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True, no_logo=True))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")])}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_no_import_is_hidden_in_a_function():
    assert [place for path in SOURCES for place in hidden_imports(path)] == []


def test_no_room_is_a_box_for_everything():
    assert [str(path.relative_to(ROOT)) for path in SOURCES if FORBIDDEN_NAMES & {path.stem, path.parent.name}] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_can_be_read_at_one_sitting(path: Path):
    assert len(path.read_text().splitlines()) <= LONGEST_FILE


def test_site_is_a_folder_and_never_a_package():
    """`site` is the standard library's name: a package of that name would break Python's own start."""
    assert not (ROOT / "site" / "__init__.py").exists()
