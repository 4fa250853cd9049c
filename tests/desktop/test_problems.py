"""Problems are told once, in plain words; a mistake of ours brings a report without any value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton

from desktop.appearance import dress
from desktop.problems import Problems, report
from desktop.settings import Settings
from evidence.errors import Defect, Trouble
from evidence.words import Words, say

SECRET = "浙A12345 <b>王芳</b>"


@pytest.fixture
def problems(qapp: Any) -> Iterator[Problems]:
    made = Problems(Words("en"))
    yield made
    for dialog in _shown():
        dialog.accept()


def _shown() -> list[QDialog]:
    return [
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, QDialog) and each.objectName() == "problem" and each.isVisible()
    ]


def _said(dialog: QDialog) -> list[str]:
    return [each.text() for each in dialog.findChildren(QLabel)]


def _copy(dialog: QDialog) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == "Copy the report")


def test_a_trouble_is_a_sentence_and_what_to_do(problems: Problems) -> None:
    problems.show(Trouble(say("The disk is full."), say("Make room.")))
    (dialog,) = _shown()
    assert _said(dialog) == ["The disk is full.", "Make room."]
    assert _copy(dialog).isHidden()
    assert "The disk is full." in dialog.accessibleDescription()


def test_further_ones_are_added_and_the_same_is_told_once(problems: Problems, qtbot: Any) -> None:
    for name in ("one", "two", "one"):
        problems.show(Trouble(say("{name} is missing.", name=name)))
    (dialog,) = _shown()
    assert _said(dialog) == ["one is missing.", "two is missing."]
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert _shown() == []
    problems.show(Trouble(say("{name} is missing.", name="three")))
    assert _said(_shown()[0]) == ["three is missing."]


def _mistaken() -> Exception:
    try:
        try:
            {}[SECRET]
        except KeyError as error:
            raise Defect(f"wrong: {SECRET}") from error
    except Defect as error:
        return error


def test_a_mistake_of_ours_brings_a_report_to_copy(problems: Problems) -> None:
    problems.show(_mistaken())
    (dialog,) = _shown()
    assert "What was saved is safe" in _said(dialog)[0]
    _copy(dialog).click()
    assert "tests/desktop/test_problems.py:" in QApplication.clipboard().text()


def test_the_report_holds_no_value() -> None:
    told = report(_mistaken())
    assert "builtins.KeyError" in told
    assert "evidence.errors.Defect" in told
    assert not any(part in told for part in ("浙A12345", "王芳", "wrong:"))


def test_names_of_files_are_shown_letter_by_letter(problems: Problems) -> None:
    problems.show(Trouble(say("{name} is damaged.", name="<b>a</b>\u202egpj.exe&")))
    (dialog,) = _shown()
    assert _said(dialog) == ["<b>a</b>\\u202Egpj.exe& is damaged."]
    formats = {each.textFormat() for each in dialog.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}


@pytest.mark.parametrize("scale", [100, 200])
def test_every_word_of_a_problem_is_seen(qapp: Any, problems: Problems, scale: int) -> None:
    dress(qapp, Settings(language="en", scale=scale))
    name = "q" * 300
    problems.show(Trouble(say("{name} is already there.", name=name), say("Choose a new name.")))
    (dialog,) = _shown()
    qapp.processEvents()
    for label in dialog.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width()), label.text()
        longest = max(label.text().split(), key=len)
        assert label.fontMetrics().horizontalAdvance(longest) <= label.width()
    assert dialog.width() <= 1366
    assert name in dialog.accessibleDescription()
    dialog.accept()
    dress(qapp, Settings())


def test_a_long_chinese_sentence_stays_whole(problems: Problems) -> None:
    told = "磁盘已满" * 40
    problems.show(Trouble(say("{name} is already there.", name=told)))
    (dialog,) = _shown()
    assert told in _said(dialog)[0]
