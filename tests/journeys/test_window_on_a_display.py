"""The program as a process with a real window: opened on the sample, seen, closed, all whole."""

from __future__ import annotations

import os
import shutil
import signal
import struct
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtWidgets", reason="the window is not installed")

from evidence.verification.verify import verify
from evidence.workspace import Workspace
from tests.desktop.conftest import PASSPHRASE

WIDTH, HEIGHT = 1366, 768
PATIENCE = 60
PROGRAM = """
import sys
from pathlib import Path
from desktop.commands.showing import open_window
sys.exit(open_window(Path(sys.argv[1]), sys.argv[2]))
"""
"""What `lianzheng demo` does at its end."""


@pytest.fixture
def display(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The name of a display of its own, and the file in which its picture stands."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed (packaging/system-packages)")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir",
         str(tmp_path), "-nolisten", "tcp"],
        pass_fds=[write], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}", tmp_path / "Xvfb_screen0"
    server.terminate()
    server.wait()


def colours(picture: Path) -> Counter[int]:
    """The pixels of the whole display (an XWD file), by colour."""
    data = picture.read_bytes()
    header = struct.unpack(">25I", data[:100])
    begins, width, height, line, of_the_map = (header[n] for n in (0, 4, 5, 12, 19))
    assert (width, height) == (WIDTH, HEIGHT)
    pixels = data[begins + 12 * of_the_map :][: line * height]
    return Counter(each & 0xFFFFFF for each in memoryview(pixels).cast("I"))


def _seen(picture: Path, program: subprocess.Popen[bytes]) -> Counter[int]:
    """Wait until something is to be seen that is more than a ground with a line of text."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert program.poll() is None, "the program ended"
        seen = colours(picture)
        if len(seen) > 100 and seen.most_common(1)[0][1] < 0.95 * WIDTH * HEIGHT:
            return seen
        time.sleep(0.1)
    raise AssertionError("nothing was to be seen")


def test_the_window_is_seen_and_closes_cleanly(
    display: tuple[str, Path], sample_made: Path, tmp_path: Path
) -> None:
    name, picture = display
    folder = tmp_path / "工作区"
    shutil.copytree(sample_made / "workspace", folder)
    Workspace.open(folder, PASSPHRASE, as_="moved").close()
    env = os.environ | {"DISPLAY": name, "QT_QPA_PLATFORM": "xcb", "LIANZHENG_LANGUAGE": "zh_CN"}
    program = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", PROGRAM, str(folder), PASSPHRASE],
        env=env, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        seen = _seen(picture, program)
        assert 0xFFFFFF in seen
        program.send_signal(signal.SIGINT)
        _, told = program.communicate(timeout=PATIENCE)
    finally:
        program.kill()
        program.communicate()
    assert (program.returncode, told.decode()) == (0, "")
    assert verify(folder, PASSPHRASE).faults == ()
