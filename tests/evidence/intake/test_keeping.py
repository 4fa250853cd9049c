"""One source into the vault: small in one piece, large as a stream, never half."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from evidence.errors import NoSpace, Unreadable
from evidence.intake import keeping
from evidence.intake.keeping import Keeper, Kept, Refused
from evidence.intake.source import SourceFile
from evidence.intake.walking import Found
from evidence.progress import Cancelled
from tests.evidence.intake.conftest import Desk


def test_a_large_file_streams(desk: Desk, photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_READ_AT_ONCE", 0)
    for line in desk.take(photos):
        assert line.status == "taken"
        assert desk.content(line) == Path(line.source).read_bytes()


def test_a_file_that_grows_while_read_is_refused(
    desk: Desk, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with SourceFile(photos / "2.bin") as file:
        size = file.size
        with (photos / "2.bin").open("ab") as more:
            more.write(b"more")
        keeper = keeping.Keeper(desk.workspace.vault(desk.case), photos, threading.Event())
        with pytest.raises(Unreadable, match="changed"):
            keeper._read_whole(file, size)


@pytest.mark.parametrize("most", [0, 1 << 25])
def test_asked_to_stop_it_stops(
    desk: Desk, photos: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(keeping, "MOST_READ_AT_ONCE", most)
    stopping = threading.Event()
    keeper = Keeper(desk.workspace.vault(desk.case), photos, stopping)
    stopping.set()
    with pytest.raises(Cancelled):
        keeper.keep(Found(photos / "2.bin", 1))
    assert list(desk.workspace.vault(desk.case).names()) == []


def test_what_does_not_fit_is_not_begun(
    desk: Desk, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = Keeper(desk.workspace.vault(desk.case), photos, threading.Event())
    monkeypatch.setattr(Keeper, "room", lambda self: keeping.ROOM_LEFT + 10)
    assert isinstance(keeper.keep(Found(photos / "1.jpg", 9)), Kept)
    with pytest.raises(NoSpace):
        keeper.keep(Found(photos / "2.bin", 1))
    assert isinstance(keeper.keep(Found(photos / "gone", 1)), Refused)
