"""Intake as a person does it: drop, answer, begin, watch, stop, go on, complete, give a copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QTableView, QWidget

from desktop.actions import taking_in
from desktop.actions.taking_in import EXAMINATION, INTAKE, TakingIn
from desktop.screens.case import CaseScreen
from desktop.screens.intake import IntakePanel
from desktop.workbench import Place, Workbench
from evidence.errors import NoSpace
from evidence.facts import Answer, CaseFacts
from evidence.intake.session import amend_session
from evidence.keys.passphrase import Cost
from evidence.words import say
from evidence.workspace import Workspace
from tests.desktop.conftest import PASSPHRASE, Benches
from tests.desktop.hands import drop, drop_mime, type_in


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """A folder with three pictures, a note and a link."""
    folder = tmp_path / "存储卡"
    folder.mkdir()
    for number, colour in enumerate(("red", "green", "blue")):
        Image.new("RGB", (64 + number, 48), colour).save(folder / f"IMG_{number}.jpg")
    (folder / "说明.txt").write_text("三张照片", "utf-8")
    (folder / "z.lnk").symlink_to(folder / "IMG_0.jpg")
    return folder


@pytest.fixture
def bench(empty_bench: Workbench) -> Workbench:
    """A workbench with one empty case."""
    empty_bench.workspace.new_case(line="motor", title="追尾", facts=CaseFacts())
    return empty_bench


def _open(bench: Workbench, qtbot: Any) -> IntakePanel:
    panel = IntakePanel(bench, bench.workspace.look.cases()[0].case)
    qtbot.addWidget(panel)
    panel.resize(1266, 640)
    panel.show()
    panel.come_into_view()
    qtbot.waitUntil(lambda: panel.prepare.form.session() is not None)
    return panel


def _find(parent: QWidget, kind: type, name: str = "") -> Any:
    return parent.findChild(kind, name) if name else parent.findChild(kind)


def _press(panel: QWidget, name: str, qtbot: Any) -> None:
    pressed = _find(panel, QWidget, name)
    assert pressed is not None, name
    qtbot.waitUntil(lambda: pressed.isVisible() and pressed.isEnabled())
    qtbot.mouseClick(pressed, Qt.MouseButton.LeftButton)


def _text(panel: QWidget, name: str) -> str:
    label = _find(panel, QLabel, name)
    return str(label.text())


def _idle(bench: Workbench, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: not bench.jobs.running, timeout=20_000)


def _take_in(panel: IntakePanel, folder: Path, qtbot: Any) -> None:
    area = _find(panel, QWidget, "drop-area")
    assert drop(area, [folder])
    _press(panel, "begin-intake", qtbot)
    _idle(panel.bench, qtbot)


def test_drop_answer_begin(bench: Workbench, qtbot: Any, photos: Path) -> None:
    panel = _open(bench, qtbot)
    form = panel.prepare.form
    assert form.values()["lead_name"] == "王芳"
    start = _find(panel, QPushButton, "begin-intake")
    assert not start.isEnabled(), "nothing is chosen yet"
    type_in(form.field("provider"), "李某")
    type_in(form.field("consent"), "书面同意")
    witness = _find(form, QComboBox, "witness-why")
    witness.setFocus()
    qtbot.keyClick(witness, Qt.Key.Key_Down)
    _take_in(panel, photos, qtbot)
    look = bench.workspace.look
    held = look.sessions(panel.case)[0].session
    assert held.provider == Answer(value="李某")
    assert held.witness == Answer(unknown="refused")
    assert held.ended
    assert len(look.exhibits(panel.case)) == 4
    assert _text(panel, "intake-counts") == "入库 4 件，已在库 0 件，未收 1 件"
    lines = _find(panel, QTableView, "intake-lines").model()
    assert lines.index(0, 0).data() == "已拒绝"
    assert lines.index(0, 2).data() == "这是链接，不是文件；请直接给出它所指向的文件。"
    assert look.observations(panel.case), "the examination began by itself"
    qtbot.waitUntil(lambda: _text(panel, "examination-told").startswith("已检查 4 件"))
    assert "同步录像" in _text(panel, "session-gaps")


def test_the_next_session_is_proposed_from_this_one(
    bench: Workbench, qtbot: Any, photos: Path
) -> None:
    panel = _open(bench, qtbot)
    type_in(panel.prepare.form.field("provider"), "李某")
    type_in(panel.prepare.form.field("consent"), "书面同意")
    _take_in(panel, photos, qtbot)
    _press(panel, "new-intake", qtbot)
    form = panel.prepare.form
    qtbot.waitUntil(lambda: form.values()["consent"] == "")
    assert form.values()["provider"] == "李某"
    assert _text(panel, "session-about").startswith("标有“沿用”的内容取自")


def test_more_files_of_the_same_session(bench: Workbench, qtbot: Any, photos: Path) -> None:
    panel = _open(bench, qtbot)
    type_in(panel.prepare.form.field("consent"), "书面同意")
    _take_in(panel, photos / "IMG_0.jpg", qtbot)
    _press(panel, "more-intake", qtbot)
    assert panel.prepare.form.values()["consent"] == "书面同意"
    _take_in(panel, photos, qtbot)
    look = bench.workspace.look
    assert len(look.sessions(panel.case)) == 1
    assert len(look.exhibits(panel.case)) == 4
    assert _text(panel, "intake-counts") == "入库 3 件，已在库 1 件，未收 1 件"


def test_stopped_it_goes_on_where_it_was(bench: Workbench, qtbot: Any, tmp_path: Path) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for number in range(300):
        (many / f"{number:04}.bin").write_bytes(number.to_bytes(4) * 4096)
    panel = _open(bench, qtbot)
    assert drop(_find(panel.prepare, QWidget, "drop-area"), [many])
    _press(panel, "begin-intake", qtbot)
    job = bench.jobs.find(INTAKE, panel.case)
    assert isinstance(job, TakingIn)
    qtbot.waitUntil(lambda: len(job.lines) > 0)
    _press(panel, "stop-intake", qtbot)
    _idle(bench, qtbot)
    kept = len(bench.workspace.look.exhibits(panel.case))
    assert kept == job.count("taken")
    assert _text(panel, "intake-state") == "已停止"
    assert _find(panel, QPushButton, "examine-now").isVisible()
    _press(panel, "resume-intake", qtbot)
    _idle(bench, qtbot)
    look = bench.workspace.look
    assert len(look.exhibits(panel.case)) == 300
    assert len(look.sessions(panel.case)) == 1
    assert _text(panel, "intake-counts") == f"入库 {300 - kept} 件，已在库 {kept} 件，未收 0 件"


def test_a_source_that_is_gone_is_told_and_gone_on_with(
    bench: Workbench, qtbot: Any, photos: Path
) -> None:
    panel = _open(bench, qtbot)
    elsewhere = photos.with_name("away")
    assert drop(_find(panel.prepare, QWidget, "drop-area"), [photos])
    photos.rename(elsewhere)
    _press(panel, "begin-intake", qtbot)
    _idle(bench, qtbot)
    gone = _find(panel, QWidget, "source-gone")
    assert gone.isVisible()
    assert "存储卡" in gone.accessibleName()
    assert _text(panel, "intake-counts") == "入库 0 件，已在库 0 件，未收 1 件"
    elsewhere.rename(photos)
    _press(panel, "source-gone-again", qtbot)
    _idle(bench, qtbot)
    assert len(bench.workspace.look.exhibits(panel.case)) == 4
    assert not gone.isVisible()


def test_a_full_disk_interrupts_and_loses_nothing(
    bench: Workbench, benches: Benches, qtbot: Any, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = _open(bench, qtbot)
    full = NoSpace(say("The disk is full."))

    def no_room(*_: object) -> None:
        raise full

    with monkeypatch.context() as patch:
        patch.setattr("evidence.intake.keeping.Keeper.keep", no_room)
        _take_in(panel, photos, qtbot)
    assert benches.problems == [full]
    benches.problems.clear()
    assert _text(panel, "intake-state") == "已中断"
    assert bench.jobs.find(EXAMINATION, panel.case) is None
    _press(panel, "resume-intake", qtbot)
    _idle(bench, qtbot)
    assert len(bench.workspace.look.exhibits(panel.case)) == 4


def test_answers_stay_a_draft_until_the_session_is_recorded(
    bench: Workbench, benches: Benches, qtbot: Any, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = _open(bench, qtbot)
    type_in(panel.prepare.form.field("provider"), "李某")
    full = NoSpace(say("The disk is full."))

    def no_room(*_: object) -> None:
        raise full

    person, drafts = bench.workspace.person.person, bench.workspace.drafts
    with monkeypatch.context() as patch:
        patch.setattr(taking_in, "open_session", no_room)
        _take_in(panel, photos, qtbot)
    assert benches.problems == [full]
    benches.problems.clear()
    qtbot.waitUntil(lambda: drafts.find(person, "session", panel.case) is not None)
    assert _text(panel, "intake-state") == "已中断"
    _press(panel, "resume-intake", qtbot)
    _idle(bench, qtbot)
    qtbot.waitUntil(lambda: drafts.find(person, "session", panel.case) is None)
    [held] = bench.workspace.look.sessions(panel.case)
    assert held.session.provider == Answer(value="李某")


def test_what_became_of_it_is_still_told_when_the_page_is_built_anew(
    bench: Workbench, qtbot: Any, photos: Path
) -> None:
    panel = _open(bench, qtbot)
    _take_in(panel, photos, qtbot)
    told = _text(panel, "intake-counts")
    again = IntakePanel(bench, panel.case)
    qtbot.addWidget(again)
    again.show()
    again.come_into_view()
    assert _text(again, "intake-counts") == told
    assert _text(again, "examination-told") == _text(panel, "examination-told")
    assert not _find(again, QPushButton, "examine-now").isVisible()
    assert _find(again, QTableView, "intake-lines").model().rowCount() == 5


@pytest.mark.parametrize("how", ["more-intake", "stopped"])
def test_what_was_completed_meanwhile_is_not_undone_by_going_on(
    how: str, bench: Workbench, qtbot: Any, photos: Path
) -> None:
    panel = _open(bench, qtbot)
    _take_in(panel, photos, qtbot)
    job = bench.jobs.last(INTAKE, panel.case)
    assert isinstance(job, TakingIn)
    held = bench.workspace.look.session(panel.case, job.session.id).session
    amend_session(bench.workspace, panel.case, replace(held, provider=Answer(value="李某")))
    if how == "stopped":
        panel.course.going_on.emit(job)
        qtbot.waitUntil(lambda: bench.jobs.last(INTAKE, panel.case) is not job)
    else:
        _press(panel, how, qtbot)
        qtbot.waitUntil(lambda: panel.prepare.form.values()["provider"] == "李某")
        (photos / "more.txt").write_text("more", "utf-8")
        assert drop(_find(panel.prepare, QWidget, "drop-area"), [photos])
        _press(panel, "begin-intake", qtbot)
    _idle(bench, qtbot)
    [row] = bench.workspace.look.sessions(panel.case)
    assert row.session.provider == Answer(value="李某")


def test_closed_in_the_middle_what_was_acknowledged_is_kept(
    bench: Workbench, qtbot: Any, tmp_path: Path
) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for number in range(300):
        (many / f"{number:04}.bin").write_bytes(number.to_bytes(4) * 4096)
    panel = _open(bench, qtbot)
    assert drop(_find(panel.prepare, QWidget, "drop-area"), [many])
    _press(panel, "begin-intake", qtbot)
    job = bench.jobs.find(INTAKE, panel.case)
    assert isinstance(job, TakingIn)
    qtbot.waitUntil(lambda: len(job.lines) > 0)
    panel.close()
    bench.jobs.stop(job)
    bench.background.close()
    bench.workspace.close()
    with Workspace.open(bench.workspace.folder, PASSPHRASE) as again:
        kept = again.look.exhibits(panel.case)
        assert {row.exhibit for row in kept} == {line.exhibit for line in job.lines}
        assert again.look.sessions(panel.case)[0].session.ended


def test_a_form_half_filled_in_stays_when_something_comes_in(
    bench: Workbench, qtbot: Any, photos: Path
) -> None:
    panel = _open(bench, qtbot)
    _take_in(panel, photos, qtbot)
    _press(panel, "complete-session", qtbot)
    qtbot.waitUntil(lambda: _find(panel.sessions, QLineEdit, "video") is not None)
    type_in(_find(panel.sessions, QLineEdit, "video"), "V-00")
    with qtbot.waitSignal(panel.sessions.counted):
        bench.tell({"exhibits"}, panel.case)
    assert _find(panel.sessions, QLineEdit, "video").isVisible()
    assert _find(panel.sessions, QLineEdit, "video").text() == "V-00"


def test_a_session_is_completed_later(bench: Workbench, qtbot: Any, photos: Path) -> None:
    panel = _open(bench, qtbot)
    _take_in(panel, photos, qtbot)
    _press(panel, "complete-session", qtbot)
    qtbot.waitUntil(lambda: _find(panel.sessions, QLineEdit, "video") is not None)
    type_in(_find(panel.sessions, QLineEdit, "video"), "V-0001")
    _press(panel.sessions, "record-session", qtbot)
    look = bench.workspace.look
    qtbot.waitUntil(lambda: look.sessions(panel.case)[0].session.video == Answer(value="V-0001"))
    qtbot.waitUntil(lambda: "同步录像" not in _text(panel, "held-gaps"))
    assert len(look.sessions(panel.case)) == 1


def test_originals_are_checked_and_a_copy_given(
    bench: Workbench, qtbot: Any, photos: Path, tmp_path: Path
) -> None:
    panel = _open(bench, qtbot)
    _take_in(panel, photos, qtbot)
    _press(panel, "show-sessions", qtbot)
    _press(panel.sessions, "check-originals", qtbot)
    done = "4 件原件已重新读取，均与校验值一致。"
    qtbot.waitUntil(lambda: _text(panel.sessions, "originals-checked") == done)
    stick = tmp_path / "stick"
    stick.mkdir()
    folder = _find(panel.sessions, QLineEdit, "copy-folder")
    type_in(folder, str(stick))
    _press(panel.sessions, "copy-write", qtbot)
    _idle(bench, qtbot)
    (copy,) = stick.iterdir()
    sums = _find(panel.sessions, QLineEdit, "copy-sums")
    qtbot.waitUntil(sums.isVisible)
    assert len(list(copy.iterdir())) == 6
    handed = [row for row in bench.workspace.look.custody(panel.case) if row.kind == "handed_off"]
    assert [len(row.exhibits) for row in handed] == [4]


def test_damage_is_told_by_number(bench: Workbench, qtbot: Any, photos: Path) -> None:
    panel = _open(bench, qtbot)
    _take_in(panel, photos, qtbot)
    row = bench.workspace.look.exhibits(panel.case)[0]
    sealed = next(bench.workspace.folder.rglob(row.exhibit))
    sealed.chmod(0o600)
    sealed.write_bytes(sealed.read_bytes()[:-1] + b"\x00")
    _press(panel, "show-sessions", qtbot)
    _press(panel.sessions, "check-originals", qtbot)
    told = f"与记录不符：{row.number}"
    qtbot.waitUntil(lambda: _text(panel.sessions, "originals-checked") == told)


def test_a_phone_without_a_path_is_told_how(bench: Workbench, qtbot: Any) -> None:
    panel = _open(bench, qtbot)
    mime = QMimeData()
    mime.setUrls([QUrl("mtp://HUAWEI/DCIM/1.jpg")])
    assert drop_mime(_find(panel.prepare, QWidget, "drop-area"), mime)
    hint = _find(panel, QWidget, "without-path")
    assert hint.isVisible()
    assert "保留原片" in hint.accessibleName()
    _press(panel, "without-path-understood", qtbot)
    assert not hint.isVisible()


def test_converted_pictures_ask_for_the_originals(
    bench: Workbench, qtbot: Any, tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0142], exif[0x0143] = "Apple", 512, 512
    Image.new("RGB", (64, 48)).save(tmp_path / "IMG_0001.JPG", exif=exif)
    panel = _open(bench, qtbot)
    _take_in(panel, tmp_path / "IMG_0001.JPG", qtbot)
    hint = _find(panel, QWidget, "converted-hint")
    assert hint.isVisible()
    assert hint.accessibleName().startswith("有 1 张照片")


def test_dropped_anywhere_on_the_case(
    bench: Workbench, qtbot: Any, photos: Path, case_of: Callable[[Workbench, int], str]
) -> None:
    screen = CaseScreen(bench, case_of(bench, 0))
    qtbot.addWidget(screen)
    screen.show()
    screen.come_into_view()
    assert drop(screen, [photos])
    panel = _find(screen, IntakePanel)
    assert panel.isVisible()
    chosen = _find(panel, QWidget, "chosen-paths").model()
    assert [chosen.index(row, 0).data() for row in range(chosen.rowCount())] == [str(photos)]


def test_a_place_with_paths_twice_is_chosen_once(
    bench: Workbench, qtbot: Any, photos: Path
) -> None:
    panel = _open(bench, qtbot)
    for _ in range(2):
        panel.point_to(Place(case=panel.case, page="intake", paths=(photos,)))
    assert _find(panel, QWidget, "chosen-paths").model().rowCount() == 1
    _press(panel, "clear-chosen", qtbot)
    start = _find(panel, QPushButton, "begin-intake")
    assert not start.isEnabled()


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_it_fits_a_small_screen(
    tmp_path: Path, benches: Benches, qtbot: Any, scale: int, language: Any
) -> None:
    workspace, _ = Workspace.create(
        tmp_path / "ws", name="王芳" * 99, org="", passphrase=PASSPHRASE, cost=Cost.least()
    )
    workspace.new_case(line="motor", title="", facts=CaseFacts())
    bench = benches.over(workspace, language, scale=scale)
    panel = _open(bench, qtbot)
    panel.prepare.add([Path("/" + "很长的名字" * 60 + ".jpg"), Path("/\u202egpj.exe")])
    panel.prepare.tell_without_path()
    for page in ("prepare", "course", "sessions"):
        panel._show(page)
        least = panel.minimumSizeHint()
        assert least.width() <= 1366 - 100, "beside the rail"
        assert least.height() <= 560, "below the head of the case"
