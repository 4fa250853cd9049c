"""The house is in order: small modules, small functions, plain names, and a light start."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("evidence", "desktop", "sync", "resources")
MOST_LINES = 400
MOST_FUNCTION_LINES = 40
FORBIDDEN_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "misc", "tools"}
HEAVY = ("PySide6", "reportlab", "pyhanko", "fontTools", "scipy", "cv2")


def _modules() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


MODULES = [path for path in _modules() if path.name != "__init__.py"]
each_module = pytest.mark.parametrize(
    "path", MODULES, ids=[str(path.relative_to(ROOT)) for path in MODULES]
)


@each_module
def test_module_is_small_and_says_what_it_is_for(path: Path) -> None:
    source = path.read_text("utf-8")
    assert len(source.splitlines()) <= MOST_LINES
    assert ast.get_docstring(ast.parse(source)), "a module opens by saying what it is for"


@each_module
def test_functions_are_small(path: Path) -> None:
    long = [
        f"{node.name} has {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= MOST_FUNCTION_LINES
    ]
    assert long == []


@each_module
def test_names_say_something(path: Path) -> None:
    parts = {part for name in path.relative_to(ROOT).with_suffix("").parts for part in [name]}
    assert not parts & FORBIDDEN_NAMES
    classes = [
        n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.ClassDef)
    ]
    assert [c.name for c in classes if c.name.endswith(("Manager", "Helper", "Utils"))] == []


def test_package_files_are_empty() -> None:
    filled = [str(p) for p in _modules() if p.name == "__init__.py" and p.read_bytes().strip()]
    assert filled == []


@pytest.mark.parametrize(
    "path",
    [p for p in MODULES if p.is_relative_to(ROOT / "evidence")],
    ids=lambda p: str(p.relative_to(ROOT)),
)
def test_every_module_of_the_core_has_its_tests(path: Path) -> None:
    """A test file of its own, or one of its room that takes it up by name."""
    inside = path.relative_to(ROOT)
    room = ROOT / "tests" / inside.parts[0] / (inside.parts[1] if len(inside.parts) > 2 else "")
    own = ROOT / "tests" / inside.with_name(f"test_{inside.name}")
    name = ".".join(inside.with_suffix("").parts)
    taken_up = re.compile(rf"\b{re.escape(name)}\b")
    assert own.is_file() or any(taken_up.search(t.read_text()) for t in room.rglob("test_*.py"))


def _loaded(program: str) -> set[str]:
    """Which heavy packages stand loaded after `program`, in a fresh interpreter."""
    ask = "\nimport sys; sys.stderr.write('\\n' + ' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program + ask], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = {name.partition(".")[0] for name in done.stderr.splitlines()[-1].split()}
    return names & set(HEAVY)


def test_help_starts_light() -> None:
    program = (
        "from desktop.command_line import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit as end:\n    assert not end.code\n"
    )
    assert _loaded(program) == set()


def test_reading_worker_starts_light() -> None:
    workers = sorted((ROOT / "evidence" / "reading").glob("worker*.py"))
    assert workers, "the reading worker is a module of its own"
    for path in workers:
        assert _loaded(f"import evidence.reading.{path.stem}") <= {"cv2"}
