"""What earlier releases wrote is opened, verified, and posts the same tables as it did then."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from evidence.ledger.kinds import KINDS
from evidence.verification.verify import verify
from tests.golden.make import HERE, PASSPHRASE, tables_of

VERSIONS = sorted(path.parent.name for path in HERE.glob("*/tables.json"))


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def copy(version: str, tmp_path: Path) -> Path:
    return shutil.copytree(HERE / version / "workspace", tmp_path / "workspace")


def test_there_is_one() -> None:
    assert VERSIONS


def test_it_posts_the_same_tables(version: str, copy: Path) -> None:
    """A later release may add tables and columns; those that were there hold the same."""
    then = json.loads((HERE / version / "tables.json").read_text(encoding="utf-8"))
    now = tables_of(copy)
    for name, rows in then.items():
        columns = list(rows[0]) if rows else []
        held = [{c: row[c] for c in columns} for row in now[name]]
        assert sorted(held, key=json.dumps) == sorted(rows, key=json.dumps), name


def test_it_verifies(copy: Path) -> None:
    report = verify(copy, PASSPHRASE, person="李娜")
    assert report.faults == ()
    assert report.mode == "local_only"


def test_the_newest_holds_every_kind() -> None:
    tables = json.loads((HERE / VERSIONS[-1] / "tables.json").read_text(encoding="utf-8"))
    assert {row["kind"] for row in tables["entries"]} == set(KINDS)
