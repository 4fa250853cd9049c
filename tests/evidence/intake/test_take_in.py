"""Taking in: every source a line, every line durable, the source untouched, the batch goes on."""

from __future__ import annotations

import hashlib
import os
import random
import struct
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from evidence.errors import NoSpace, Unreadable
from evidence.intake import keeping, recording
from evidence.intake.recording import Line
from evidence.intake.source import SourceFile
from evidence.intake.take_in import take_in
from evidence.intake.walking import measure
from evidence.progress import Cancelled, Progress
from evidence.reading.host import Readers
from evidence.reading.stored import KIND, reading_of
from evidence.values import sha256
from evidence.words import say
from tests.evidence.intake.conftest import Desk

Tree = Callable[[Path], dict[str, tuple[bytes, int, int]]]


def test_every_file_of_a_folder_becomes_an_exhibit(desk: Desk, photos: Path, tree: Tree) -> None:
    before = tree(photos)
    lines = desk.take(photos)
    assert [Path(line.source).name for line in lines] == [
        "1.jpg", "2.bin", "3.empty", "4.png", "5.txt",
    ]  # fmt: skip
    assert {line.status for line in lines} == {"taken"}
    for line in lines:
        data = Path(line.source).read_bytes()
        assert (line.sha256, line.size) == (sha256(data), len(data))
        assert desk.content(line) == data
    assert [line.media_type for line in lines[:4]] == [
        "image/jpeg", "application/octet-stream", "application/x-empty", "image/png",
    ]  # fmt: skip
    assert tree(photos) == before
    rows = desk.workspace.look.exhibits(desk.case)
    assert [row.exhibit for row in rows] == [line.exhibit for line in lines]
    assert [row.number[-4:] for row in rows] == ["Z001", "Z002", "Z003", "Z004", "Z005"]
    assert {row.session for row in rows} == {desk.session.id}
    assert {row.role for row in rows} == {"original"}


def test_taking_in_again_finds_everything_known(desk: Desk, photos: Path) -> None:
    first = desk.take(photos)
    entries = len(desk.workspace.look.entries(desk.case))
    again = desk.take(photos)
    assert {line.status for line in again} == {"known"}
    assert [line.exhibit for line in again] == [line.exhibit for line in first]
    assert len(desk.workspace.look.entries(desk.case)) == entries


def test_the_same_bytes_elsewhere_are_a_further_source(desk: Desk, photos: Path) -> None:
    (photos / "copy.jpg").write_bytes((photos / "1.jpg").read_bytes())
    lines = {Path(line.source).name: line for line in desk.take(photos)}
    assert lines["1.jpg"].status == "taken"
    assert lines["copy.jpg"].status == "known"
    assert lines["copy.jpg"].exhibit == lines["1.jpg"].exhibit
    sources = desk.workspace.look.sources(desk.case, lines["1.jpg"].exhibit)
    assert [source.name for source in sources] == ["1.jpg", "copy.jpg"]
    assert len(desk.workspace.look.exhibits(desk.case)) == 5
    later = photos / "later.jpg"
    later.write_bytes((photos / "1.jpg").read_bytes())
    assert desk.take(later)[0].status == "known"
    assert len(desk.workspace.look.sources(desk.case, lines["1.jpg"].exhibit)) == 3


def test_what_cannot_be_taken_has_its_line_and_stops_nothing(desk: Desk, photos: Path) -> None:
    (photos / "0link").symlink_to(photos / "1.jpg")
    os.mkfifo(photos / "pipe")
    lines = {Path(line.source).name: line for line in desk.take(photos, photos / "gone")}
    refused = {name for name, line in lines.items() if line.status == "refused"}
    assert refused == {"0link", "pipe", "gone"}
    assert all(lines[name].reason for name in refused)
    assert len(lines) == 8


