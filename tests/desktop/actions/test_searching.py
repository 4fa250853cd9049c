"""Files are searched for as a job that can be stopped; nothing is recorded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from desktop.actions.searching import Answer, search
from desktop.workbench import Workbench


def test_a_folder_is_searched_file_by_file(
    sample_bench: Workbench, sample_made: Path, qtbot: Any
) -> None:
    owner = QObject()
    answers: list[Answer] = []
    folder = min((p.parent for p in (sample_made / "photos").rglob("*.jpg")), key=str)
    search(sample_bench, owner, [folder, Path("/gone.jpg")], answers.extend, lambda: None)
    qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
    known = [answer for answer in answers if answer.found]
    assert {answer.file.parent for answer in known} == {folder}
    assert all(number for answer in known for _, number in answer.found)
    (gone,) = [answer for answer in answers if answer.trouble is not None]
    assert gone.file == Path("/gone.jpg")


def test_a_search_can_be_stopped(sample_bench: Workbench, sample_made: Path, qtbot: Any) -> None:
    owner = QObject()
    stopped: list[bool] = []
    job = search(
        sample_bench, owner, [sample_made / "photos"], lambda _: None, lambda: stopped.append(True)
    )
    sample_bench.jobs.stop(job)
    qtbot.waitUntil(lambda: sample_bench.jobs.running == [])
    assert sample_bench.jobs.find("alike") is None
