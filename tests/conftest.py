"""What all tests share: real files where they are at hand, and a home of their own."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest

from resources.sample.render import Sample, render, rendered


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real photos and files beside the project; they are never part of it."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real files are not at hand (../shared/data)")
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test has its own user data directory and no OS keyring."""
    folder = tmp_path / "home"
    monkeypatch.setenv("LIANZHENG_HOME", str(folder))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    return folder


@pytest.fixture(scope="session")
def sample_into(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Sample]:
    """
    Puts the sample's photos into a folder. Drawing them takes half a minute: it is done once
    for all runs that share pytest's folder, anew when the program that draws them changed.
    """
    sources = sorted((Path(__file__).resolve().parents[1] / "resources" / "sample").glob("*.*"))
    digest = sha256(json.dumps([path.read_text("utf-8") for path in sources]).encode())
    shared = tmp_path_factory.getbasetemp().parent
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    drawn = shared / f"sample-{digest.hexdigest()[:16]}"
    if not drawn.is_dir():
        mine = tmp_path_factory.mktemp("drawing") / "photos"
        render(mine)
        with suppress(OSError):  # another run was quicker
            mine.rename(drawn)

    def put(folder: Path) -> Sample:
        shutil.copytree(drawn, folder)
        return rendered(folder)

    return put