@pytest.mark.parametrize("large", [0, 1 << 25])
def test_a_source_that_changes_while_read_leaves_nothing(
    desk: Desk, photos: Path, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    monkeypatch.setattr(keeping, "MOST_READ_AT_ONCE", large)
    for name in ("read", "readinto"):
        reading = getattr(SourceFile, name)

        def meddled(self: SourceFile, asked: Any, reading: Any = reading) -> Any:
            if self.path.name == "2.bin":
                os.utime(self.path, ns=(1, 1))
            return reading(self, asked)

        monkeypatch.setattr(SourceFile, name, meddled)
    lines = desk.take(photos)
    assert [line.status for line in lines] == ["taken", "refused", "taken", "taken", "taken"]
    assert "changed" in str(lines[1].reason)
    assert len(list(desk.workspace.vault(desk.case).names())) == 4
    assert len(desk.workspace.look.exhibits(desk.case)) == 4


def test_a_source_that_vanishes_or_fails_is_a_line(
    desk: Desk, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = SourceFile.read

    def failing(self: SourceFile, most: int) -> bytes:
        if self.path.name == "2.bin":
            raise Unreadable(say("The system does not allow this to be read."))
        return reading(self, most)

    walking = keeping.SourceFile

    def opening(path: Path) -> SourceFile:
        if path.name == "1.jpg":
            path.unlink()
        return walking(path)

    monkeypatch.setattr(SourceFile, "read", failing)
    monkeypatch.setattr(keeping, "SourceFile", opening)
    statuses = [line.status for line in desk.take(photos)]
    assert statuses == ["refused", "refused", "taken", "taken", "taken"]


def test_a_full_disk_stops_the_batch_after_what_is_durable(
    desk: Desk, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        keeping.Keeper, "room", lambda self: (1 << 40) if not list(_names(desk)) else 5
    )
    lines: list[Line] = []

    def durable(line: Line) -> None:
        lines.append(line)
        desk.workspace.look.exhibit(desk.case, line.exhibit)

    with pytest.raises(NoSpace):
        _each(take_in(desk.workspace, desk.case, [photos], desk.session), durable)
    assert 1 <= len(lines) < 5
    assert {line.status for line in lines} == {"taken"}
    monkeypatch.undo()
    assert len({line.exhibit for line in desk.take(photos)}) == 5


def _each(lines: Iterable[Line], see: Callable[[Line], None]) -> None:
    for line in lines:
        see(line)


def _names(desk: Desk) -> list[str]:
    return list(desk.workspace.vault(desk.case).names())


def test_stopping_keeps_what_was_told_and_running_again_finishes(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "MOST_TOGETHER", 4)
    folder = tmp_path / "many"
    folder.mkdir()
    for i in range(30):
        (folder / f"{i:02}").write_bytes(b"file %d" % i)
    progress = Progress()
    lines: list[Line] = []

    def stop_at_eight(line: Line) -> None:
        lines.append(line)
        if len(lines) == 8:
            progress.stop()

    with pytest.raises(Cancelled):
        _each(take_in(desk.workspace, desk.case, [folder], desk.session, progress), stop_at_eight)
    assert 8 <= len(lines) < 30
    known = {row.exhibit for row in desk.workspace.look.exhibits(desk.case)}
    assert {line.exhibit for line in lines} == known
    again = desk.take(folder)
    assert [line.status for line in again] == ["known"] * len(lines) + ["taken"] * (30 - len(lines))
    assert len(desk.workspace.look.exhibits(desk.case)) == 30


def test_stopping_in_the_midst_of_a_large_file_keeps_nothing_of_it(
    desk: Desk, tmp_path: Path
) -> None:
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(1 << 32)
    progress = Progress(lambda done, total, what: progress.stop() if done else None)
    with pytest.raises(Cancelled):
        desk.take(large, progress=progress)
    folder = desk.workspace.folder
    assert [
        p for p in (folder / "scopes" / desk.case / "originals").rglob("*") if p.is_file()
    ] == []


def test_closing_early_ends_the_threads(desk: Desk, photos: Path) -> None:
    lines = take_in(desk.workspace, desk.case, [photos], desk.session)
    next(lines)
    lines.close()  # type: ignore[attr-defined]


def test_names_of_strangers_are_kept_as_bytes(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "names"
    folder.mkdir()
    names = ["photo\u202egpj.exe".encode(), b"\xff\xfe", "照片.jpg".encode("gb18030"), b"n" * 255]
    for i, name in enumerate(names):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(b"%d" % i)
    lines = desk.take(folder)
    assert {line.status for line in lines} == {"taken"}
    shown = {desk.workspace.look.sources(desk.case, line.exhibit)[0].name for line in lines}
    assert shown == {"photo\\u202Egpj.exe", "\\xFF\\xFE", "照片.jpg", "n" * 255}


def test_a_zip_is_an_exhibit_and_its_members_are_its_children(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    inner = tmp_path / "inner.zip"
    with zipfile.ZipFile(inner, "w") as made:
        made.writestr("deep.jpg", b"\xff\xd8\xff deep")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("../evil.jpg", b"\xff\xd8\xff evil")
        made.writestr("bomb", bytes(20_000_000))
        made.writestr("sub/large.bin", random.Random(1).randbytes(2_500_000))
        made.write(inner, "inner.zip")
        made.writestr("empty", b"")
    lines = {line.source.rpartition("a.zip")[2]: line for line in desk.take(path)}
    assert list(lines) == [
        "",
        "!/../evil.jpg",
        "!/bomb",
        "!/sub/large.bin",
        "!/inner.zip",
        "!/empty",
    ]
    assert lines.pop("!/bomb").status == "refused"
    assert {line.status for line in lines.values()} == {"taken"}
    parent = lines[""].exhibit
    rows = {row.exhibit: row for row in desk.workspace.look.exhibits(desk.case)}
    assert {row.parent for row in rows.values()} == {"", parent}
    assert rows[lines["!/../evil.jpg"].exhibit].source_name == "evil.jpg"
    assert not list(tmp_path.rglob("evil.jpg"))
    assert desk.content(lines[""]) == path.read_bytes()
    assert len(desk.content(lines["!/sub/large.bin"])) == 2_500_000
    assert {line.status for line in desk.take(path)} == {"known", "refused"}


def test_a_broken_zip_is_kept_and_says_why_nothing_came_out(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\x03\x04" + b"broken" * 20)
    zip_line, inside = desk.take(path)
    assert zip_line.status == "taken"
    assert inside.status == "refused"
    assert inside.reason is not None


def test_a_member_that_lies_is_a_line(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a", b"first")
        made.writestr("b", b"second")
    data = bytearray(path.read_bytes())
    for at in (data.index(b"PK\x03\x04") + 14, data.index(b"PK\x01\x02") + 16):
        data[at : at + 4] = struct.pack("<L", 1)
    path.write_bytes(data)
    assert [line.status for line in desk.take(path)] == ["taken", "refused", "taken"]


def test_progress_tells_bytes_and_files(desk: Desk, photos: Path) -> None:
    told: list[tuple[int, int, str]] = []
    desk.take(photos, progress=Progress(lambda *step: told.append(step)))
    size = sum(p.stat().st_size for p in photos.rglob("*") if p.is_file())
    assert {total for _, total, _ in told} == {1, size}, "1 while what there is is being counted"
    assert all(0 <= done <= total for done, total, _ in told)
    assert told[-1] == (size, size, "5/5")


def test_what_is_no_file_is_counted_as_it_is_told(desk: Desk, photos: Path) -> None:
    (photos / "6.link").symlink_to(photos / "1.jpg")
    told: list[str] = []
    desk.take(photos, progress=Progress(lambda done, total, what: told.append(what)))
    assert told[-1] == "6/6"


def test_it_can_be_stopped_while_what_there_is_is_counted(desk: Desk, photos: Path) -> None:
    progress = Progress()
    progress.stop()
    with pytest.raises(Cancelled):
        measure([photos], None, lambda: progress.step(0, 1))
    with pytest.raises(Cancelled):
        desk.take(photos, progress=progress)
    assert desk.workspace.look.exhibits(desk.case) == []


def test_everything_of_the_broken_and_the_odd_is_taken_in(desk: Desk, real_data: Path) -> None:
    lines = desk.take(real_data / "exif", real_data / "corrupt")
    files = [p for n in ("exif", "corrupt") for p in (real_data / n).rglob("*") if p.is_file()]
    by_source = {line.source: line for line in lines if "!/" not in line.source}
    assert len(by_source) == len(files)
    assert {line.status for line in by_source.values()} <= {"taken", "known"}
    for path in files:
        assert by_source[str(path)].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_photos_are_read_while_at_hand(desk: Desk, real_data: Path) -> None:
    photos = sorted((real_data / "orientation").rglob("*.jpg"))[:3]
    with Readers(workers=1) as readers:
        lines = desk.take(*photos, readers=readers)
    for line in lines:
        reading = reading_of(desk.workspace.scratch.get(KIND, line.exhibit))
        assert reading is not None
        assert reading.thumbnail
        assert reading.fingerprint is not None
