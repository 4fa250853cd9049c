"""What is dropped comes as paths; what has no path is told apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtWidgets import QWidget

from desktop.widgets.drop_area import DropArea, FileDrops
from desktop.workbench import Workbench
from evidence.words import say
from tests.desktop.hands import drop, drop_mime


def _watched(qtbot: Any) -> tuple[QWidget, list[tuple[Path, ...]], list[str]]:
    widget = QWidget()
    qtbot.addWidget(widget)
    drops = FileDrops(widget)
    dropped: list[tuple[Path, ...]] = []
    without: list[str] = []
    drops.dropped.connect(dropped.append)
    drops.without_path.connect(lambda: without.append("without"))
    widget.show()
    return widget, dropped, without


def test_files_and_folders_come_as_paths(qtbot: Any, tmp_path: Path) -> None:
    widget, dropped, without = _watched(qtbot)
    names = [tmp_path / "现场 照片", tmp_path / "a#b%20c.jpg"]
    assert drop(widget, names)
    assert dropped == [tuple(names)]
    assert without == []


def test_things_on_a_phone_have_no_path(qtbot: Any, tmp_path: Path) -> None:
    widget, dropped, without = _watched(qtbot)
    mime = QMimeData()
    mime.setUrls([QUrl("mtp://HUAWEI/DCIM/1.jpg"), QUrl.fromLocalFile(str(tmp_path / "b"))])
    assert drop_mime(widget, mime)
    assert dropped == [(tmp_path / "b",)]
    assert without == ["without"]


def test_windows_names_a_phones_files_in_a_format_of_its_own(qtbot: Any) -> None:
    widget, dropped, without = _watched(qtbot)
    mime = QMimeData()
    name = 'application/x-qt-windows-mime;value="FileGroupDescriptorW"'
    mime.setData(name, QByteArray(b"\x01"))
    assert drop_mime(widget, mime)
    assert (dropped, without) == ([], ["without"])


def test_a_piece_of_text_is_not_taken(qtbot: Any) -> None:
    widget, dropped, without = _watched(qtbot)
    mime = QMimeData()
    mime.setText("照片")
    assert not drop_mime(widget, mime)
    assert (dropped, without) == ([], [])


def test_a_folder_chosen_in_the_dialog(empty_bench: Workbench, qtbot: Any, tmp_path: Path) -> None:
    area = DropArea(empty_bench, say("Photos, or folders of photos."))
    qtbot.addWidget(area)
    dialog = area.choose(folder=True)
    with qtbot.waitSignal(area.chosen) as chosen:
        dialog.filesSelected.emit([str(tmp_path)])
    assert chosen.args == [(tmp_path,)]
    dialog.close()
